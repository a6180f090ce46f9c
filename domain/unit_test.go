package domain

import (
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hopproof/hopproof/hops/operator"
	"github.com/hopproof/hopproof/internal/dnsname"
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
		if !slices.Contains(kinds, want.kind) || row[3] != "" && (want.kind != KindFilter || !dnsname.IsHost(row[3])) {
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

func TestUsualEntry(t *testing.T) {
	for name, want := range map[string]string{
		"contoso.example": "contoso-example", "Mail.Contoso.example.": "mail-contoso-example", "contoso-hotel.example": "contosohotel-example",
	} {
		got := UsualEntry(name)
		if got != want+".mail.protection.outlook.com" || !IsEntry(got) {
			t.Errorf("%s: %s", name, got)
		}
	}
	for _, host := range []string{"smtp.office365.com", "contoso-example.mail.eo.outlook.com", "mail.protection.outlook.com", "evilmail.protection.outlook.com", ""} {
		if IsEntry(host) {
			t.Errorf("%s is taken for an entry", host)
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
