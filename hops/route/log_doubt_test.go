package route_test

import (
	"net/netip"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/evidence"
	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/route"
	gen "github.com/hopproof/hopproof/internal/tracegen"
)

// TestRelayLogForms: what a relay's log leaves out, or has more of, and still
// shows the device; and what of it is another message's.
func TestRelayLogForms(t *testing.T) {
	const reply = "status=sent (250 2.6.0 " + messageID + " Queued mail for delivery)"
	another := strings.ReplaceAll(genuine().log(), gen.First.Hub, "VI1PR04MB9999")
	filtered := with(func(m *mail) { m.id, m.client = "5ABCDEFGHI", "localhost[127.0.0.1]" }).log()
	toFilter := with(func(m *mail) {
		m.relay, m.reply = "127.0.0.1[127.0.0.1]:10024", "status=sent (250 2.0.0 from MTA(smtp:[127.0.0.1]:10025): 250 2.0.0 Ok: queued as 5ABCDEFGHI)"
	}).log()
	elsewhere := strings.ReplaceAll(strings.Join(strings.SplitAfter(with(func(m *mail) { m.id = "5ABCDEFGHI" }).log(), "\n")[:2], ""), "Z relay ", "Z inner ")
	early := strings.Replace(genuine().log(), "2026-10-14T08:15:03Z relay postfix/smtp[7]", "2026-10-14T07:00:03Z relay postfix/smtp[7]: 4XYz123abc: to=<bob@gmail.example>, relay="+eopHost+
		"[52.101.68.3]:25, dsn=2.6.0, "+reply+"\n2026-10-14T08:15:03Z relay postfix/smtp[7]", 1)
	hearsay := strings.Replace(relayLine[0], "alice@", "bob@", 1)
	toBob := with(func(m *mail) { m.to = "bob@gmail.example" }).log()
	exim := strings.NewReplacer(" (Postfix)", "", "4XYz123abc", "1qSUXd-00036F-2z").Replace(relayLine[0])
	for _, x := range []struct {
		name, log string
		words     string
		fields    []string
		device    string
		tie       route.Tie
		finding   string
	}{
		{"Exchange Online by its name alone", with(func(m *mail) { m.relay, m.reply = eopHost+"[192.0.2.3]:25", reply }).log(), "", hidden, "held log-names-client", route.TieMessageID, ""},
		{"by its reply alone", with(func(m *mail) { m.relay = "smarthost[192.0.2.3]:25" }).log(), "", hidden, "held log-names-client", route.TieMessageID, ""},
		{"by its address alone", with(func(m *mail) { m.relay, m.reply = "smarthost[52.101.68.3]:25", reply }).log(), "", hidden, "held log-names-client", route.TieMessageID, ""},
		{"a name that only begins alike", with(func(m *mail) { m.relay, m.reply = eopHost+".example.net[192.0.2.3]:25", reply }).log(), "", hidden, "unknown beyond-boundary", "", "log-without-message"},
		{"through a filter on the relay", toFilter + filtered, "", hidden, "held log-names-client", route.TieMessageID, ""},
		{"through a filter, from two that could be it", toFilter + strings.ReplaceAll(toFilter, "4XYz123abc", "4XYz123abd") + filtered, "", hidden, "unknown beyond-boundary", route.TieMessageID, ""},
		{"another host's log of it, cut off", genuine().log() + elsewhere, "", hidden, "held log-names-client", route.TieMessageID, ""},
		{"to somebody else an hour before", early, "", hidden, "held log-names-client", route.TieMessageID, ""},
		{"to the recipient of a line that is hearsay", toBob, "", gen.Join(hidden[:len(hidden)-1], []string{hearsay}), "unknown beyond-boundary", "", "log-other-recipient"},
		{"to the recipient of the receiver's line", toBob, "", gen.Join(hidden[:4], []string{strings.Replace(hidden[4], "alice@", "bob@", 1)}, hidden[5:]), "held log-names-client", route.TieMessageID, ""},
		{"to the recipient that To names", genuine().log(), "", gen.Join(hidden[:4], []string{strings.Replace(hidden[4], "\r\n for <alice@gmail.example>", "", 1)}, hidden[5:]), "held log-names-client", route.TieMessageID, ""},
		{"another id than hearsay has", with(func(m *mail) { m.id = "4XYz999zzz" }).log(), "", hidden, "held log-names-client", route.TieMessageID, ""},
		{"another id than a relay that is no Postfix", genuine().log(), "relay-host=" + relayHost, gen.Join(atGmail, relayed, []string{exim}), "held matched", route.TieMessageID, ""},
		{"ids, of a service that logs none", iisHead + iisMail("dev", deviceIP, "08:15"), "relay-host=" + relayHost, toGmail, "held matched", route.TieMessageID, ""},
		{"no ids on either side", iisHead + strings.ReplaceAll(iisMail("dev", deviceIP, "08:15"), "alice@", "bob@"), "relay-host=" + relayHost,
			gen.Join(atGmail, relayed, []string{strings.Replace(exim, " id 1qSUXd-00036F-2z", "", 1)}), "held matched", "", "log-other-recipient"},
		{"two Message-IDs", genuine().log(), "", gen.Join(hidden, []string{"Message-ID: " + messageID}), "unknown beyond-boundary", "", "log-without-message"},
		{"the queue id, but another server took it", another, "relay-host=" + relayHost, toGmail, "held matched", "", "log-other-server"},
		{"an entry that Microsoft's own note disputes", genuine().log(), "relay-host=" + relayHost, sealed("198.51.100.66"), "unknown witness-differs", "", ""},
		{"a client without an address", with(func(m *mail) { m.client = "unknown[unknown]" }).log(), "", hidden, "unknown beyond-boundary", route.TieMessageID, ""},
		{"another client, and no line", with(func(m *mail) { m.client = "pc[192.168.7.99]" }).log(), "", gen.Join(atGmail, relayed), "broken log-client-differs", route.TieMessageID, ""},
		{"a line below claims the device", with(func(m *mail) { m.client = "pc[192.168.7.99]" }).log(), "", gen.Join(hidden, relayLine), "unknown log-other-client", route.TieMessageID, ""},
	} {
		t.Run(x.name, func(t *testing.T) {
			words := append([]string{"relay-ip=" + relayIP, "device-ip=" + deviceIP}, strings.Fields(x.words)...)
			r := builtin(t, route.Office365Relay, words...)
			logSays(t, r, x.log, x.fields, x.device, x.tie, x.finding)
		})
	}
}

// logFindings are the findings of a verdict about logs.
func logFindings(v route.Verdict) string {
	var list []string
	for _, f := range v.Findings {
		if f.Code == "" || strings.HasPrefix(f.Code, "log-") {
			list = append(list, f.Code)
		}
	}
	return strings.Join(list, " ")
}

// TestRelayLogHost: the log of the declared relay is the word of a host that
// removes its lines.
func TestRelayLogHost(t *testing.T) {
	bare := gen.Join(atGmail, relayed)
	for _, x := range []struct {
		host, pattern string
		want          string
	}{
		{"relay", relayHost, "held relay"}, {relayHost, "relay.*", "held " + relayHost}, {"RELAY", relayHost, "held RELAY"},
		{"inner", relayHost, "unknown "}, {"relay.fabrikam.example", relayHost, "unknown "}, {"relay", "relay-2.contoso.example", "unknown "},
	} {
		r := builtin(t, route.Office365Relay, "relay-ip="+relayIP, "relay-host="+x.pattern)
		log := strings.ReplaceAll(genuine().log(), "Z relay ", "Z "+x.host+" ")
		v := withLogs(t, r, map[string]string{"mail.log": log}, bare...)
		c := conditionOf(v, "relay", "by")
		if got := c.Outcome.String() + " " + c.Got; got != x.want || (c.Tie != "") != (c.Outcome == route.Held) {
			t.Errorf("%s for %s: %s (%s), want %s", x.host, x.pattern, got, c.Tie, x.want)
		}
		if l := leg(v, "relay"); l.Outcome != c.Outcome || l.RestsOnLogs() != (l.Outcome == route.Held) {
			t.Errorf("%s: %v, rests on logs: %v", x.host, l.Outcome, l.RestsOnLogs())
		}
		if device := leg(v, "device"); device.Reason.Code != "not-declared" || len(device.Conditions) != 1 {
			t.Errorf("%s: device %+v", x.host, device)
		}
		// The log of a host is no word on its certificate.
		r.Legs[1].Certificate = []string{"mail.contoso.example"}
		v = withLogs(t, r, map[string]string{"mail.log": log}, bare...)
		if c := conditionOf(v, "relay", "certificate"); c.Outcome != route.Unknown {
			t.Errorf("%s: certificate %v", x.host, c.Outcome)
		}
	}
}

// TestRelayLogNeedsAddress: a log is tied by the relay's address at the entry,
// not by what any client could have said there.
func TestRelayLogNeedsAddress(t *testing.T) {
	r := builtin(t, route.Office365Relay, "device-ip="+deviceIP)
	r.Legs[1].TLS, r.Legs[1].Helo = "1.2", []string{"smtp.contoso.example"}
	v := withLogs(t, r, map[string]string{"mail.log": genuine().log()}, hidden...)
	if leg(v, "device").Outcome != route.Unknown || logFindings(v) != "log-needs-entry" {
		t.Errorf("%v, %s", leg(v, "device").Outcome, logFindings(v))
	}
}

// TestRelayLogPlace: a log is read wherever the relay stands in the route, or
// nowhere.
func TestRelayLogPlace(t *testing.T) {
	log := map[string]string{"mail.log": genuine().log(), "mail.log.1": strings.Join(strings.SplitAfter(genuine().log(), "\n")[:2], "")}
	first := parse(t, `{"legs": [{"role": "relay", "ip": "`+relayIP+`"}, {"role": "eop"}, {"role": "exchange-online"}]}`)
	if v := withLogs(t, first, log, hidden...); v.Outcome != route.Held || conditionOf(v, "relay", "handed_over").Tie != route.TieMessageID {
		t.Errorf("a relay that is the first leg: %s", outcomes(v))
	}
	cloud := parse(t, `{"legs": [{"role": "eop"}, {"role": "exchange-online"}]}`)
	if v := withLogs(t, cloud, log, hidden...); v.Outcome != route.Held || logFindings(v) != "" {
		t.Errorf("no relay: %s %s", outcomes(v), logFindings(v))
	}
	s := header.Parse(gen.Section(hidden...))
	tl := hops.Build(&s, hops.Options{Relays: first.Relays()})
	if v := route.VerifyWith(tl, &first, evidence.NewSet(evidence.Read("mail.log", []byte(genuine().log()), evidence.Options{}))); logFindings(v) != "log-without-message" {
		t.Errorf("no Message-ID: %s", logFindings(v))
	}
}

// TestRelayLogName: the name that Postfix looked up for the device's address.
func TestRelayLogName(t *testing.T) {
	for pattern, want := range map[string]route.Outcome{"scanner3f.contoso.example": route.Held, "pc.contoso.example": route.Broken} {
		r := builtin(t, route.Office365Relay, "relay-ip="+relayIP, "device-ip="+deviceIP)
		r.Legs[0].RDNS = []string{pattern}
		v := withLogs(t, r, map[string]string{"mail.log": genuine().log()}, hidden...)
		if c := conditionOf(v, "device", "rdns"); c.Outcome != want || c.Got != "scanner3f.contoso.example" || leg(v, "device").Outcome != want {
			t.Errorf("%s: %+v", pattern, c)
		}
		// No name was found, or it is what the client called itself.
		for _, log := range []string{with(func(m *mail) { m.client = "unknown[" + deviceIP + "]" }).log(), iisHead + iisMail("scanner3f.contoso.example", deviceIP, "08:15")} {
			v := withLogs(t, r, map[string]string{"mail.log": log}, hidden...)
			if c := conditionOf(v, "device", "rdns"); c.Outcome != route.Unknown || conditionOf(v, "device", "ip").Outcome != route.Held {
				t.Errorf("%s: %+v", pattern, c)
			}
		}
	}
}

// TestRelayLogAgrees: a log that says what the headers say is no remark, and
// nothing rests on it.
func TestRelayLogAgrees(t *testing.T) {
	r := builtin(t, route.Office365Relay, "relay-ip="+relayIP, "relay-host="+relayHost, "device-ip="+deviceIP)
	v := withLogs(t, r, map[string]string{"mail.log": genuine().log()}, toGmail...)
	if l := leg(v, "device"); l.Outcome != route.Held || l.RestsOnLogs() || logFindings(v) != "" {
		t.Errorf("%s, %s", l.Outcome, logFindings(v))
	}
	r.Legs[0].IP = prefixesOf("192.168.9.9")
	v = withLogs(t, r, map[string]string{"mail.log": genuine().log()}, toGmail...)
	if l := leg(v, "device"); l.Outcome != route.Broken || l.RestsOnLogs() || logFindings(v) != "" {
		t.Errorf("%s, %s", l.Outcome, logFindings(v))
	}
	// What headers prove keeps its reason, though a log and hearsay differ.
	r.Legs[0].IP = prefixesOf(deviceIP)
	v = withLogs(t, r, map[string]string{"mail.log": with(func(m *mail) { m.client = "pc[192.168.7.99]" }).log()}, gen.Join(toGmail, relayLine)...)
	if l := leg(v, "device"); l.Outcome != route.Held || l.Reason.Code != "matched" {
		t.Errorf("%s, %s", l.Outcome, l.Reason.Code)
	}
}

// traceOutcomes are the attribution and the certificate that a trace settles.
func traceOutcomes(t *testing.T, r route.Route, trace string, fields []string) string {
	t.Helper()
	v := withLogs(t, r, map[string]string{"trace.json": trace}, fields...)
	return conditionOf(v, "relay", "attributed").Outcome.String() + " " + conditionOf(v, "relay", "certificate").Outcome.String()
}

// TestTraceDoubt: rows and messages that lack something, and what may not be
// read into them.
func TestTraceDoubt(t *testing.T) {
	const report, shown = "X-Forefront-Antispam-Report: CIP:" + relayIP + ";H:relay.contoso.example;PTR:", "relay.contoso.example;CAT:NONE;"
	named := "S:ProxiedClientHostname=x;" + took + presented
	whole := traced(passage, relayIP, took+presented)
	own := gen.Join(toMailbox, []string{network(passage)})
	other := gen.Join([]string{gen.DeliveryLine(gen.Second, 14)}, gen.Traversal(gen.Second, "x", gen.Outbound, 10), relayed, relayLine, []string{network(passage)})
	rows := func(custom ...string) string {
		var list []string
		for _, c := range custom {
			list = append(list, traced(passage, relayIP, c))
		}
		return "[" + strings.Join(list, ",") + "]"
	}
	for _, x := range []struct {
		name, trace string
		fields      []string
		want        string
	}{
		{"no address", strings.Replace(whole, relayIP, "", 1), own, "held held"},
		{"no Message-ID", strings.Replace(whole, messageID, "", 1), own, "held held"},
		{"no tenant", strings.ReplaceAll(whole, ";TenantId="+tenant, ""), own, "held held"},
		{"a connector of no name", strings.ReplaceAll(whole, "Name=Relays;", ""), own, "unknown held"},
		{"rows of two types", rows(took, strings.ReplaceAll(took, "OnPremises", "Partner")), own, "unknown unknown"},
		{"rows of two tenants", rows(took, strings.ReplaceAll(took, "0001", "dead")), own, "unknown unknown"},
		{"rows of two certificates", rows(took+presented, took+";S:CertificateSubject=CN=mail.fabrikam.example"), own, "unknown unknown"},
		{"rows that add to each other", rows(took, presented[1:]), own, "held held"},
		{"rows that say the same", rows(took+presented, took+presented), own, "held held"},
		{"another field with the same id", whole, gen.Join(own, []string{strings.Replace(network(passage), "Organization", "CrossTenant", 1)}), "held held"},
		{"another id in front", whole, gen.Join(toMailbox, []string{network("00000a04-0000-4000-8000-08deffffffff"), strings.Replace(network(passage), "Organization", "CrossTenant", 1)}), "unknown unknown"},
		{"a record of this address under another name", whole, gen.Join(own, []string{record(tenant, relayIP, "other.example")}), "unknown held"},
		{"a note of the id that EOP does not write", whole, gen.Join(toMailbox, []string{strings.Replace(network(passage), ":", " :", 1)}), "unknown unknown"},
		// Another tenant writes its own fields, the ids of its passage among them.
		{"in another tenant's mailbox", whole, other, "unknown unknown"},
		// Words of the client, behind which an entry may be a part of them.
		{"behind an address, then behind a name", rows("S:OriginalFromAddress=x;"+took, named), gen.Join(own, []string{report + shown}), "unknown unknown"},
		{"behind a name, then behind an address", rows(named, "S:OriginalFromAddress=x;"+took), gen.Join(own, []string{report + shown}), "unknown unknown"},
		{"behind a name that a report of another form shows", traced(passage, relayIP, named), gen.Join(own, []string{strings.Replace(report, ":", " :", 1) + shown}), "unknown unknown"},
		{"a report without a name", traced(passage, relayIP, named), gen.Join(own, []string{"X-Forefront-Antispam-Report: CIP:" + relayIP + ";CAT:NONE;"}), "unknown unknown"},
		{"a name that bears the entry without its mark", whole, gen.Join(own, []string{report + "x InboundConnectorData=Name=Relays;"}), "unknown unknown"},
	} {
		t.Run(x.name, func(t *testing.T) {
			r := builtin(t, route.Office365Relay, "relay-ip="+relayIP)
			r.Attributed, r.Organization.Tenant = true, tenant
			r.Legs[1].Certificate = []string{"mail.contoso.example"}
			if got := traceOutcomes(t, r, x.trace, x.fields); got != x.want {
				t.Errorf("attributed and certificate %s, want %s", got, x.want)
			}
		})
	}
	// Whose tenant it is, the organization's own trace says where the route does not.
	r := builtin(t, route.Office365Relay, "relay-ip="+relayIP)
	r.Attributed = true
	if got := traceOutcomes(t, r, whole, own); got != "held unknown" {
		t.Errorf("no tenant declared: %s", got)
	}
	// The rows that name something are the evidence.
	r.Organization.Tenant, r.Legs[1].Certificate = tenant, []string{"mail.contoso.example"}
	v := withLogs(t, r, map[string]string{"trace.json": strings.ReplaceAll(rows("S:DeliveryPriority=Normal", took, presented[1:]), "},{", "},\n{")}, own...)
	if c := conditionOf(v, "relay", "certificate"); len(c.Log) != 2 || c.Log[0].Line != 2 || c.Log[1].Line != 3 || logFindings(v) != "" {
		t.Errorf("%+v, %s", c.Log, logFindings(v))
	}
	r.Legs[1].Certificate = nil
	// Microsoft's own note of another address.
	disputed := gen.Join(own, []string{"X-Forefront-Antispam-Report: CIP:198.51.100.5;CAT:NONE;"})
	if got := traceOutcomes(t, r, whole, disputed); got != "unknown unknown" {
		t.Errorf("a disputed entry: %s", got)
	}
}

// TestTraceElsewhereDoubt: outside Microsoft a trace needs the address, a log
// that is whole, and a passage that a signature binds: no token does, and no
// report that the sender wrote.
func TestTraceElsewhereDoubt(t *testing.T) {
	signed := "Authentication-Results: mx.google.com; dkim=pass header.d=contoso.example"
	bound := gen.Join([]string{atGmail[0], signed}, atGmail[1:], leaving, relayed, relayLine)
	whole := traced(passage, relayIP, took+presented)
	read := func(fields []string, trace string, problems ...evidence.Problem) route.Outcome {
		r := builtin(t, route.Office365Relay, "relay-ip="+relayIP)
		r.Attributed, r.Organization.Domains, r.Binding.Token = true, []string{"contoso.example"}, "20261014.0042"
		r.Legs[1].Certificate = []string{"mail.contoso.example"}
		s := header.Parse(gen.Section(gen.Join(fields, gen.Message())...))
		tl := hops.Build(&s, hops.Options{Relays: r.Relays()})
		log := evidence.Read("trace.json", []byte(trace), evidence.Options{})
		log.Problems = append(log.Problems, problems...)
		return conditionOf(route.VerifyWith(tl, &r, evidence.NewSet(log)), "relay", "certificate").Outcome
	}
	report := []string{"X-Forefront-Antispam-Report: CIP:" + relayIP + ";PTR:relay.contoso.example;CAT:NONE;"}
	for _, x := range []struct {
		name string
		got  route.Outcome
		want route.Outcome
	}{
		{"bound", read(bound, whole), route.Held},
		{"not whole", read(bound, whole, evidence.Problem{Code: evidence.ProblemTooMany, Line: 9, Count: 1}), route.Unknown},
		{"no address", read(bound, strings.Replace(whole, relayIP, "", 1)), route.Unknown},
		{"bound by a token alone", read(toGmail, whole), route.Unknown},
		{"behind a name that a field shows", read(gen.Join(bound, report), traced(passage, relayIP, "S:ProxiedClientHostname=x;"+took+presented)), route.Unknown},
	} {
		if x.got != x.want {
			t.Errorf("%s: %v, want %v", x.name, x.got, x.want)
		}
	}
}

// TestTraceSettlesSharedOnly: a certificate tells the machines behind one address
// apart. It does not say which name they sign with, and another certificate says
// nothing of the address.
func TestTraceSettlesSharedOnly(t *testing.T) {
	r := builtin(t, route.Office365Relay, "relay-ip="+relayIP, "relay-host=smtp.contoso.example")
	r.Legs[1].Shared, r.Legs[1].Certificate = true, []string{"mail.contoso.example"}
	fields := gen.Join(toMailbox, []string{network(passage)})
	for custom, want := range map[string]string{
		took + presented: "ip=held by=unknown certificate=held",
		took + ";S:CertificateSubject=CN=mail.fabrikam.example": "ip=unknown by=unknown certificate=broken",
	} {
		v := withLogs(t, r, map[string]string{"trace.json": traced(passage, relayIP, custom)}, fields...)
		var got []string
		for _, c := range leg(v, "relay").Conditions {
			if c.Name != "handed_over" {
				got = append(got, c.Name+"="+c.Outcome.String())
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %s, want %s", custom, got, want)
		}
	}
}

// TestTraceOf: what callers get beside a verdict, and that there is none where
// the way into the cloud is not known.
func TestTraceOf(t *testing.T) {
	set := evidence.NewSet(evidence.Read("trace.json", []byte(traced(passage, relayIP, took)), evidence.Options{}))
	for _, x := range []struct {
		fields []string
		set    *evidence.Set
		want   route.Tie
	}{
		{gen.Join(toMailbox, []string{network(passage)}), set, route.TieNetworkID}, {gen.Join(toMailbox, []string{network(passage)}), nil, ""},
		{relayLine, set, ""}, {submitted, set, ""},
	} {
		s := header.Parse(gen.Section(gen.Join(x.fields, gen.Message())...))
		got := route.TraceOf(hops.Build(&s, hops.Options{}), x.set)
		if got.Tie != x.want || (got.Attributed.FromIP == netip.MustParseAddr(relayIP)) != (x.want != "") {
			t.Errorf("%q: %+v, want %q", x.fields[0], got, x.want)
		}
	}
}
