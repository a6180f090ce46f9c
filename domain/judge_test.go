package domain

import (
	"strings"
	"testing"

	"github.com/hopproof/hopproof/hops/operator"
)

// TestTLSA: which records SMTP can use (RFC 7672 section 3.1.3, RFC 6698 section
// 2.1).
func TestTLSA(t *testing.T) {
	for _, x := range []struct {
		usage, selector, matching byte
		size                      int
		want                      bool
	}{
		{3, 1, matchSHA256, 32, true}, {2, 0, matchSHA256, 32, true}, {3, 0, matchSHA512, 64, true}, {3, 1, matchFull, 1, true},
		{0, 1, matchSHA256, 32, false}, {1, 1, matchSHA256, 32, false}, {4, 1, matchSHA256, 32, false}, {3, 2, matchSHA256, 32, false},
		{3, 1, matchSHA256, 31, false}, {3, 1, matchSHA256, 64, false}, {3, 1, matchSHA512, 32, false}, {3, 1, matchFull, 0, false}, {3, 1, 3, 32, false},
	} {
		r := TLSA{Usage: x.usage, Selector: x.selector, Matching: x.matching, Data: make([]byte, x.size)}
		if got := r.usable(); got != x.want {
			t.Errorf("%d %d %d of %d bytes: %t", x.usage, x.selector, x.matching, x.size, got)
		}
	}
}

// TestDANEProof: DNSSEC must prove the MX, the addresses and the records (RFC 7672
// section 2.2); where it proves none of them, perhaps nobody asked.
func TestDANEProof(t *testing.T) {
	for _, x := range []struct {
		mx, host, tlsa bool
		usable         int
		want           string
	}{
		{true, true, true, 1, "dane"}, {true, true, true, 0, "dane-unusable"}, {false, false, false, 1, "dane-unproven"},
		{false, true, true, 1, "dane-insecure contoso.example"}, {true, false, true, 1, "dane-insecure mx.contoso.example"},
		{true, true, false, 1, "dane-insecure _25._tcp.mx.contoso.example"}, {false, false, true, 1, "dane-insecure contoso.example"},
		{false, true, false, 1, "dane-insecure contoso.example"}, {true, false, false, 1, "dane-insecure mx.contoso.example"},
	} {
		c := &check{name: "contoso.example", mx: mx{secure: x.mx}}
		c.judgeDANE(&Exchanger{Host: "mx.contoso.example", Secure: x.host}, Evidence{Name: "_25._tcp.mx.contoso.example", Secure: x.tlsa}, x.usable)
		i := c.report.Items[0]
		if got := strings.TrimSpace(i.Code + " " + i.Args["name"]); got != x.want {
			t.Errorf("%t %t %t: %s, want %s", x.mx, x.host, x.tlsa, got, x.want)
		}
		if (i.Outcome == Problem) != (i.Code == "dane-insecure" || i.Code == "dane-unusable") || (i.Outcome == Unknown) != (i.Code == "dane-unproven") {
			t.Errorf("%s: %s", i.Code, i.Outcome)
		}
	}
	for want, x := range map[string]Exchanger{
		"dane-not-enabled": {Kind: KindMicrosoft, DNSSEC: true, Cloud: operator.CloudWorldwide}, "dane-microsoft": {Kind: KindMicrosoft, Cloud: operator.CloudWorldwide},
		"dane-none": {Kind: KindMicrosoft, Cloud: operator.CloudChina},
	} {
		if got := codeWithout(&x); got != want {
			t.Errorf("%+v: %s, want %s", x, got, want)
		}
	}
	if got := codeWithout(&Exchanger{Kind: KindSelf, DNSSEC: true, Cloud: operator.CloudWorldwide}); got != "dane-none" {
		t.Errorf("an own host: %s", got)
	}
}

// TestSTSID: an id is 1 to 32 letters and digits (RFC 8461 section 3.1), and one
// that is not is mended into such.
func TestSTSID(t *testing.T) {
	long := strings.Repeat("a1", 16)
	for id, mended := range map[string]string{
		"20260101T000000": "", long: "", "a": "", "7": "",
		"2026-01-01": "20260101", "": "1", "-": "1", long + "b": long, "é1": "1", "a b": "ab",
	} {
		record := "v=STSv1; id=" + id
		if ok := hasSTSID(record); ok != (mended == "") {
			t.Errorf("%q: %t", id, ok)
		}
		if got := mendedID(record); mended != "" && got != mended {
			t.Errorf("%q became %q, want %q", id, got, mended)
		}
	}
}

// TestReportAddress: rua is a list of mailto and https addresses (RFC 8460
// section 3).
func TestReportAddress(t *testing.T) {
	for rua, want := range map[string]bool{
		"mailto:tls@contoso.example": true, "https://tls.contoso.example/v1": true, "MAILTO:a@contoso.example, https://b.example": true,
		"http://tls.contoso.example": false, "tls@contoso.example": false, "mailto:": false, "": false, "mailto:a@contoso.example,": false, "mailto:a@b.example,ftp://x": false,
	} {
		if got := hasReportAddress("v=TLSRPTv1; rua=" + rua); got != want {
			t.Errorf("%q: %t", rua, got)
		}
	}
}

// TestWorst: the outcome of a command is that of the worst item.
func TestWorst(t *testing.T) {
	for _, x := range []struct {
		items []Severity
		want  Severity
	}{
		{nil, Info}, {[]Severity{Info}, Info}, {[]Severity{Info, Warning, Info}, Warning}, {[]Severity{Error, Warning}, Error}, {[]Severity{Warning, Error}, Error},
	} {
		var r Report
		for _, s := range x.items {
			r.Items = append(r.Items, Item{Severity: s})
		}
		if got := r.Worst(); got != x.want {
			t.Errorf("%v: %s", x.items, got)
		}
	}
}
