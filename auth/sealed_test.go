package auth

import (
	"context"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/internal/tsv"
)

const (
	relayIP   = "203.0.113.25"
	allC      = "relaxed/relaxed"
	entryAAR  = "mx.microsoft.com 1; spf=pass (sender ip is " + relayIP + ") smtp.rcpttodomain=example.net\r\n smtp.mailfrom=contoso.example; dmarc=pass (p=none sp=none pct=100) action=none\r\n header.from=contoso.example; dkim=none (message not signed); arc=none (0)"
	laterAAR  = "mx.microsoft.com 1; spf=pass (sender ip is 40.107.22.93) smtp.rcpttodomain=example.net\r\n smtp.mailfrom=contoso.example; dkim=pass (signature was verified)\r\n header.d=contoso.example; arc=pass (0 oda=1)"
	msH       = "From:Date:Subject:Message-ID:Content-Type:MIME-Version"
	tenantH   = msH + ":X-MS-Exchange-SenderADCheck"
	orgDomain = "contoso.example"
)

// cast are those who sign: Microsoft with a key of the test, since its own are
// out of reach here, the organization, and an attacker with a domain and a
// tenant of his own.
type cast struct {
	microsoft, contoso, evil, list *signer
	zone                           *zone
}

func newCast() *cast {
	c := &cast{
		microsoft: rsaSigner(0, "microsoft.com", "arcselector9901"),
		contoso:   rsaSigner(1, orgDomain, "selector1"),
		evil:      rsaSigner(2, "evil.example", "s"),
		list:      edSigner("lists.example.net", "l"),
	}
	c.zone = texts()
	for _, s := range []*signer{c.microsoft, c.contoso, c.evil, c.list} {
		c.zone.texts[s.name()] = []string{s.record()}
	}
	return c
}

// relayed is the message of a device as Exchange Online hands it on, before it
// signs.
func relayed() *letter {
	return &letter{fields: []string{
		"Received: from relay.contoso.example (" + relayIP + ") by AM0EUR02FT000.mail.protection.outlook.com\r\n (10.13.54.1) with Microsoft SMTP Server id 15.20.6745.15 via Frontend Transport;\r\n Tue, 3 Nov 2026 10:00:01 +0000",
		"From: Scanner <scan@contoso.example>",
		"To: bob@example.net",
		"Subject: Scan 17",
		"Date: Tue, 3 Nov 2026 10:00:00 +0000",
		"Message-ID: <17@scanner.contoso.example>",
		"Content-Type: text/plain",
		"MIME-Version: 1.0",
		"X-MS-Exchange-SenderADCheck: 1",
	}, body: "see attachment\r\n"}
}

// genuine is that message with the signature of the tenant and the ARC set.
func (c *cast) genuine() *letter {
	l := relayed()
	l.dkim(c.contoso, allC, tenantH)
	l.seal(1, c.microsoft, c.microsoft, "none", allC, msH, entryAAR)
	return l
}

func (c *cast) check(text string, body bool, domains ...string) Sealed {
	section, content := split(text)
	if !body {
		content = nil
	}
	r := Check(context.Background(), &section, content, Options{Resolver: c.zone, OrganizationDomains: domains, Now: 1793700060})
	return r.Sealed
}

func unmet(s *Sealed) (codes []string) {
	for _, f := range s.Unmet {
		codes = append(codes, strings.TrimPrefix(f.Code, "auth.sealed."))
	}
	return codes
}

// TestSealedGenuine: the genuine message is sealed, with and without its body, with
// CRLF and LF, in quoted text, and after a mailing list has sealed too.
func TestSealedGenuine(t *testing.T) {
	c := newCast()
	through := c.genuine()
	through.add("Received: from mail.example by lists.example.net; Tue, 3 Nov 2026 10:00:05 +0000")
	through.seal(2, c.list, c.list, "pass", allC, "From:Subject", "lists.example.net; arc=pass")
	again := c.genuine()
	again.seal(2, c.microsoft, c.microsoft, "pass", allC, msH, laterAAR)
	tagged := c.genuine()
	tagged.add("X-Spam: no")
	for name, text := range map[string]string{
		"as it is": c.genuine().text(), "through a list": through.text(), "into another tenant": again.text(), "with more fields": tagged.text(),
		"with LF":         strings.ReplaceAll(c.genuine().text(), "\r\n", "\n"),
		"with other case": strings.Replace(c.genuine().text(), "\r\nFrom:", "\r\nFROM :", 1),
	} {
		for _, body := range []bool{true, false} {
			s := c.check(text, body, "CONTOSO.example", "other.example")
			if len(s.Unmet) > 0 || s.Fact.IP != netip.MustParseAddr(relayIP) || s.Domain != orgDomain || len(s.Facts()) != 1 {
				t.Errorf("%s, body %v: %v", name, body, unmet(&s))
				continue
			}
			section := header.Parse([]byte(text))
			if f := section.Fields[s.Fact.Field]; f.Name != "ARC-Authentication-Results" {
				t.Errorf("%s: the fact stands in %s", name, f.Name)
			}
		}
	}
	quoted := "> " + strings.ReplaceAll(strings.TrimSuffix(strings.Split(c.genuine().text(), "\r\n\r\n")[0], "\r\n"), "\r\n", "\n> ") + "\n"
	if s := c.check(quoted, false, orgDomain); len(s.Unmet) > 0 {
		t.Errorf("quoted: %v", unmet(&s))
	}
}

// TestSealedInTimeline: the fact makes the border line believed where nothing
// else does.
func TestSealedInTimeline(t *testing.T) {
	c := newCast()
	l := c.genuine()
	l.add("Received: from somewhere.example (198.51.100.7) by mx.example.net; Tue, 3 Nov 2026 10:00:09 +0000")
	section, body := split(l.text())
	r := Check(context.Background(), &section, body, Options{Resolver: c.zone, OrganizationDomains: []string{orgDomain}})
	for _, sealed := range []bool{false, true} {
		var o hops.Options
		if sealed {
			o.Sealed = r.Sealed.Facts()
		}
		tl := hops.Build(&section, o)
		if got := tl.Hops[0].Basis == hops.Sealed; got != sealed {
			t.Errorf("sealed %v: the border line is %s", sealed, tl.Hops[0].Basis)
		}
	}
}

// attack makes a message that must not be sealed; the genuine one is its twin.
type attack struct {
	name string
	want string // one of the unmet conditions
	make func(c *cast) *letter
}

var attacks = []attack{
	{"a set copied to another message", "message-signature", func(c *cast) *letter {
		l := relayed()
		l.replace("Subject", "17", "18")
		l.replace("Message-ID", "17", "18")
		l.dkim(c.evil, allC, tenantH)
		l.fields = append(append([]string(nil), c.genuine().fields[:3]...), l.fields...)
		return l
	}},
	{"a set copied under the organization's own later mail", "message-signature", func(c *cast) *letter {
		l := relayed()
		l.replace("Message-ID", "17", "18")
		l.dkim(c.contoso, allC, tenantH)
		l.fields = append(append([]string(nil), c.genuine().fields[:3]...), l.fields...)
		return l
	}},
	{"a seal by a domain of the attacker's", "foreign-domain", func(c *cast) *letter {
		l := relayed()
		l.dkim(c.contoso, allC, tenantH)
		l.seal(1, c.evil, c.evil, "none", allC, msH, entryAAR)
		return l
	}},
	{"a seal by the operator over a message signature that is not", "foreign-domain", func(c *cast) *letter {
		l := relayed()
		l.dkim(c.contoso, allC, tenantH)
		l.seal(1, c.evil, c.microsoft, "none", allC, msH, entryAAR)
		return l
	}},
	{"a seal that is not over a message signature that is", "foreign-domain", func(c *cast) *letter {
		l := relayed()
		l.dkim(c.contoso, allC, tenantH)
		l.seal(1, c.microsoft, c.evil, "none", allC, msH, entryAAR)
		return l
	}},
	{"a domain that only looks like the operator's", "foreign-domain", func(c *cast) *letter {
		s := rsaSigner(2, "arc.microsoft.com", "s")
		c.zone.texts[s.name()] = []string{s.record()}
		l := relayed()
		l.dkim(c.contoso, allC, tenantH)
		l.seal(1, s, s, "none", allC, msH, entryAAR)
		return l
	}},
	{"a seal with the operator's name and the attacker's key", "seal", func(c *cast) *letter {
		s := rsaSigner(2, "microsoft.com", "arcselector9901")
		l := relayed()
		l.dkim(c.contoso, allC, tenantH)
		l.seal(1, s, s, "none", allC, msH, entryAAR)
		return l
	}},
	{"the attacker's own signature over forged lines", "tenant-not-bound", func(c *cast) *letter {
		l := relayed()
		l.dkim(c.evil, allC, "Received:"+tenantH)
		return sealGenuinely(c, l)
	}},
	{"only a signature of the attacker's over forged lines", "no-set", func(c *cast) *letter {
		l := relayed()
		l.dkim(c.evil, allC, "Received:From:Date:Subject:Message-ID")
		return l
	}},
	{"another address in the results", "seal", func(c *cast) *letter {
		l := c.genuine()
		l.replace("ARC-Authentication-Results", relayIP, "198.51.100.9")
		return l
	}},
	{"a second From on top", "not-single", onTop("From: Chief <chief@contoso.example>")},
	{"a second From with blank before the colon", "not-single", onTop("FROM : Chief <chief@contoso.example>")},
	{"a second Subject on top", "not-single", onTop("Subject: Pay now")},
	{"a second Date on top", "not-single", onTop("Date: Wed, 4 Nov 2026 10:00:00 +0000")},
	{"a second Message-ID on top", "not-single", onTop("Message-ID: <18@scanner.contoso.example>")},
	{"a second From below, signed in its place", "not-single", func(c *cast) *letter {
		l := relayed()
		l.fields = append(l.fields, "From: Chief <chief@contoso.example>")
		l.dkim(c.contoso, allC, tenantH)
		return sealGenuinely(c, l)
	}},
	{"no Subject", "not-single", func(c *cast) *letter {
		l := relayed()
		l.remove("Subject")
		l.dkim(c.contoso, allC, tenantH)
		return sealGenuinely(c, l)
	}},
	{"a second From hidden behind a bare CR", "text-unclear", func(c *cast) *letter {
		l := relayed()
		l.replace("Subject", "Scan 17", "Scan 17\rFrom: Chief <chief@contoso.example>")
		l.dkim(c.contoso, allC, tenantH)
		return sealGenuinely(c, l)
	}},
	{"a second From hidden behind a bare LF", "text-unclear", func(c *cast) *letter {
		l := c.genuine()
		l.add("X-Note: a\n b")
		return l
	}},
	{"a NUL", "text-unclear", onTop("X-Note: a\x00b")},
	{"a line of no field", "mended", onTop("X-Note: a\r\nthis is no field")},
	{"the attacker's tenant", "tenant-not-bound", func(c *cast) *letter {
		l := relayed()
		l.dkim(rsaSigner(2, "evil.example", "s"), allC, tenantH)
		return sealGenuinely(c, l)
	}},
	{"a tenant of Microsoft's that is not declared", "tenant-not-bound", func(c *cast) *letter {
		s := rsaSigner(2, "contoso.onmicrosoft.com", "s")
		c.zone.texts[s.name()] = []string{s.record()}
		l := relayed()
		l.dkim(s, allC, tenantH)
		return sealGenuinely(c, l)
	}},
	{"a domain below the organization's", "tenant-not-bound", func(c *cast) *letter {
		s := rsaSigner(2, "news.contoso.example", "s")
		c.zone.texts[s.name()] = []string{s.record()}
		l := relayed()
		l.dkim(s, allC, tenantH)
		return sealGenuinely(c, l)
	}},
	{"the organization's name with the attacker's key", "domain-signature", func(c *cast) *letter {
		l := relayed()
		l.dkim(rsaSigner(2, orgDomain, "selector1"), allC, tenantH)
		return sealGenuinely(c, l)
	}},
	{"the organization's signature does not cover Subject", "not-covered", func(c *cast) *letter {
		l := relayed()
		l.dkim(c.contoso, allC, "From:Date:Message-ID")
		return sealGenuinely(c, l)
	}},
	{"the message signature covers no From", "not-covered", func(c *cast) *letter {
		l := relayed()
		l.dkim(c.contoso, allC, tenantH)
		l.seal(1, c.microsoft, c.microsoft, "none", allC, "Date:Subject:Message-ID", entryAAR)
		return l
	}},
	{"the message signature covers nothing", "not-covered", func(c *cast) *letter {
		l := relayed()
		l.dkim(c.contoso, allC, tenantH)
		l.seal(1, c.microsoft, c.microsoft, "none", allC, "", entryAAR)
		return l
	}},
	{"z= that names what h= does not", "not-covered", func(c *cast) *letter {
		l := relayed()
		l.add(l.signed(c.contoso, "DKIM-Signature", "v=1; z=From:scan@contoso.example|Date:x|Subject:Scan=2017|Message-ID:b=3Dx", allC, "From"))
		return sealGenuinely(c, l)
	}},
	{"l=0 in the organization's signature", "partial-body", func(c *cast) *letter {
		l := relayed()
		l.body = ""
		l.add(l.signed(c.contoso, "DKIM-Signature", "v=1; l=0", allC, tenantH))
		l.body = "anything\r\n"
		return sealGenuinely(c, l)
	}},
	{"l=0 in the message signature", "partial-body", func(c *cast) *letter {
		l := relayed()
		l.dkim(c.contoso, allC, tenantH)
		empty := l.clone()
		empty.body = ""
		empty.seal(1, c.microsoft, c.microsoft, "none", allC, msH, entryAAR)
		s := strings.Replace(empty.fields[1], "i=1;", "i=1; l=0;", 1)
		empty.fields[1], empty.body = s, l.body
		return empty
	}},
	{"signed before the entry", "signed-before-entry", func(c *cast) *letter {
		l := relayed()
		l.dkim(c.contoso, allC, tenantH)
		l.seal(1, c.microsoft, c.microsoft, "none", allC, msH, strings.Replace(entryAAR, "dkim=none (message not signed)", "dkim=pass (signature was verified) header.d=contoso.example", 1))
		return l
	}},
	{"signed only in a later tenant, which forwards", "signed-after-later-entry", func(c *cast) *letter {
		l := relayed()
		l.seal(1, c.microsoft, c.microsoft, "none", allC, msH, entryAAR)
		l.dkim(c.contoso, allC, tenantH)
		l.seal(2, c.microsoft, c.microsoft, "pass", allC, msH, strings.Replace(laterAAR, "dkim=pass (signature was verified)\r\n header.d=contoso.example", "dkim=none (message not signed)", 1))
		return l
	}},
	{"a bad signature for the later tenant to find", "signed-after-later-entry", func(c *cast) *letter {
		l := relayed()
		l.seal(1, c.microsoft, c.microsoft, "none", allC, msH, entryAAR)
		l.dkim(c.contoso, allC, tenantH)
		l.seal(2, c.microsoft, c.microsoft, "pass", allC, msH, strings.Replace(laterAAR, "dkim=pass", "dkim=fail", 1))
		return l
	}},
	{"Enhanced Filtering", "enhanced-filtering", onTop("X-MS-Exchange-SkipListedInternetSender: ip=[" + relayIP + "];domain=x")},
	{"Enhanced Filtering for the recipient", "enhanced-filtering", onTop("X-MS-Exchange-ExternalOriginalInternetSender: ip=[" + relayIP + "];domain=x")},
	{"results of another server in the operator's seal", "no-set", stating("mx.example.net; spf=pass (sender ip is " + relayIP + ") smtp.mailfrom=contoso.example")},
	{"results with two addresses", "no-address", stating(entryAAR + "; spf=pass (sender ip is 198.51.100.9) smtp.mailfrom=evil.example")},
	{"results with an address in MAIL FROM", "no-address", stating("mx.microsoft.com 1; spf=none smtp.mailfrom=x(sender ip is " + relayIP + ")")},
	{"results with a quoted local part", "results-ambiguous", stating(`mx.microsoft.com 1; spf=pass smtp.mailfrom="a (sender ip is ` + relayIP + `)"@evil.example`)},
	{"a second result of SPF without an address", "no-address", stating(entryAAR + "; spf=none smtp.mailfrom=evil.example")},
	{"a second address beside another result", "no-address", stating(entryAAR + "; iprev=none (sender ip is 198.51.100.9)")},
	{"a comment that does not end", "results-ambiguous", stating(entryAAR + "; iprev=none (x")},
	{"results encoded as a whole", "no-set", stating("=?us-ascii?Q?mx.microsoft.com_1;_spf=3Dpass_(sender_ip_is_" + relayIP + ")?=")},
	{"results without an address", "no-address", stating("mx.microsoft.com 1; spf=pass smtp.mailfrom=contoso.example")},
	{"results with no SPF", "no-address", stating("mx.microsoft.com 1; dkim=none (sender ip is " + relayIP + ")")},
	{"results that are encoded", "no-address", stating("mx.microsoft.com 1; spf=pass =?us-ascii?Q?(sender_ip_is_203.0.113.25)?=")},
	{"a private address", "address-not-public", stating(strings.Replace(entryAAR, relayIP, "10.0.0.25", 1))},
	{"no address of a peer", "address-not-public", stating(strings.Replace(entryAAR, relayIP, "255.255.255.255", 1))},
	{"the first set is missing", "no-set", func(c *cast) *letter {
		l := c.genuine()
		l.seal(2, c.microsoft, c.microsoft, "pass", allC, msH, entryAAR)
		l.fields = append(l.fields[:3], l.fields[6:]...)
		return l
	}},
	{"a second set of the attacker's without a key", "seal", func(c *cast) *letter {
		l := c.genuine()
		s := rsaSigner(2, "unknown.example", "s")
		l.seal(2, s, s, "pass", allC, msH, "mx.example.net; arc=pass")
		return l
	}},
	{"two first sets", "chain", func(c *cast) *letter {
		l := c.genuine()
		l.fields = append(append([]string(nil), l.fields[:3]...), l.fields...)
		return l
	}},
	{"a chain that says it failed", "chain", func(c *cast) *letter {
		l := relayed()
		l.dkim(c.contoso, allC, tenantH)
		l.seal(1, c.microsoft, c.microsoft, "fail", allC, msH, entryAAR)
		return l
	}},
	{"a key in test mode", "test-key", func(c *cast) *letter {
		c.zone.texts[c.contoso.name()][0] += "; t=y"
		return c.genuine()
	}},
	{"a key that is revoked", "domain-signature", func(c *cast) *letter {
		c.zone.texts[c.contoso.name()][0] = "v=DKIM1; p="
		return c.genuine()
	}},
	{"a signature that has expired", "domain-signature", func(c *cast) *letter {
		l := relayed()
		l.add(l.signed(c.contoso, "DKIM-Signature", "v=1; t=1600000000; x=1600000001", allC, tenantH))
		return sealGenuinely(c, l)
	}},
	{"DNS gives no answer for the operator's key", "seal", func(c *cast) *letter {
		c.zone.broken = map[string]bool{c.microsoft.name(): true}
		return c.genuine()
	}},
}

// sealGenuinely is what Exchange Online would seal, whatever it is.
func sealGenuinely(c *cast, l *letter) *letter {
	l.seal(1, c.microsoft, c.microsoft, "none", allC, msH, entryAAR)
	return l
}

// onTop adds a field to the genuine message.
func onTop(field string) func(*cast) *letter {
	return func(c *cast) *letter {
		l := c.genuine()
		l.add(field)
		return l
	}
}

// stating is the genuine message with other results, sealed by the operator.
func stating(aar string) func(*cast) *letter {
	return func(c *cast) *letter {
		l := relayed()
		l.dkim(c.contoso, allC, tenantH)
		l.seal(1, c.microsoft, c.microsoft, "none", allC, msH, aar)
		return l
	}
}

// TestSealedAttacks: none of them is sealed, with or without the body, and the
// condition that forbids it is named; the genuine twin is sealed beside it.
func TestSealedAttacks(t *testing.T) {
	for _, a := range attacks {
		c := newCast()
		if s := c.check(c.genuine().text(), true, orgDomain); len(s.Unmet) > 0 {
			t.Fatalf("%s: the twin is not sealed: %v", a.name, unmet(&s))
		}
		text := a.make(c).text()
		for _, body := range []bool{true, false} {
			s := c.check(text, body, orgDomain)
			if len(s.Facts()) > 0 || !slices.Contains(unmet(&s), a.want) {
				t.Errorf("%s, body %v: %v, want %s", a.name, body, unmet(&s), a.want)
			}
		}
	}
}

// TestSealedAsOnlyFault: of the attacks that change one thing alone, that thing is
// all that is unmet.
func TestSealedAsOnlyFault(t *testing.T) {
	for _, name := range []string{"Enhanced Filtering", "a private address", "signed before the entry", "the message signature covers no From",
		"a key in test mode", "results with two addresses", "a second From hidden behind a bare CR", "a NUL"} {
		i := slices.IndexFunc(attacks, func(a attack) bool { return a.name == name })
		c := newCast()
		s := c.check(attacks[i].make(c).text(), true, orgDomain)
		for _, code := range unmet(&s) {
			if code != attacks[i].want && code != "tenant-not-bound" {
				t.Errorf("%s: %v", name, unmet(&s))
			}
		}
	}
}

// TestSealedBody: with another body the message is not this one.
func TestSealedBody(t *testing.T) {
	c := newCast()
	l := c.genuine()
	l.body = "pay to another account\r\n"
	if s := c.check(l.text(), true, orgDomain); len(s.Facts()) > 0 || !slices.Contains(unmet(&s), "message-signature") {
		t.Errorf("%v", unmet(&s))
	}
	if s := c.check(c.genuine().text(), true); !slices.Equal(unmet(&s), []string{"no-organization"}) {
		t.Errorf("nothing declared: %v", unmet(&s))
	}
}

// TestSealedPaste: where indentation was lost, fields exist by repair, and prove
// nothing, even if every signature would verify.
func TestSealedPaste(t *testing.T) {
	c := newCast()
	head, _, _ := strings.Cut(c.genuine().text(), "\r\n\r\n")
	lost := strings.NewReplacer("\r\n ", "\r\n").Replace(head)
	s := c.check(lost, false, orgDomain)
	if len(s.Facts()) > 0 || !slices.Contains(unmet(&s), "mended") {
		t.Errorf("%v", unmet(&s))
	}
}

func TestSealersTable(t *testing.T) {
	last, n := "", 0
	for _, row := range tsv.Rows(sealersTable) {
		if n++; row[0] <= last || row[1] == "" || row[2] == "" || row[3] == "" {
			t.Errorf("row %q is out of order or has no source", row[0])
		}
		last = row[0]
	}
	if n != len(sealers()) {
		t.Errorf("%d rows, %d entries", n, len(sealers()))
	}
}
