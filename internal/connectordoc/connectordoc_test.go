package connectordoc_test

import (
	"encoding/json"
	"net/netip"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/connector"
	"github.com/hopproof/hopproof/hops/route"
	"github.com/hopproof/hopproof/internal/connectordoc"
	"github.com/hopproof/hopproof/report"
)

// organization has a connector of each type, one of them with a mistake, and a
// parameter whose meaning is not known.
const organization = `{
  "InboundConnectors": [
    {"Name": "Scanners", "ConnectorType": "OnPremises", "Enabled": true, "SenderDomains": ["smtp:*;1"], "SenderIPAddresses": ["203.0.113.25", "192.168.20.41"], "FutureThing": "x"},
    {"Name": "Lock", "ConnectorType": "Partner", "Enabled": true, "SenderDomains": ["fabrikam.example"], "RestrictDomainsToIPAddresses": true, "SenderIPAddresses": ["198.51.100.7"]}
  ],
  "AcceptedDomains": [{"DomainName": "contoso.example", "DomainType": "Authoritative"}],
  "OrganizationConfig": {"RejectDirectSend": true}
}`

func setup(t *testing.T) *connector.Setup {
	t.Helper()
	s, err := connector.Read("export.json", []byte(organization))
	if err != nil {
		t.Fatal(err)
	}
	return &s
}

func catalogue(t *testing.T, lang string) *report.Catalogue {
	t.Helper()
	c, err := connectordoc.Catalogue(lang)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// relayed is a session of the relay with a recipient outside.
func relayed() connector.Session {
	return connector.Session{Time: 1793695332, IP: netip.MustParseAddr("203.0.113.25"), Helo: "relay.contoso.example", TLS: header.No,
		MailFrom: "scanner@contoso.example", Recipients: []string{"ines@example.org"}}
}

// message is the session that a made-up message shows.
func message(t *testing.T, name string) connector.Session {
	t.Helper()
	text, err := os.ReadFile("../../testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	s := header.Parse(text)
	return connector.SessionOf(hops.Build(&s, hops.Options{}))
}

func checkOf(t *testing.T, s connector.Session, lang string) connectordoc.Check {
	t.Helper()
	a := connector.Check(setup(t), &s)
	return connectordoc.CheckOf("a.eml", "hopproof 1", &s, &a, catalogue(t, lang))
}

// TestLanguages: the language changes sentences, and nothing that a program reads;
// no sentence lacks a word.
func TestLanguages(t *testing.T) {
	stranger := relayed()
	stranger.IP, stranger.MailFrom = netip.MustParseAddr("198.51.100.99"), connector.NullSender
	locked := relayed()
	locked.MailFrom, locked.Recipients = "a@fabrikam.example", []string{"ines@contoso.example"}
	for name, s := range map[string]connector.Session{
		"nothing known": {}, "relayed": relayed(), "stranger": stranger, "locked": locked,
		"message": message(t, "relay-postfix-gmail.eml"), "direct send": message(t, "direct-send.eml"), "forged": message(t, "forged-border.eml"),
	} {
		sameButText(t, name, checkOf(t, s, "en"), checkOf(t, s, "fr"))
	}
	sameButText(t, "lint", connectordoc.LintOf("hopproof 1", setup(t), catalogue(t, "en")), connectordoc.LintOf("hopproof 1", setup(t), catalogue(t, "fr")))
}

func sameButText(t *testing.T, name string, en, fr any) {
	t.Helper()
	a, b := tree(t, en), tree(t, fr)
	texts := 0
	blank(t, name, a, &texts)
	blank(t, name, b, &texts)
	if !reflect.DeepEqual(a, b) {
		t.Errorf("%s: English %v, French %v", name, a, b)
	}
	if texts < 2 {
		t.Errorf("%s: no sentence was found", name)
	}
}

// tree is a document as a program reads it.
func tree(t *testing.T, d any) any {
	t.Helper()
	text, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	var v any
	if err := json.Unmarshal(text, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// blank takes the sentences out of a tree, and looks at each.
func blank(t *testing.T, name string, v any, texts *int) {
	t.Helper()
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			blank(t, name, item, texts)
		}
	case map[string]any:
		for key, item := range v {
			text, isText := item.(string)
			switch key {
			case "text", "meaning", "fix":
				if *texts++; text == "" || strings.ContainsAny(text, "{}") {
					t.Errorf("%s: %s is %q", name, key, text)
				}
				v[key] = ""
			case "lang":
				if v[key] = ""; text != "en" && text != "fr" {
					t.Errorf("%s: language %q", name, text)
				}
			default:
				if item == nil {
					t.Errorf("%s: %s is null", name, key) // an unknown is absent, a list without items is []
				}
				if !isText {
					blank(t, name, item, texts)
				}
			}
		}
	}
}

// TestCheck: who takes the message, by what, and what each condition wants.
func TestCheck(t *testing.T) {
	d := checkOf(t, relayed(), "en")
	if d.Schema != connectordoc.Schema || d.Generator != "hopproof 1" || d.Name != "a.eml" {
		t.Errorf("%s by %s of %s", d.Schema, d.Generator, d.Name)
	}
	if d.Outcome != "held" || d.Connector != "Scanners" || d.Way != connector.ByConnector || d.Remedy != nil || len(d.Replies) > 0 {
		t.Errorf("%s, %q, %s, %v, %v", d.Outcome, d.Connector, d.Way, d.Remedy, d.Replies)
	}
	if len(d.Connectors) != 2 || d.Connectors[0].By != "address" || d.Connectors[0].Applies != "" || d.Connectors[1].Applies != "broken" {
		t.Fatalf("%+v", d.Connectors)
	}
	i := slices.IndexFunc(d.Connectors[0].Conditions, func(k connectordoc.Condition) bool { return k.Got == "203.0.113.25" })
	if i < 0 {
		t.Fatalf("no condition shows the address: %+v", d.Connectors[0].Conditions)
	}
	if k := d.Connectors[0].Conditions[i]; k.Outcome != "held" || k.Want == "" || k.Basis != "" || k.Remedy != nil {
		t.Errorf("%+v", k)
	}
}

// TestRefused: a refusal has the reply that the client gets, and its meaning.
func TestRefused(t *testing.T) {
	s := relayed()
	s.IP = netip.MustParseAddr("198.51.100.99")
	d := checkOf(t, s, "en")
	if d.Outcome != "broken" || d.Connector != "" || d.Remedy == nil || len(d.Replies) == 0 {
		t.Fatalf("%s, %q, %v, %v", d.Outcome, d.Connector, d.Remedy, d.Replies)
	}
	for _, r := range d.Replies {
		if r.Meaning == "" || r.Fix == "" || !strings.Contains(r.Reply, "5") {
			t.Errorf("%+v", r)
		}
	}
	text, err := json.Marshal(d)
	if err != nil || strings.Contains(string(text), `"connector":`) {
		t.Errorf("no connector takes it, and one is named: %s, %v", text, err)
	}
}

// TestSession: what is not known is absent, and a known no is written.
func TestSession(t *testing.T) {
	for want, s := range map[string]connector.Session{
		`{}`: {},
		`{"time":"2026-11-03T08:42:12Z","ip":"203.0.113.25","helo":"relay.contoso.example","tls":false,"mail_from":"scanner@contoso.example","recipients":["ines@example.org"]}`: relayed(),
		`{"tls":true,"certificates":["mail.contoso.example"],"mail_from":"\u003c\u003e","header_from":"a@contoso.example","inside":true,"delivered":true,"recorded":true}`: {
			TLS: header.Yes, Certificates: []string{"mail.contoso.example"}, MailFrom: connector.NullSender, HeaderFrom: "a@contoso.example",
			Inside: true, Delivered: true, Recorded: header.Yes},
	} {
		got, err := json.Marshal(checkOf(t, s, "en").Session)
		if err != nil || string(got) != want {
			t.Errorf("got  %s, %v\nwant %s", got, err, want)
		}
	}
}

// TestEvidence: the line that shows a condition is named by its place in the
// message.
func TestEvidence(t *testing.T) {
	text, err := os.ReadFile("../../testdata/relay-postfix-gmail.eml")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, j := range checkOf(t, message(t, "relay-postfix-gmail.eml"), "en").Connectors {
		for _, k := range j.Conditions {
			for _, e := range k.Evidence {
				found++
				if part := text[e.Span[0]:e.Span[1]]; !strings.Contains(string(part), "203.0.113.25") || e.Basis == "" || e.Hop != 2 {
					t.Errorf("%s: %+v, %q", k.Condition, e, part)
				}
			}
		}
	}
	if found == 0 {
		t.Error("no condition has evidence")
	}
}

// TestLog: what only message trace settles says so, with its tie and line.
func TestLog(t *testing.T) {
	c := catalogue(t, "en")
	line := route.LogLine{Source: "trace.json", Line: 4, Text: "Receive"}
	a := connector.Answer{Winner: -1, Reason: route.Coded{Code: "no-connector-takes"}, Conditions: []route.Condition{
		{Name: "certificate", Outcome: route.Held, Tie: route.TieNetworkID, Log: []route.LogLine{line}}, {Name: "ip", Outcome: route.Unknown},
	}}
	d := connectordoc.CheckOf("", "", &connector.Session{}, &a, c)
	if k := d.Conditions[0]; k.Basis != "log" || k.Tie != route.TieNetworkID || len(k.Log) != 1 || k.Log[0] != report.LogLine(line) {
		t.Errorf("%+v", k)
	}
	if k := d.Conditions[1]; k.Basis != "" || k.Log != nil {
		t.Errorf("%+v", k)
	}
}

// TestLint: parameters have Microsoft's names, what is not known is kept, and a
// finding names what it is about.
func TestLint(t *testing.T) {
	d := connectordoc.LintOf("hopproof 1", setup(t), catalogue(t, "en"))
	if len(d.Connectors) != 2 || d.Schema != connectordoc.Schema || d.Lang != "en" {
		t.Fatalf("%+v", d)
	}
	m := d.Connectors[0]
	if m.Parameters["Name"] != "Scanners" || m.Parameters["ConnectorType"] != "OnPremises" || m.Other["FutureThing"] != "x" || m.Partial {
		t.Errorf("%+v", m)
	}
	if _, set := m.Parameters["RequireTls"]; set {
		t.Error("a parameter that is not set is written")
	}
	i := slices.IndexFunc(d.Findings, func(f connectordoc.Finding) bool { return f.Severity == "error" })
	if i < 0 || connectordoc.Count(d.Findings, hops.Error) != 1 {
		t.Fatalf("the private address is no error: %+v", d.Findings)
	}
	if f := d.Findings[i]; f.Connector != "Scanners" || f.Parameter != "SenderIPAddresses" || !strings.Contains(f.Text, "192.168.20.41") || len(f.Args) == 0 {
		t.Errorf("%+v", f)
	}
	for _, f := range d.Findings {
		if f.Text == "" || f.Args == nil {
			t.Errorf("%+v", f)
		}
	}
}

// TestEmpty: a setup without connectors gives lists without items.
func TestEmpty(t *testing.T) {
	text, err := json.Marshal(connectordoc.LintOf("", &connector.Setup{}, catalogue(t, "en")))
	if err != nil || !strings.Contains(string(text), `"connectors":[]`) || strings.Contains(string(text), "null") {
		t.Errorf("%s, %v", text, err)
	}
}
