package domain

import (
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hopproof/hopproof/hops/operator"
	"github.com/hopproof/hopproof/internal/tsv"
)

// TestMXHosts holds the table to its form: sorted, unique, every row sourced,
// and every example found by its own row.
func TestMXHosts(t *testing.T) {
	lines := strings.Split(strings.TrimSuffix(mxHostsTSV, "\n"), "\n")
	if lines[0] != "pattern\tkind\tproduct\tspf\texample\tsource\tchecked" {
		t.Fatalf("heading %q", lines[0])
	}
	if rows := lines[1:]; !slices.IsSorted(rows) || len(mxHosts()) != len(rows) {
		t.Error("the rows are not sorted, or one stands twice")
	}
	kinds := []Kind{KindMicrosoft, KindMicrosoftLegacy, KindGoogle, KindFilter, KindForwarder, KindMailbox}
	for n, row := range tsv.Rows(mxHostsTSV) {
		if strings.Count(lines[n+1], "\t") != 6 || len(row[5]) < 8 {
			t.Errorf("%s: cells or source missing", row[0])
		}
		if _, err := time.Parse("2006-01", row[6]); err != nil {
			t.Errorf("%s: %v", row[0], err)
		}
		want := mxHosts()[row[0]]
		if got, ok := findMXHost(row[4]); !ok || got != want {
			t.Errorf("%s: the example gives %+v", row[0], got)
		}
		if !slices.Contains(kinds, want.kind) || row[3] != "" && (want.kind != KindFilter || !isName(row[3])) {
			t.Errorf("%s: kind %q, spf %q", row[0], want.kind, row[3])
		}
		if needs := want.kind != KindMicrosoft && want.kind != KindMicrosoftLegacy; needs != (want.product != "") {
			t.Errorf("%s: product %q", row[0], want.product)
		}
		class := operator.Host(row[4])
		if class.Operator != "" && want.kind == KindFilter && class.Kind != operator.KindFilter && class.Kind != operator.KindUnknown {
			t.Errorf("%s: package operator calls it %s", row[0], class.Kind)
		}
		if want.kind == KindMicrosoft && (class.Operator != operator.Microsoft || class.Cloud == "") {
			t.Errorf("%s: no cloud of Microsoft's", row[0])
		}
	}
}

func TestClassify(t *testing.T) {
	declared := []netip.Prefix{netip.MustParsePrefix("203.0.113.0/28")}
	for host, want := range map[string]Kind{
		"contoso-example.mail.protection.outlook.com": KindMicrosoft,
		"mail.protection.outlook.com":                 KindMicrosoftWrong,
		"contoso-example.p-v1.mx.microsoft":           KindMicrosoft,
		"mx1.contoso.example":                         KindSelf,
		"contoso.example":                             KindSelf,
		"mx1.notcontoso.example":                      KindOther,
		"aspmx.l.google.com":                          KindGoogle,
		"mxa-00999901.gslb.pphosted.com":              KindFilter,
		"eu-smtp-inbound-1.mimecast.com":              KindFilter,
		"mx1.improvmx.com":                            KindForwarder,
		"mx.zoho.eu":                                  KindMailbox,
		"outlook-com.olc.protection.outlook.com":      KindMailbox,
		"outlook.office365.com":                       KindMicrosoftWrong,
		"":                                            KindOther,
	} {
		x := Exchanger{Host: host}
		x.classify("www.contoso.example", nil)
		if x.Kind != want {
			t.Errorf("%s: %s, want %s", host, x.Kind, want)
		}
	}
	x := Exchanger{Host: "mx.hoster.example", Addresses: []netip.Addr{netip.MustParseAddr("203.0.113.5")}}
	if x.classify("contoso.example", declared); x.Kind != KindSelf {
		t.Errorf("a host at a declared address: %s", x.Kind)
	}
}

func TestLabel(t *testing.T) {
	for _, c := range []struct {
		label, name string
		fits        bool
	}{
		{"contoso-example", "contoso.example", true},
		{"contosohotel-example0i", "contoso-hotel.example", true},
		{"eu-contoso-example03i", "eu.contoso.example", true},
		{"contoso", "contoso.example", false},
		{"fabrikam-example", "contoso.example", false},
		{"contoso-example-of-somebody-else", "contoso.example", false},
		{"", "contoso.example", false},
	} {
		if got := fitsLabel(c.label, c.name); got != c.fits {
			t.Errorf("%q for %s: %t", c.label, c.name, got)
		}
	}
}

// TestWalk: the names of RFC 9989 section 4.10.
func TestWalk(t *testing.T) {
	for domain, want := range map[string]string{
		"example":                               "example",
		"contoso.example":                       "contoso.example example",
		"a.b.c.d.e.f.example":                   "a.b.c.d.e.f.example b.c.d.e.f.example c.d.e.f.example d.e.f.example e.f.example f.example example",
		"a.b.c.d.e.f.g.example":                 "a.b.c.d.e.f.g.example b.c.d.e.f.g.example c.d.e.f.g.example d.e.f.g.example e.f.g.example f.g.example g.example example",
		"a.b.c.d.e.f.g.h.i.j.k.contoso.example": "a.b.c.d.e.f.g.h.i.j.k.contoso.example g.h.i.j.k.contoso.example h.i.j.k.contoso.example i.j.k.contoso.example j.k.contoso.example k.contoso.example contoso.example example",
	} {
		if got := strings.Join(walkNames(domain), " "); got != want {
			t.Errorf("%s:\ngot  %s\nwant %s", domain, got, want)
		}
	}
}

// TestOrganization: the cases of RFC 9989 section 4.10.2.
func TestOrganization(t *testing.T) {
	at := func(domain, record string) published {
		return published{domain: domain, record: parseDMARC("v=DMARC1; p=none; " + record)}
	}
	for _, c := range []struct {
		name  string
		found []published
		want  string
	}{
		{"a.contoso.example", nil, "a.contoso.example"},
		{"a.contoso.example", []published{at("a.contoso.example", ""), at("contoso.example", "")}, "contoso.example"},
		{"a.b.contoso.example", []published{at("b.contoso.example", "psd=n")}, "b.contoso.example"},
		{"a.b.contoso.example", []published{at("example", "psd=y")}, "contoso.example"},
		{"example", []published{at("example", "psd=y")}, "example"},
	} {
		k := check{name: c.name}
		if got := k.organization(c.found); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// TestDMARCRecord: what receivers make of a record, and how it should read.
func TestDMARCRecord(t *testing.T) {
	for _, c := range []struct{ text, policies, faults, corrected string }{
		{"v=DMARC1; p=reject", "reject reject reject", "", "v=DMARC1; p=reject"},
		{"v=DMARC1;p=Reject;sp=none;np=quarantine;", "reject none quarantine", "", "v=DMARC1; p=reject; sp=none; np=quarantine"},
		{"v=DMARC1; p=none; t=Y; rua=mailto:a@b.example,HTTPS://c.example", "none none none", "", "v=DMARC1; p=none; t=y; rua=mailto:a@b.example,HTTPS://c.example"},
		{"v=DMARC1; P=Reject; RUA=mailto:a@b.example; SP=x; PCT=1", "ignored", "dmarc-case dmarc-case dmarc-case dmarc-unknown dmarc-no-p", "v=DMARC1; p=Reject; rua=mailto:a@b.example"},
		{"v=DMARC1; sp=reject", "ignored", "dmarc-no-p", "v=DMARC1; p=none; sp=reject"},
		{"v=DMARC1; p=block; rua=mailto:a@b.example", "none none none", "dmarc-policy-value", "v=DMARC1; p=none; rua=mailto:a@b.example"},
		{"v=DMARC1; p=reject; np=x", "ignored", "dmarc-policy-value", "v=DMARC1; p=reject"},
		{"v=DMARC1; p=reject; pct=10; ri=1; rf=afrf", "reject reject reject", "dmarc-gone dmarc-gone dmarc-gone", "v=DMARC1; p=reject"},
		{"v=DMARC1; p=reject; rua=a@b.example, mailto:c", "reject reject reject", "dmarc-uri dmarc-uri", "v=DMARC1; p=reject"},
	} {
		r := parseDMARC(c.text)
		existing, missing := r.below()
		policies := r.policy() + " " + existing + " " + missing
		if !r.usable() {
			policies = "ignored"
		}
		var faults []string
		for _, f := range r.faults {
			faults = append(faults, f.code)
		}
		if got := strings.Join(faults, " "); policies != c.policies || got != c.faults || r.corrected() != c.corrected {
			t.Errorf("%s: %q, %q, %q", c.text, policies, got, r.corrected())
		}
		if again := parseDMARC(r.corrected()); len(again.faults) > 0 {
			t.Errorf("%s: the corrected record has %v", c.text, again.faults)
		}
	}
}

func TestEnds(t *testing.T) {
	for prefix, want := range map[string]string{
		"192.0.2.1/32": "192.0.2.1", "192.0.2.9/30": "192.0.2.8, 192.0.2.11", "0.0.0.0/0": "0.0.0.0, 255.255.255.255",
		"2001:db8::/126": "2001:db8::, 2001:db8::3",
	} {
		if got := joinAddrs(ends(netip.MustParsePrefix(prefix))); got != want {
			t.Errorf("%s: %s, want %s", prefix, got, want)
		}
	}
}
