package auth

import (
	"context"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/header/authres"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/internal/signgen"
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
	microsoft, contoso, evil, list *signgen.Signer
	zone                           *zone
}

func newCast() *cast {
	c := &cast{
		microsoft: signgen.RSA(0, "microsoft.com", "arcselector9901"),
		contoso:   signgen.RSA(1, orgDomain, "selector1"),
		evil:      signgen.RSA(2, "evil.example", "s"),
		list:      signgen.Ed25519("lists.example.net", "l"),
	}
	c.zone = texts()
	for _, s := range []*signgen.Signer{c.microsoft, c.contoso, c.evil, c.list} {
		c.zone.texts[s.Name()] = []string{s.Record()}
	}
	return c
}

// relayed is the message of a device as Exchange Online hands it on, before it
// signs.
func relayed() *signgen.Letter {
	return &signgen.Letter{Fields: []string{
		"Received: from relay.contoso.example (" + relayIP + ") by AM0EUR02FT000.mail.protection.outlook.com\r\n (10.13.54.1) with Microsoft SMTP Server id 15.20.6745.15 via Frontend Transport;\r\n Tue, 3 Nov 2026 10:00:01 +0000",
		"From: Scanner <scan@contoso.example>",
		"To: bob@example.net",
		"Subject: Scan 17",
		"Date: Tue, 3 Nov 2026 10:00:00 +0000",
		"Message-ID: <17@scanner.contoso.example>",
		"Content-Type: text/plain",
		"MIME-Version: 1.0",
		"X-MS-Exchange-SenderADCheck: 1",
	}, Body: "see attachment\r\n"}
}

// genuine is that message with the signature of the tenant and the ARC set.
func (c *cast) genuine() *signgen.Letter {
	l := relayed()
	l.DKIM(c.contoso, allC, tenantH)
	l.Seal(1, c.microsoft, c.microsoft, "none", allC, msH, entryAAR)
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
	through.Add("Received: from mail.example by lists.example.net; Tue, 3 Nov 2026 10:00:05 +0000")
	through.Seal(2, c.list, c.list, "pass", allC, "From:Subject", "lists.example.net; arc=pass")
	again := c.genuine()
	again.Seal(2, c.microsoft, c.microsoft, "pass", allC, msH, laterAAR)
	tagged := c.genuine()
	tagged.Add("X-Spam: no")
	for name, text := range map[string]string{
		"as it is": c.genuine().Text(), "through a list": through.Text(), "into another tenant": again.Text(), "with more fields": tagged.Text(),
		"with LF":         strings.ReplaceAll(c.genuine().Text(), "\r\n", "\n"),
		"with other case": strings.Replace(c.genuine().Text(), "\r\nFrom:", "\r\nFROM :", 1),
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
	quoted := "> " + strings.ReplaceAll(strings.TrimSuffix(strings.Split(c.genuine().Text(), "\r\n\r\n")[0], "\r\n"), "\r\n", "\n> ") + "\n"
	if s := c.check(quoted, false, orgDomain); len(s.Unmet) > 0 {
		t.Errorf("quoted: %v", unmet(&s))
	}
}

// TestSealedInTimeline: the fact makes the border line believed where nothing
// else does.
func TestSealedInTimeline(t *testing.T) {
	c := newCast()
	l := c.genuine()
	l.Add("Received: from somewhere.example (198.51.100.7) by mx.example.net; Tue, 3 Nov 2026 10:00:09 +0000")
	section, body := split(l.Text())
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

// TestSealedAttacks: none of them is sealed, with or without the body, and the
// condition that forbids it is named; the genuine twin is sealed beside it.
func TestSealedAttacks(t *testing.T) {
	for _, a := range attacks {
		c := newCast()
		if s := c.check(c.genuine().Text(), true, orgDomain); len(s.Unmet) > 0 {
			t.Fatalf("%s: the twin is not sealed: %v", a.name, unmet(&s))
		}
		text := a.make(c).Text()
		for _, body := range []bool{true, false} {
			s := c.check(text, body, orgDomain)
			if len(s.Facts()) > 0 || s.Fact.IP.IsValid() || s.Domain != "" || !slices.Contains(unmet(&s), a.want) {
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
		s := c.check(attacks[i].make(c).Text(), true, orgDomain)
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
	l.Body = "pay to another account\r\n"
	if s := c.check(l.Text(), true, orgDomain); len(s.Facts()) > 0 || !slices.Contains(unmet(&s), "message-signature") {
		t.Errorf("%v", unmet(&s))
	}
	if s := c.check(c.genuine().Text(), true); !slices.Equal(unmet(&s), []string{"no-organization"}) {
		t.Errorf("nothing declared: %v", unmet(&s))
	}
}

// TestSealedPaste: where indentation was lost, fields exist by repair, and prove
// nothing, even if every signature would verify.
func TestSealedPaste(t *testing.T) {
	c := newCast()
	head, _, _ := strings.Cut(c.genuine().Text(), "\r\n\r\n")
	lost := strings.NewReplacer("\r\n ", "\r\n").Replace(head)
	s := c.check(lost, false, orgDomain)
	if len(s.Facts()) > 0 || !slices.Contains(unmet(&s), "mended") {
		t.Errorf("%v", unmet(&s))
	}
}

// TestSealedUTF16: text in another encoding is not the text that was signed.
func TestSealedUTF16(t *testing.T) {
	c := newCast()
	wide := "\xff\xfe"
	for _, b := range []byte(c.genuine().Text()) {
		wide += string([]byte{b, 0})
	}
	if s := c.check(wide, false, orgDomain); len(s.Facts()) > 0 || !slices.Contains(unmet(&s), "text-unclear") {
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

// TestStates: results name a signature of the domain in d= or i=, and one that
// passed counts whatever others did.
func TestStates(t *testing.T) {
	for results, want := range map[string][2]bool{
		"dkim=pass header.d=contoso.example; dkim=fail header.d=contoso.example": {true, true},
		"dkim=fail header.d=contoso.example; dkim=pass header.d=Contoso.example": {true, true},
		"dkim=fail header.i=@contoso.example":                                    {true, false},
		"dkim=pass header.d=fabrikam.example":                                    {},
		"dkim=pass header.d=news.contoso.example":                                {},
		"spf=pass header.d=contoso.example":                                      {},
		"none":                                                                   {},
	} {
		r := authres.Parse("mx.example.net; "+results, 0)
		if named, passed := states(&r, "contoso.example"); named != want[0] || passed != want[1] {
			t.Errorf("%s: named %v, passed %v", results, named, passed)
		}
	}
}
