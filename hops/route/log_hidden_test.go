package route_test

import (
	"strings"
	"testing"

	"github.com/hopproof/hopproof/evidence"
	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/route"
	gen "github.com/hopproof/hopproof/internal/tracegen"
)

// iisHead is the head of a log of the IIS SMTP service.
const iisHead = "#Software: Microsoft Internet Information Services 10.0\n#Fields: date time c-ip cs-username s-sitename s-computername s-ip s-port cs-method cs-uri-stem cs-uri-query sc-status\n"

// iisMail is a message in such a log: from a client that calls itself helo, to EOP.
func iisMail(helo, ip, minute string) string {
	in := func(method, query string) string {
		return "2026-10-14 " + minute + ":00 " + ip + " " + helo + " SMTPSVC1 relay 192.168.10.30 0 " + method + " - " + query + " 250\n"
	}
	out := func(who, method, query string) string {
		return "2026-10-14 " + minute + ":03 52.101.68.3 " + who + " SMTPSVC1 relay - 25 " + method + " - " + query + " 0\n"
	}
	return in("EHLO", "+"+helo) + in("MAIL", "+FROM:<scanner@contoso.example>") + in("RCPT", "+TO:<alice@gmail.example>") + in("DATA", messageID) +
		out("OutboundConnectionCommand", "RCPT", "TO:<alice@gmail.example>") +
		out("OutboundConnectionResponse", "-", "250+2.6.0+"+messageID+"+[InternalId=1,+Hostname="+gen.First.Hub+".eurprd04.prod.outlook.com]+Queued+mail+for+delivery")
}

// TestSecondMessageHidden: somebody behind the relay sends a second message under
// the Message-ID of a genuine one, in such a way that the log does not show it as
// one. Nothing of the genuine one's client may be said of it.
func TestSecondMessageHidden(t *testing.T) {
	second := func(change func(*mail)) string {
		return with(func(m *mail) { m.id, m.client, m.login = "5ABCDEFGHI", "pc[192.168.7.99]", "mallory"; change(m) }).log()
	}
	unchanged := func(*mail) {}
	twice := strings.Replace(second(unchanged), "message-id="+messageID+"\n",
		"message-id="+messageID+"\n2026-10-14T08:15:00Z relay postfix/cleanup[7]: 5ABCDEFGHI: message-id=<other@evil.example>\n", 1)
	const out = "OutboundConnectionCommand"
	for name, x := range map[string]struct{ id, log string }{
		"seen as it is":                    {messageID, genuine().log() + second(unchanged)},
		"a tab behind its Message-ID":      {messageID + "\t", genuine().log() + second(func(m *mail) { m.message += "?" })},
		"a CR behind its Message-ID":       {messageID + "\r", genuine().log() + second(func(m *mail) { m.message += "?" })},
		"a DEL behind its Message-ID":      {messageID + "\x7f", genuine().log() + second(func(m *mail) { m.message += "?" })},
		"a fold behind its Message-ID":     {messageID + "\r\n\t", genuine().log() + second(func(m *mail) { m.message += "??" })},
		"two Message-IDs":                  {messageID, genuine().log() + twice},
		"a recipient with half a quote":    {messageID, genuine().log() + strings.Replace(second(unchanged), "to=<", "to=<\"", 1)},
		"one of two with half a quote":     {messageID, genuine().log() + strings.Replace(second(func(m *mail) { m.to = `"a@example.net>, relay=none, status=sent` }), "5ABCDEFGHI: removed", "5ABCDEFGHI: to=<b@example.net>, relay=mx[192.0.2.1]:25, dsn=2.0.0, status=sent (250 ok)\n2026-10-14T08:15:03Z relay postfix/qmgr[7]: 5ABCDEFGHI: removed", 1)},
		"IIS, seen as it is":               {messageID, iisHead + iisMail("dev", deviceIP, "08:15") + iisMail("pc", "192.168.7.99", "08:15")},
		"IIS, a client's name":             {messageID, iisHead + iisMail("dev", deviceIP, "08:14") + iisMail(out, "192.168.7.99", "08:15")},
		"IIS, a client's name in answers":  {messageID, iisHead + iisMail("dev", deviceIP, "08:14") + iisMail("OutboundConnectionResponse", "192.168.7.99", "08:15")},
		"IIS, the same without s-ip":       {messageID, withoutServer(iisHead + iisMail("dev", deviceIP, "08:14") + iisMail(out, "192.168.7.99", "08:15"))},
		"IIS, other white space in a name": {messageID, iisHead + iisMail("dev", deviceIP, "08:14") + iisMail("x\u00a0y", "192.168.7.99", "08:15")},
	} {
		t.Run(name, func(t *testing.T) {
			r := builtin(t, route.Office365Relay, "relay-ip="+relayIP, "device-ip="+deviceIP)
			v := withMessageID(r, x.log, x.id)
			if l := leg(v, "device"); l.Outcome == route.Held {
				t.Errorf("held: %+v; %s", l.Conditions, findingsOf(v))
			}
		})
	}
	// The genuine one, alone, is found.
	for _, log := range []string{genuine().log(), iisHead + iisMail("dev", deviceIP, "08:15")} {
		r := builtin(t, route.Office365Relay, "relay-ip="+relayIP, "device-ip="+deviceIP)
		if v := withMessageID(r, log, messageID); leg(v, "device").Outcome != route.Held {
			t.Errorf("not held: %+v; %s", leg(v, "device"), findingsOf(v))
		}
	}
}

// withoutServer is the log without its column s-ip.
func withoutServer(log string) string {
	return strings.NewReplacer("s-computername s-ip", "s-computername", " relay 192.168.10.30 ", " relay ", " relay - ", " relay ").Replace(log)
}

// withMessageID verifies the message with a Message-ID as it stands in the input.
func withMessageID(r route.Route, log, id string) route.Verdict {
	text := strings.Replace(string(gen.Section(append(append([]string{}, hidden...), gen.Message()...)...)), "Message-ID: "+messageID, "Message-ID: "+id, 1)
	s := header.Parse([]byte(text))
	tl := hops.Build(&s, hops.Options{Relays: r.Relays(), Destination: r.Destination()})
	return route.VerifyWith(tl, &r, evidence.NewSet(evidence.Read("mail.log", []byte(log), evidence.Options{})))
}
