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

const (
	messageID = "<20261014.0042@scanner.contoso.example>"
	passage   = "00000a04-0000-4000-8000-08de00000a04"
	eopHost   = "contoso-example.mail.protection.outlook.com"
)

// mail is one message in a relay's log.
type mail struct{ id, message, client, login, to, relay, reply, minute, day string }

// genuine is the message of the timeline.
func genuine() mail {
	return mail{id: "4XYz123abc", message: messageID, client: "scanner3f.contoso.example[" + deviceIP + "]", login: "scanner3f",
		to: "alice@gmail.example", relay: eopHost + "[52.101.68.3]:25", day: "2026-10-14", minute: "08:15",
		reply: "status=sent (250 2.6.0 " + messageID + " [InternalId=1, Hostname=" + gen.First.Hub + ".eurprd04.prod.outlook.com] Queued mail for delivery)"}
}

func with(change func(*mail)) mail {
	m := genuine()
	change(&m)
	return m
}

func (m mail) log() string {
	line := func(second, daemon, text string) string {
		return m.day + "T" + m.minute + ":" + second + "Z relay postfix/" + daemon + "[7]: " + m.id + ": " + text + "\n"
	}
	return line("00", "smtpd", "client="+m.client+", sasl_method=LOGIN, sasl_username="+m.login) +
		line("00", "cleanup", "message-id="+m.message) +
		line("03", "smtp", "to=<"+m.to+">, relay="+m.relay+", delay=3, delays=0/0/1/2, dsn=2.6.0, "+m.reply) +
		line("03", "qmgr", "removed")
}

func withLogs(t *testing.T, r route.Route, logs map[string]string, fields ...string) route.Verdict {
	t.Helper()
	s := header.Parse(gen.Section(append(fields, gen.Message()...)...))
	tl := hops.Build(&s, hops.Options{Relays: r.Relays(), Destination: r.Destination()})
	var read []evidence.Log
	for name, text := range logs {
		read = append(read, evidence.Read(name, []byte(text), evidence.Options{}))
	}
	return route.VerifyWith(tl, &r, evidence.NewSet(read...))
}

func leg(v route.Verdict, name string) route.LegVerdict {
	for _, l := range v.Legs {
		if l.Leg == name {
			return l
		}
	}
	return route.LegVerdict{}
}

func conditionOf(v route.Verdict, l, name string) route.Condition {
	for _, c := range append(leg(v, l).Conditions, v.Conditions...) {
		if c.Name == name {
			return c
		}
	}
	return route.Condition{}
}

func findingsOf(v route.Verdict) string {
	var list []string
	for _, f := range v.Findings {
		list = append(list, f.Code)
	}
	return strings.Join(list, " ")
}

// hidden is a way on which the relay's own line is hearsay: it calls itself
// otherwise than it signs.
var hidden = gen.Join(atGmail, gen.Traversal(gen.First, "smtp.contoso.example", relayIP, 3), relayLine)

// TestRelayLog: what settles the device's leg, and every way in which a log
// that has the Message-ID does not.
func TestRelayLog(t *testing.T) {
	relayOnly := []string{"relay-ip=" + relayIP, "device-ip=" + deviceIP}
	second := with(func(m *mail) { m.id, m.client, m.minute = "5ABCDEFGHI", "other[192.168.7.99]", "08:16" })
	for _, x := range []struct {
		name    string
		log     string
		words   []string
		fields  []string
		device  string // outcome and reason of its leg
		tie     route.Tie
		finding string
	}{
		{"tied by entry", genuine().log(), relayOnly, hidden, "held log-names-client", route.TieMessageID, ""},
		{"tied by queue id", genuine().log(), []string{"relay-ip=" + relayIP, "relay-host=" + relayHost}, toGmail, "unknown log-shows-client", route.TieQueueID, ""},
		{"no log of it", with(func(m *mail) { m.message = "<x@y.example>" }).log(), relayOnly, hidden, "unknown beyond-boundary", "", "log-without-message"},
		// The Message-ID is the sender's to choose: a second message under it.
		{"sent again through the relay", genuine().log() + second.log(), relayOnly, hidden, "unknown beyond-boundary", "", "log-several"},
		{"sent again, its end cut off", genuine().log() + strings.Join(strings.SplitAfter(second.log(), "\n")[:2], ""), relayOnly, hidden, "unknown beyond-boundary", "", "log-several"},
		{"the same log twice", genuine().log() + genuine().log(), relayOnly, hidden, "held log-names-client", route.TieMessageID, ""},
		{"sent past the relay", genuine().log(), relayOnly, gen.Join(atGmail, gen.Traversal(gen.First, "evil.example", "198.51.100.66", 3), relayLine), "unknown beyond-boundary", "", "log-needs-entry"},
		{"from an address that others share", genuine().log(), []string{"relay-ip=" + relayIP, "device-ip=" + deviceIP, "shared"}, hidden, "unknown beyond-boundary", "", "log-needs-entry"},
		{"the relay is not declared", genuine().log(), []string{"device-ip=" + deviceIP}, hidden, "unknown beyond-boundary", "", "log-needs-entry"},
		{"to other recipients", with(func(m *mail) { m.to = "bob@fabrikam.example" }).log(), relayOnly, hidden, "unknown beyond-boundary", "", "log-other-recipient"},
		{"an old log", with(func(m *mail) { m.day = "2026-10-13" }).log(), relayOnly, hidden, "unknown beyond-boundary", "", "log-other-time"},
		{"minutes later", with(func(m *mail) { m.minute = "08:21" }).log(), relayOnly, hidden, "unknown beyond-boundary", "", "log-other-time"},
		{"another server took it", strings.ReplaceAll(genuine().log(), gen.First.Hub, "VI1PR04MB9999"), relayOnly, hidden, "unknown beyond-boundary", "", "log-other-server"},
		{"another queue id than the relay's line", with(func(m *mail) { m.id = "4XYz999zzz" }).log(),
			[]string{"relay-ip=" + relayIP, "relay-host=" + relayHost, "device-ip=192.168.9.9"}, toGmail, "broken other-client", "", "log-other-queue-id"},
		{"never taken by EOP", with(func(m *mail) { m.reply = "status=deferred (timed out)" }).log(), relayOnly, hidden, "unknown beyond-boundary", "", "log-without-message"},
		{"taken by somebody else", with(func(m *mail) {
			m.relay, m.reply = "mx.fabrikam.example[198.51.100.9]:25", "status=sent (250 ok)"
		}).log(), relayOnly, hidden, "unknown beyond-boundary", "", "log-without-message"},
		{"another client", with(func(m *mail) { m.client = "pc[192.168.7.99]" }).log(), relayOnly, hidden, "broken log-client-differs", route.TieMessageID, ""},
		{"the queue id again, years later", strings.NewReplacer("2026-", "2023-", "Z relay", " relay").Replace(genuine().log()),
			[]string{"relay-ip=" + relayIP, "relay-host=" + relayHost}, toGmail, "unknown not-declared", "", "log-time-without-zone"},
		{"without a zone", strings.ReplaceAll(genuine().log(), "2026-10-14T08:15", "Oct 14 08:15"), relayOnly, hidden, "unknown beyond-boundary", "", "log-time-without-zone"},
	} {
		t.Run(x.name, func(t *testing.T) {
			var words []string
			shared := false
			for _, w := range x.words {
				if w == "shared" {
					shared = true
					continue
				}
				words = append(words, w)
			}
			d := declare(words...)
			d.Shared = shared
			r, _ := route.Builtin(route.Office365Relay, d)
			logSays(t, r, x.log, x.fields, x.device, x.tie, x.finding)
		})
	}
}

// logSays checks what the relay's log makes of the device, by which tie, and what
// is found about the log.
func logSays(t *testing.T, r route.Route, log string, fields []string, device string, tie route.Tie, finding string) {
	t.Helper()
	v := withLogs(t, r, map[string]string{"mail.log": log}, fields...)
	l := leg(v, "device")
	if got := l.Outcome.String() + " " + l.Reason.Code; got != device {
		t.Errorf("device %s, want %s", got, device)
	}
	if got := conditionOf(v, "relay", "handed_over").Tie; got != tie {
		t.Errorf("tie %q, want %q", got, tie)
	}
	if got := logFindings(v); got != finding {
		t.Errorf("findings %s, want %q", got, finding)
	}
	never(t, &r, v, fields)
}

// never: logs turn nothing broken into held, and nothing that headers prove
// into anything else.
func never(t *testing.T, r *route.Route, v route.Verdict, fields []string) {
	t.Helper()
	without := withLogs(t, *r, nil, fields...)
	for i, l := range without.Legs {
		if got := v.Legs[i]; l.Outcome != route.Unknown && got.Outcome != l.Outcome {
			t.Errorf("%s was %s by headers, is %s", l.Leg, l.Outcome, got.Outcome)
		}
	}
}

// TestRelayLogNotWhole: where records were left out, a second message may be
// among them.
func TestRelayLogNotWhole(t *testing.T) {
	r := builtin(t, route.Office365Relay, "relay-ip="+relayIP, "device-ip="+deviceIP)
	s := header.Parse(gen.Section(append(append([]string{}, hidden...), gen.Message()...)...))
	tl := hops.Build(&s, hops.Options{Relays: r.Relays()})
	log := evidence.Read("mail.log", []byte(genuine().log()), evidence.Options{})
	log.Problems = append(log.Problems, evidence.Problem{Code: evidence.ProblemTooMany, Line: 9, Count: 1})
	v := route.VerifyWith(tl, &r, evidence.NewSet(log))
	if leg(v, "device").Outcome != route.Unknown || !strings.Contains(findingsOf(v), "log-not-whole") {
		t.Errorf("%s, %s", leg(v, "device").Outcome, findingsOf(v))
	}
}

// TestRelayLogOfHeldLeg: where headers prove the device, another log is a
// remark.
func TestRelayLogOfHeldLeg(t *testing.T) {
	r := builtin(t, route.Office365Relay, "relay-ip="+relayIP, "relay-host="+relayHost, "device-ip="+deviceIP)
	v := withLogs(t, r, map[string]string{"mail.log": with(func(m *mail) { m.client = "pc[192.168.7.99]" }).log()}, toGmail...)
	if l := leg(v, "device"); l.Outcome != route.Held || l.RestsOnLogs() || !strings.Contains(findingsOf(v), "log-disagrees") {
		t.Errorf("%s, %s", l.Outcome, findingsOf(v))
	}
}

// TestRelayLogLogin: the login of the device, and its line as evidence.
func TestRelayLogLogin(t *testing.T) {
	for _, x := range []struct {
		pattern, login string
		want           route.Outcome
	}{
		{"scanner3f", "scanner3f", route.Held}, {"*", "x", route.Held}, {"scanner3f", "x", route.Broken}, {"scanner3f", "", route.Unknown},
	} {
		r := builtin(t, route.Office365Relay, "relay-ip="+relayIP, "device-ip="+deviceIP)
		r.Legs[0].Authenticated = []string{x.pattern}
		v := withLogs(t, r, map[string]string{"mail.log": with(func(m *mail) { m.login = x.login }).log()}, hidden...)
		c := conditionOf(v, "device", "authenticated")
		if c.Outcome != x.want || len(c.Log) != 1 || c.Log[0].Source != "mail.log" || c.Log[0].Line != 1 || !strings.Contains(c.Log[0].Text, "client=") {
			t.Errorf("%+v: %+v", x, c)
		}
		if got := leg(v, "device"); got.Outcome != x.want || x.want != route.Unknown && (got.Remedy.Code != "") != (x.want == route.Broken) {
			t.Errorf("%+v: leg %s, remedy %q", x, got.Outcome, got.Remedy.Code)
		}
	}
}

// TestRelayLogWithoutLine: a relay that removes lines leaves none for the
// device; the log must then show all that the leg demands.
func TestRelayLogWithoutLine(t *testing.T) {
	bare := gen.Join(atGmail, relayed)
	for login, want := range map[string]route.Outcome{"scanner3f": route.Held, "": route.Unknown} {
		r := builtin(t, route.Office365Relay, "relay-ip="+relayIP, "device-ip="+deviceIP)
		r.Legs[0].Authenticated = []string{"scanner3f"}
		v := withLogs(t, r, map[string]string{"mail.log": with(func(m *mail) { m.login = login }).log()}, bare...)
		if l := leg(v, "device"); l.Outcome != want || len(l.Conditions) != 2 {
			t.Errorf("login %q: %s, %+v", login, l.Outcome, l.Conditions)
		}
	}
}

// traced is a row of a message trace.
func traced(network, ip, custom string) string {
	return `{"MessageId":"` + messageID + `","MessageTraceId":"` + network + `","FromIP":"` + ip + `","RecipientAddress":"alice@gmail.example",` +
		`"Date":"2026-10-14T08:15:03Z","Event":"Receive","Data":"<root><MEP Name=\"CustomData\" Blob=\"` + custom + `\"/></root>"}`
}

const (
	took      = "S:InboundConnectorData=Name=Relays;ConnectorType=OnPremises;TenantId=" + tenant
	presented = ";S:CertificateSubject=CN=mail.contoso.example"
)

func network(id string) string { return "X-MS-Exchange-Organization-Network-Message-Id: " + id }

// TestTrace: what message trace shows at a Microsoft mailbox, and what it does
// not.
func TestTrace(t *testing.T) {
	genuine := gen.Join(toMailbox, []string{network(passage)})
	for _, x := range []struct {
		name, trace             string
		fields                  []string
		attributed, certificate string
		finding                 string
	}{
		{"connector and certificate", traced(passage, relayIP, took+presented), genuine, "held Relays", "held mail.contoso.example", ""},
		{"connector alone", traced(passage, relayIP, took), genuine, "held Relays", "unknown ", ""},
		{"another certificate", traced(passage, relayIP, took+";S:CertificateSubject=CN=mail.fabrikam.example"), genuine, "held Relays", "broken mail.fabrikam.example", ""},
		{"of another tenant", traced(passage, relayIP, strings.ReplaceAll(took, tenant, "6f0c1a5e-0000-4000-8000-00000000dead")), genuine, "broken 6f0c1a5e-0000-4000-8000-00000000dead", "unknown ", ""},
		{"no connector", traced(passage, relayIP, "S:DeliveryPriority=Normal"), genuine, "unknown ", "unknown ", ""},
		{"a partner's connector", traced(passage, relayIP, strings.ReplaceAll(took, "OnPremises", "Partner")), genuine, "unknown ", "unknown ", ""},
		{"a connector of no type", traced(passage, relayIP, strings.ReplaceAll(took, "ConnectorType=OnPremises;", "")), genuine, "unknown ", "unknown ", ""},
		// The Message-ID of a genuine message on another one.
		{"replayed Message-ID", traced("00000a04-0000-4000-8000-08deffffffff", relayIP, took+presented), genuine, "unknown ", "unknown ", "log-other-passage"},
		{"no id", traced(passage, relayIP, took+presented), toMailbox, "unknown ", "unknown ", "log-without-message"},
		{"the id twice", traced(passage, relayIP, took+presented), gen.Join(genuine, []string{network(passage)}), "unknown ", "unknown ", "log-without-message"},
		{"two ids", traced(passage, relayIP, took+presented), gen.Join(genuine, []string{"X-MS-Office365-Filtering-Correlation-Id: 00000a04-0000-4000-8000-08deffffffff"}), "unknown ", "unknown ", "log-without-message"},
		{"from another address", traced(passage, "198.51.100.66", took+presented), genuine, "unknown ", "unknown ", "log-other-address"},
		{"rows that contradict each other", "[" + traced(passage, relayIP, took) + "," + traced(passage, relayIP, strings.ReplaceAll(took, "Relays", "Others")) + "]", genuine, "unknown ", "unknown ", "log-contradicts-itself"},
		{"another Message-ID", strings.ReplaceAll(traced(passage, relayIP, took), messageID, "<x@y.example>"), genuine, "unknown ", "unknown ", "log-other-message"},
		// Outside Microsoft anybody writes the id.
		{"at Gmail", traced(passage, relayIP, took+presented), gen.Join(toGmail, []string{network(passage)}), "unknown ", "unknown ", ""},
	} {
		t.Run(x.name, func(t *testing.T) {
			r := builtin(t, route.Office365Relay, "relay-ip="+relayIP)
			r.Attributed, r.Organization.Tenant = true, tenant
			r.Legs[1].Certificate = []string{"mail.contoso.example"}
			v := withLogs(t, r, map[string]string{"trace.json": x.trace}, x.fields...)
			for name, want := range map[string]string{"attributed": x.attributed, "certificate": x.certificate} {
				c := conditionOf(v, "relay", name)
				if got := c.Outcome.String() + " " + c.Got; got != want {
					t.Errorf("%s: %s, want %s", name, got, want)
				}
				if (c.Tie != "") != (c.Outcome != route.Unknown) || c.Tie != "" && len(c.Log) == 0 {
					t.Errorf("%s: tie %q, %d lines", name, c.Tie, len(c.Log))
				}
			}
			if got := logFindings(v); got != x.finding {
				t.Errorf("findings %s, want %s", got, x.finding)
			}
			never(t, &r, v, x.fields)
		})
	}
}

// TestTraceHostile: words of a client that could imitate an entry of the trace
// take the trace its word.
func TestTraceHostile(t *testing.T) {
	for _, x := range []struct {
		helo, field string
		want        route.Outcome
	}{
		{"relay.contoso.example", "X-Forefront-Antispam-Report: CIP:203.0.113.25;PTR:relay.contoso.example;SFS:(1)", route.Held},
		{"mx1.contoso.example", "X: y", route.Held},
		{"x;S:y=z", "X: y", route.Unknown},
		{"x=y", "X: y", route.Unknown},
		{"relay.contoso.example", "X-Forefront-Antispam-Report: CIP:203.0.113.25;PTR:x;S:InboundConnectorData=Name=Relays;", route.Unknown},
		{"relay.contoso.example", `Return-Path: <"x;S:CertificateSubject=CN=a"@fabrikam.example>`, route.Unknown},
		{"relay.contoso.example", `Return-Path: <"x; S:CertificateSubject=CN=a"@fabrikam.example>`, route.Unknown},
	} {
		helo, want := x.helo, x.want
		fields := gen.Join([]string{gen.DeliveryLine(gen.First, 9)}, gen.Traversal(gen.First, helo, relayIP, 3), []string{network(passage), x.field})
		r := builtin(t, route.Office365Relay, "relay-ip="+relayIP)
		r.Attributed, r.Organization.Tenant = true, tenant
		v := withLogs(t, r, map[string]string{"trace.json": traced(passage, relayIP, took)}, fields...)
		if got := conditionOf(v, "relay", "attributed").Outcome; got != want {
			t.Errorf("%s: %s, want %s", helo, got, want)
		}
	}
}

// TestTraceBehindWords: what stands behind a client's name in the trace may be a
// part of that name, unless Exchange Online's own report shows the name.
func TestTraceBehindWords(t *testing.T) {
	const report = "X-Forefront-Antispam-Report: CIP:" + relayIP + ";CTRY:;H:relay.contoso.example;PTR:"
	for _, x := range []struct {
		name, custom string
		fields       []string
		want         route.Outcome
	}{
		{"in front", took + presented + ";S:ProxiedClientHostname=x", nil, route.Held},
		{"behind", "S:ProxiedClientHostname=x;" + took + presented, nil, route.Unknown},
		{"behind a name that is shown", "S:ProxiedClientHostname=x;" + took + presented, []string{report + "relay.contoso.example;CAT:NONE;"}, route.Held},
		{"behind one of which the end is not", "S:ProxiedClientHostname=x;" + took + presented, []string{report + "relay.contoso.example"}, route.Unknown},
		{"behind one with more in it", "S:ProxiedClientHostname=x;" + took + presented, []string{report + "x S:y;CAT:NONE;"}, route.Unknown},
		{"behind one that is shown twice", "S:ProxiedClientHostname=x;" + took + presented, []string{report + "a;", report + "b;"}, route.Unknown},
		{"behind an address", "S:OriginalFromAddress=x;" + took + presented, []string{report + "relay.contoso.example;CAT:NONE;"}, route.Unknown},
		{"behind both", "S:ProxiedClientHostname=x;S:OriginalFromAddress=x;" + took + presented, nil, route.Unknown},
		{"behind a name that is shown, and an address", "S:ProxiedClientHostname=x;S:OriginalFromAddress=x;" + took + presented, []string{report + "relay.contoso.example;CAT:NONE;"}, route.Unknown},
		{"a certificate behind a name that is shown, the connector behind more", "S:ProxiedClientHostname=x" + presented + ";S:OriginalFromAddress=x;" + took, []string{report + "relay.contoso.example;CAT:NONE;"}, route.Unknown},
		{"a certificate behind", took + ";S:ProxiedClientHostname=x" + presented, nil, route.Unknown},
	} {
		r := builtin(t, route.Office365Relay, "relay-ip="+relayIP)
		r.Attributed, r.Organization.Tenant = true, tenant
		r.Legs[1].Certificate = []string{"mail.contoso.example"}
		v := withLogs(t, r, map[string]string{"trace.json": traced(passage, relayIP, x.custom)}, gen.Join(toMailbox, []string{network(passage)}, x.fields)...)
		if c, a := conditionOf(v, "relay", "certificate").Outcome, conditionOf(v, "relay", "attributed").Outcome; c != x.want || a != x.want {
			t.Errorf("%s: certificate %v, attributed %v, want %v", x.name, c, a, x.want)
		}
	}
}

// TestTraceOfSharedAddress: a certificate tells the machines behind one address
// apart.
func TestTraceOfSharedAddress(t *testing.T) {
	d := declare("relay-ip=" + relayIP)
	d.Shared = true
	r, _ := route.Builtin(route.Office365Relay, d)
	r.Legs[1].Certificate = []string{"mail.contoso.example"}
	fields := append(append([]string{}, toMailbox...), network(passage))
	for custom, want := range map[string]route.Outcome{took + presented: route.Held, took: route.Unknown} {
		v := withLogs(t, r, map[string]string{"trace.json": traced(passage, relayIP, custom)}, fields...)
		if got := leg(v, "relay").Outcome; got != want {
			t.Errorf("%s: %s, want %s", custom, got, want)
		}
	}
}

// TestTraceElsewhere: outside Microsoft a trace shows a certificate only where
// the receiver's own results bind the passage to the organization.
func TestTraceElsewhere(t *testing.T) {
	signed := "Authentication-Results: mx.google.com; dkim=pass header.d=contoso.example"
	for _, x := range []struct {
		name   string
		trace  string
		fields []string
		want   route.Outcome
	}{
		{"bound", traced(passage, relayIP, took+presented), gen.Join([]string{atGmail[0], signed}, atGmail[1:], leaving, relayed, relayLine), route.Held},
		{"not bound", traced(passage, relayIP, took+presented), toGmail, route.Unknown},
		{"another recipient", strings.ReplaceAll(traced(passage, relayIP, took+presented), "alice@", "bob@"), gen.Join([]string{atGmail[0], signed}, atGmail[1:], leaving, relayed, relayLine), route.Unknown},
		{"another day", strings.ReplaceAll(traced(passage, relayIP, took+presented), "2026-10-14", "2026-10-15"), gen.Join([]string{atGmail[0], signed}, atGmail[1:], leaving, relayed, relayLine), route.Unknown},
		{"two passages", "[" + traced(passage, relayIP, took+presented) + "," + traced(strings.ReplaceAll(passage, "a04", "a05"), relayIP, took+presented) + "]",
			gen.Join([]string{atGmail[0], signed}, atGmail[1:], leaving, relayed, relayLine), route.Unknown},
	} {
		r := builtin(t, route.Office365Relay, "relay-ip="+relayIP)
		r.Attributed, r.Organization.Domains = true, []string{"contoso.example"}
		r.Legs[1].Certificate = []string{"mail.contoso.example"}
		v := withLogs(t, r, map[string]string{"trace.json": x.trace}, x.fields...)
		if c := conditionOf(v, "relay", "certificate"); c.Outcome != x.want || c.Outcome == route.Held && c.Tie != route.TieMessageID {
			t.Errorf("%s: %s (%s), findings %s", x.name, c.Outcome, c.Tie, findingsOf(v))
		}
	}
}
