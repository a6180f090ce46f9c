package connector

import (
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/route"
	gen "github.com/hopproof/hopproof/internal/tracegen"
)

func messageSession(t *testing.T, name string) Session {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("../../testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	s := header.Parse(data)
	return SessionOf(hops.Build(&s, hops.Options{}))
}

// TestMessages: what the made-up messages show, and what a setup with one
// connector by address does with them.
func TestMessages(t *testing.T) {
	setup := Setup{Connectors: []Connector{{Name: "A", Type: OnPremises, SenderIPAddresses: []string{"203.0.113.25"}}},
		Domains: []AcceptedDomain{{Domain: "contoso.example"}}, DomainsComplete: true}
	for name, want := range map[string]string{
		"relay-postfix-gmail.eml":     "203.0.113.25 tls from=scanner@contoso.example to=ines@fabrikam.example: connector held taken",
		"relay-iis-gmail.eml":         "203.0.113.25 plain from=copier3@contoso.example to=accounts@fabrikam.example: connector held taken",
		"relay-postfix-mailbox.eml":   "203.0.113.25 tls from=contoso.example inside recorded: connector held taken",
		"relay-behind-nat.eml":        "198.51.100.10 tls from=contoso.example inside recorded: undecided unknown record-says-connector",
		"hybrid-mailbox.eml":          "203.0.113.26 tls from=contoso.example inside recorded: undecided unknown record-says-connector",
		"direct-send.eml":             "198.51.100.77 plain from=contoso.example inside none-recorded: incoming broken address-differs",
		"client-submission-gmail.eml": "? from=scanner@contoso.example to=ines@fabrikam.example: undecided unknown from-mailbox",
		"forged-border.eml":           "?: undecided unknown no-believed-entry",
		"helo-injection.eml":          "?: undecided unknown no-believed-entry",
		"lines-removed.eml":           "?: undecided unknown no-believed-entry",
		"no-received.eml":             "?: undecided unknown no-believed-entry",
		"ipv6-relay-mailbox.eml":      "2001:db8:25::25 tls from=contoso.example inside recorded: undecided unknown record-says-connector",
		"forged-attribution.eml":      "198.51.100.166 tls from=contoso.example inside: incoming broken address-differs",
		"filter-in-front.eml":         "203.0.113.99 tls from=northwind.example inside none-recorded: incoming broken address-differs",
	} {
		s := messageSession(t, name)
		a := Check(&setup, &s)
		got := "?"
		if s.IP.IsValid() {
			got = s.IP.String() + map[header.Tri]string{header.Yes: " tls", header.No: " plain", 0: " -"}[s.TLS]
		}
		if s.MailFrom != "" {
			got += " from=" + s.MailFrom
		}
		if len(s.Recipients) > 0 {
			got += " to=" + strings.Join(s.Recipients, ",")
		}
		if s.Inside {
			got += " inside"
		}
		got += map[header.Tri]string{header.Yes: " recorded", header.No: " none-recorded", 0: ""}[s.Recorded]
		got += ": " + string(a.Way) + " " + a.Outcome.String() + " " + a.Reason.Code
		if got != want {
			t.Errorf("%s:\ngot  %s\nwant %s", name, got, want)
		}
		if s.Doubt.Code != "" && a.Outcome != route.Unknown {
			t.Errorf("%s: %s without a believed entry", name, a.Outcome)
		}
	}
}

// TestStatedCertificateNeedsAnEntry: a certificate that somebody states proves
// nothing for a message of which no line is believed.
func TestStatedCertificateNeedsAnEntry(t *testing.T) {
	setup := Setup{Connectors: []Connector{{Name: "A", Type: OnPremises, TLSSenderCertificateName: "*.contoso.example"}},
		Domains: []AcceptedDomain{{Domain: "contoso.example"}}}
	s := messageSession(t, "forged-border.eml")
	s.Certificates = []string{"mail.contoso.example"}
	if a := Check(&setup, &s); a.Outcome != route.Unknown {
		t.Errorf("outcome %s", a.Outcome)
	}
	s = messageSession(t, "relay-postfix-gmail.eml")
	s.Certificates = []string{"mail.contoso.example"}
	if a := Check(&setup, &s); a.Outcome != route.Held {
		t.Errorf("outcome %s of a believed entry", a.Outcome)
	}
	s = messageSession(t, "relay-iis-gmail.eml") // in plain text
	s.Certificates = []string{"mail.contoso.example"}
	if a := Check(&setup, &s); a.Outcome != route.Broken {
		t.Errorf("outcome %s in plain text", a.Outcome)
	}
}

// TestReturnPath: one that stands below the receiver's lines came with the
// message.
func TestReturnPath(t *testing.T) {
	data, err := os.ReadFile("../../testdata/relay-postfix-gmail.eml")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Replace(string(data), "Return-Path: <scanner@contoso.example>\n", "", 1)
	if text == string(data) {
		t.Fatal("the message has no such Return-Path")
	}
	for message, want := range map[string]string{
		string(data): "scanner@contoso.example",
		text:         "",
		strings.Replace(text, "\n\n", "\nReturn-Path: <boss@contoso.example>\n\n", 1):                      "",
		strings.Replace(string(data), "<scanner@contoso.example>", "<bounces+SRS=x=y@contoso.example>", 1): "",
		strings.Replace(string(data), "Return-Path: <scanner@contoso.example>", "Return-Path: <>", 1):      NullSender,
	} {
		s := header.Parse([]byte(message))
		if got := SessionOf(hops.Build(&s, hops.Options{})).MailFrom; got != want {
			t.Errorf("MAIL FROM %q, want %q", got, want)
		}
	}
}

// TestDisputedEntry: where another field names another address for the entry, which
// one it was is open, as in verify.
func TestDisputedEntry(t *testing.T) {
	setup := Setup{Connectors: []Connector{{Name: "A", Type: OnPremises, SenderIPAddresses: []string{"203.0.113.25"}}},
		Domains: []AcceptedDomain{{Domain: "contoso.example"}}}
	note := func(ip string) string {
		return "ARC-Authentication-Results: i=1; mx.microsoft.com 1; spf=none (sender ip is " + ip + ") smtp.mailfrom=x"
	}
	const skipped = "X-MS-Exchange-SkipListedInternetSender: ip=[198.51.100.66];domain=x"
	atGmail := gen.Join([]string{"Return-Path: <a@contoso.example>"}, gen.GmailTop(9), []string{gen.GmailLine(8)})
	inside := []string{"Return-Path: <a@contoso.example>", gen.DeliveryLine(gen.First, 9)}
	for name, x := range map[string]struct {
		top    []string
		set    string
		more   []string
		doubts bool
	}{
		"the same address":                 {atGmail, note("203.0.113.25"), nil, false},
		"another":                          {atGmail, note("198.51.100.66"), nil, true},
		"another, explained by anybody":    {atGmail, note("198.51.100.66"), []string{skipped}, true},
		"another, explained by the tenant": {inside, note("198.51.100.66"), []string{skipped}, false},
	} {
		s := header.Parse(gen.Section(gen.Join(x.top, []string{x.set}, gen.Traversal(gen.First, "relay", "203.0.113.25", 3), gen.Message(), x.more)...))
		session := SessionOf(hops.Build(&s, hops.Options{}))
		a := Check(&setup, &session)
		if (a.Outcome == route.Held) == x.doubts || x.doubts && a.Reason.Code != "witness-differs" {
			t.Errorf("%s: %s %s", name, a.Outcome, a.Reason.Code)
		}
	}
}

// TestSenderOnTheWay: the envelope sender at a later place is not that at the entry:
// a list has its own, and so has who passes mail on from another organization.
func TestSenderOnTheWay(t *testing.T) {
	entry := gen.Traversal(gen.First, "scanner", "203.0.113.25", 3)
	list := gen.PostfixLine("lists.example.org", "x.outbound.protection.outlook.com", "x", gen.Outbound, 8)
	mx := gen.PostfixLine("mx.example.net", "lists.example.org", "lists.example.org", "192.0.2.44", 9)
	const returnPath = "Return-Path: <announce-bounces@lists.example.org>"
	results := func(from string) string {
		return "Authentication-Results: spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=" + from + "; dkim=none (message not signed) header.d=none;"
	}
	second := gen.Traversal(gen.Second, "x.outbound.protection.outlook.com", gen.Outbound, 9)
	trusted := hops.Options{Trust: hops.Trust{Domains: []string{"lists.example.org"}}}
	for _, x := range []struct {
		name string
		o    hops.Options
		top  []string
		want string
	}{
		{"a list", trusted, []string{returnPath, mx, list}, ""},
		{"at the list", trusted, []string{returnPath, list}, "announce-bounces@lists.example.org"},
		{"passed on", hops.Options{}, gen.Join([]string{gen.DeliveryLine(gen.Second, 12)}, second[:2], []string{results("passed.example")}, second[2:]), ""},
		{"the same organization", hops.Options{}, []string{gen.DeliveryLine(gen.First, 12)}, "contoso.example"},
	} {
		own := entry
		if x.want == "contoso.example" {
			own = gen.Join(entry[:2], []string{results("contoso.example")}, entry[2:])
		}
		s := header.Parse(gen.Section(gen.Join(x.top, own, gen.Message())...))
		tl := hops.Build(&s, x.o)
		if session := SessionOf(tl); session.Doubt.Code != "" || session.MailFrom != x.want || (len(session.Recipients) > 0) != (x.name == "at the list") {
			t.Errorf("%s: MAIL FROM %q to %q (%s), want %q", x.name, session.MailFrom, session.Recipients, session.Doubt.Code, x.want)
		}
	}
}

// FuzzCheck: an answer never claims more than its parts. Held needs a connector
// all of whose conditions that count are held, and nothing is held or broken
// where no line shows the entry.
func FuzzCheck(f *testing.F) {
	table, err := os.ReadFile("testdata/cases.tsv")
	if err != nil {
		f.Fatal(err)
	}
	for line := range strings.Lines(string(table)) {
		if cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t"); len(cells) == 7 {
			f.Add(cells[2], "a@contoso.example", "x@fabrikam.example", "mail.contoso.example", []byte{203, 0, 113, 25}, uint8(0), int64(0))
			f.Add(cells[2], "<>", "", "", []byte{198, 51, 100, 25}, uint8(7), int64(1700000000))
		}
	}
	f.Fuzz(func(t *testing.T, text, from, to, certificate string, ip []byte, flags uint8, at int64) {
		setup, err := Read("f", []byte(text))
		if err != nil {
			return
		}
		setup.Domains = append(setup.Domains, AcceptedDomain{Domain: "contoso.example"})
		s := Session{Time: at, MailFrom: from, TLS: header.Tri(flags%3) - 1, AllRecipients: flags&8 != 0, Inside: flags&16 != 0,
			NoCertificate: flags&32 != 0, Recorded: header.Tri(flags>>6%3) - 1}
		s.IP, _ = netip.AddrFromSlice(ip)
		if to != "" {
			s.Recipients = []string{to}
		}
		if certificate != "" {
			s.Certificates = []string{certificate}
		}
		a := Check(&setup, &s)
		switch {
		case a.Outcome == route.Held && (a.Winner < 0 || a.Connectors[a.Winner].Outcome != route.Held):
			t.Errorf("held without a connector: %+v", a)
		case a.Way == ByConnector && (a.Outcome != route.Held || a.Connectors[a.Winner].By == ""):
			t.Errorf("taken by nothing: %+v", a)
		case a.Way == Refused && a.Outcome != route.Broken:
			t.Errorf("refused and %s", a.Outcome)
		}
		s.Doubt = coded("no-believed-entry")
		if a := Check(&setup, &s); a.Outcome != route.Unknown || a.Winner >= 0 {
			t.Errorf("%s without an entry", a.Outcome)
		}
	})
}

// TestMustBeCertificate: with a record that some connector took the message,
// the certificate it must have been is the only thing left open.
func TestMustBeCertificate(t *testing.T) {
	byCertificate := Connector{Name: "A", Type: OnPremises, TLSSenderCertificateName: "mail.contoso.example"}
	for name, c := range map[string]struct {
		other    Connector
		ip, from string
		want     bool
	}{
		"another address": {Connector{Name: "B", Type: OnPremises, SenderIPAddresses: []string{"198.51.100.1"}}, "203.0.113.25", "a@contoso.example", true},
		"no address":      {Connector{Name: "B", Type: OnPremises, SenderIPAddresses: []string{"198.51.100.1"}}, "", "a@contoso.example", false},
		"this address":    {Connector{Name: "B", Type: OnPremises, SenderIPAddresses: []string{"203.0.113.25"}}, "203.0.113.25", "", false},
		"by organization": {Connector{Name: "B", Type: OnPremises, TrustedOrganizations: []string{"fabrikam.onmicrosoft.com"}}, "203.0.113.25", "a@contoso.example", false},
	} {
		setup := Setup{Connectors: []Connector{byCertificate, c.other}, Domains: []AcceptedDomain{{Domain: "contoso.example"}}}
		s := Session{MailFrom: c.from, TLS: header.Yes, Recorded: header.Yes}
		s.IP, _ = netip.ParseAddr(c.ip)
		found := false
		for _, f := range Check(&setup, &s).Findings {
			found = found || f.Code == "must-be-certificate"
		}
		if found != c.want {
			t.Errorf("%s: finding %t, want %t", name, found, c.want)
		}
	}
}

// TestNoRecipients: what no recipient is named of is not mail for the inside.
func TestNoRecipients(t *testing.T) {
	setup := Setup{Connectors: []Connector{{Name: "A", Type: OnPremises, SenderIPAddresses: []string{"203.0.113.25"}}},
		Domains: []AcceptedDomain{{Domain: "contoso.example"}}}
	s := Session{IP: netip.MustParseAddr("203.0.113.25"), MailFrom: "a@fabrikam.example", AllRecipients: true}
	if a := Check(&setup, &s); a.Outcome != route.Unknown {
		t.Errorf("%s %s: %s", a.Way, a.Outcome, a.Reason.Code)
	}
}

// TestChangedSince: an export that is newer than the message says so.
func TestChangedSince(t *testing.T) {
	s := messageSession(t, "relay-postfix-gmail.eml")
	for changed, want := range map[int64]bool{s.Time - 1: false, s.Time: false, s.Time + 1: true, 0: false} {
		setup := Setup{Connectors: []Connector{{Name: "A", Type: OnPremises, SenderIPAddresses: []string{"203.0.113.25"}, Changed: changed}}}
		found := false
		for _, f := range Check(&setup, &s).Findings {
			found = found || f.Code == "changed-since"
		}
		if found != want {
			t.Errorf("changed at %d: finding %t, want %t", changed, found, want)
		}
	}
}

// TestDeclared: addresses are declared only where no certificate may have
// matched instead.
func TestDeclared(t *testing.T) {
	setup := Setup{Connectors: []Connector{
		{Name: "A", Type: OnPremises, SenderIPAddresses: []string{"203.0.113.25", "10.0.0.0/8", "x"}},
		{Name: "B", Type: OnPremises, Enabled: Off, TLSSenderCertificateName: "*.contoso.example"},
		{Name: "C", Type: Partner, SenderIPAddresses: []string{"198.51.100.1"}},
	}, Domains: []AcceptedDomain{{Domain: "contoso.example"}}}
	d := Declared(&setup, OnPremises)
	if len(d.RelayIP) != 1 || d.RelayIP[0].String() != "203.0.113.25/32" || d.Certificate != nil || len(d.Domains) != 1 {
		t.Errorf("declared %+v", d)
	}
	setup.Connectors[1].Enabled = On
	setup.Connectors[1].TLSSenderCertificateName = "<I>CN=Example CA<S>CN=mail.contoso.example, O=Contoso"
	if d := Declared(&setup, OnPremises); d.RelayIP != nil || len(d.Certificate) != 1 || d.Certificate[0] != "mail.contoso.example" {
		t.Errorf("declared %+v", d)
	}
}
