package spf

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/internal/testgrowth"
)

// lintCase is a text, the findings as "code@column", and the proposal.
type lintCase struct{ text, findings, proposed string }

const lotsOfLookups = "v=spf1 a:a.example.com a:b.example.com a:c.example.com a:d.example.com a:e.example.com a:f.example.com a:g.example.com a:h.example.com"

var lintCases = []lintCase{
	// The record that administrators paste.
	{"v=spf1 ipv4: 10.10.10.1  include:spf.protection.outlook.com -all",
		"name-misspelt@8 blank-after@13 address-private@14",
		"v=spf1 ip4:10.10.10.1 include:spf.protection.outlook.com -all"},
	{"v=spf1  ip4:192.0.2.1   include:_spf.example.com -all ", "address-documentation@13", ""},

	// Names.
	{"v=spf1 inlcude:a.example.com includes:b.example.com -all", "name-misspelt@8 name-misspelt@30", "v=spf1 include:a.example.com include:b.example.com -all"},
	{"v=spf1 ip:8.8.8.8 ipv6:2620:fe::fe -al", "name-misspelt@8 name-misspelt@19 name-misspelt@37", "v=spf1 ip4:8.8.8.8 ip6:2620:fe::fe -all"},
	{"v=spf1 include=a.example.com redirect:b.example.com", "separator-wrong@15 separator-wrong@38", "v=spf1 include:a.example.com redirect=b.example.com"},
	{"v=spf1 include = a.example.com -all", "blank-before@15 separator-wrong@16 blank-after@17", "v=spf1 include:a.example.com -all"},
	{"v=spf1 8.8.8.8 2620:fe::fe/48 -all", "name-missing@8 name-missing@16 host-bits@16", "v=spf1 ip4:8.8.8.8 ip6:2620:fe::/48 -all"},
	{"v=spf1 IP4:8.8.8.8 -ALL", "upper-case@8 upper-case@21", "v=spf1 ip4:8.8.8.8 -all"},
	{"v=spf1 foo:8.8.8.8 -all", "term-unknown@8", ""},
	{"v=spf1 spf.example.com -all", "term-unknown@8", ""},
	{"v=spf1 mx -all ra=postmaster rp=50", "", ""},
	{"v=spf1 ip6: a::1 -all", "blank-after@12", "v=spf1 ip6:a::1 -all"},
	{"v=spf1 match_subdomains=yes -all", "modifier-unknown@8", ""},

	// Signs, blanks and separators.
	{"v=spf1 a - all", "blank-after-sign@11", "v=spf1 a -all"},
	{"v=spf1 a --all", "sign-repeated@10", "v=spf1 a -all"},
	{"v=spf1 a -~all", "sign-repeated@10 term-unknown@10", ""},
	{"v=spf1 a: mx: -all", "value-empty@8 value-empty@11", "v=spf1 a mx -all"},
	{"v=spf1 include: -all", "value-missing@8", ""},
	{"v=spf1 ip4::8.8.8.8 -all", "colon-repeated@12", "v=spf1 ip4:8.8.8.8 -all"},
	{"v=spf1 ip4:8.8.8.0 /24 -all", "blank-before-slash@19", "v=spf1 ip4:8.8.8.0/24 -all"},
	{"v=spf1 ip4:8.8.8.8,8.8.4.4; -all", "separator@19 name-missing@20", "v=spf1 ip4:8.8.8.8 ip4:8.8.4.4 -all"},

	// Values.
	{"v=spf1 ip4:2620:fe::fe ip6:8.8.8.8 -all", "family-wrong@8 family-wrong@24", "v=spf1 ip6:2620:fe::fe ip4:8.8.8.8 -all"},
	{"v=spf1 ip4:mail.example.com a:8.8.8.8 include:8.8.4.4 -all", "address-expected@12 name-expected@31 name-expected@47", "v=spf1 a:mail.example.com ip4:8.8.8.8 ip4:8.8.4.4 -all"},
	{"v=spf1 ip6:::ffff:8.8.8.8 -all", "address-mapped@12", "v=spf1 ip4:8.8.8.8 -all"},
	{"v=spf1 ip6:::ffff:8.8.8.0/120 -all", "address-mapped@12", "v=spf1 ip4:8.8.8.0/24 -all"},
	{"v=spf1 ip6:::ffff:8.8.8.8/128 -all", "address-mapped@12", "v=spf1 ip4:8.8.8.8 -all"},
	{"v=spf1 ip6:::ffff:8.8.8.8/129 -all", "syntax@8", ""},
	{"v=spf1 ip4:8.8.8.8. ip6:2620:fe::fe. -all", "name-final-dot@12 name-final-dot@25", "v=spf1 ip4:8.8.8.8 ip6:2620:fe::fe -all"},
	{"v=spf1 ip4:8.8.8.0/255.255.255.0 -all", "netmask@12", "v=spf1 ip4:8.8.8.0/24 -all"},
	{"v=spf1 ip4:8.8.8.0/255.0.255.0 -all", "syntax@8 netmask@12", ""},
	{"v=spf1 include:https://spf.example.com/ -all", "scheme@16", "v=spf1 include:spf.example.com -all"},
	{"v=spf1 ip4:8.8.8 ip4:8.8.8.8/33 -all", "syntax@8 syntax@18", ""},
	{"v=spf1 ip4:240.0.0.1 ip4:0.0.0.0/0 ip4:8.0.0.0/8 -all", "network-covered@8 address-reserved@12 network-everybody@26 network-covered@36 network-wide@40", "v=spf1 ip4:0.0.0.0/0 -all"},
	{"v=spf1 ip4:8.8.8.8/24 ip4:8.8.8.9 ip4:8.8.8.0/24 -all", "host-bits@12 network-covered@23 duplicate@35", "v=spf1 ip4:8.8.8.0/24 -all"},
	{"v=spf1 ip4:8.8.8.9 -ip4:8.8.4.4 ip4:8.8.8.0/24 -all", "", ""},

	// Names of domains.
	{"v=spf1 include:localhost a:relay.contoso.local a:a.example.com. -all", "name-not-public@16 name-single-label@16 name-not-public@28 name-final-dot@50", ""},
	{"v=spf1 a:x..example.com -all", "name-invalid@10", ""},
	{"v=spf1 include:example.com -all", "include-self@8", ""},
	{"v=spf1 include:%{l}.example.com exists:%{I}.%{p}.example.com exists:a.example.com -all", "macro-sender@16 macro-p@40 macro-upper@40 exists-constant@62", ""},
	{"v=spf1 ptr -all", "ptr@8", ""},

	// Order.
	{"v=spf1 -all ip4:8.8.8.8 ~all", "after-all@13 all-repeated@25", "v=spf1 ip4:8.8.8.8 -all"},
	{"v=spf1 redirect=a.example.com -all", "redirect-ignored@8", "v=spf1 -all"},
	{"v=spf1 a redirect=a.example.com exp=x.example.com redirect=A.example.com", "modifier-repeated@51", "v=spf1 a redirect=a.example.com exp=x.example.com"},
	{"v=spf1 redirect=a.example.com redirect=b.example.com", "modifier-repeated@31", ""},
	{"v=spf1 mx a mx -all", "duplicate@13", "v=spf1 mx a -all"},
	{"v=spf1 exists:%{l}.example.com exists:%{L}.example.com -all", "macro-sender@15 macro-sender@39 macro-upper@39", ""},
	{"v=spf1 redirect=%{l}.example.com redirect=%{L}.example.com", "macro-sender@17 modifier-repeated@34 macro-sender@43 macro-upper@43", ""},
	{"v=spf1 mx", "all-missing@10", "v=spf1 mx ~all"},
	{"v=spf1 +all", "all-pass@8", ""},
	{"v=spf1 mx ?all exp=x.example.com", "exp-unused@1 all-neutral@11", ""},
	{lotsOfLookups + " -all", "lookups-many@1", ""},
	{lotsOfLookups + " mx a include:i.example.com -all", "lookups-exceeded@1", ""},

	// Around the record.
	{` v=spf1 -all`, "version-not-first@2", "v=spf1 -all"},
	{`spf: v=spf1 -all`, "version-not-first@6", "v=spf1 -all"},
	{`v=spf1;`, "version-end@7 all-missing@8", "v=spf1 ~all"},
	{`v=spf1;-all`, "version-end@7", "v=spf1 -all"},
	{`v=spf1.0 -all`, "version-end@7", "v=spf1 -all"},
	{`v = spf1 -all`, "version-misspelt@1", "v=spf1 -all"},
	{`v=sfp1 mx -all`, "version-misspelt@1", "v=spf1 mx -all"},
	{`ip4:8.8.8.8 -all`, "version-missing@0", "v=spf1 ip4:8.8.8.8 -all"},
	{`v=spf1 mx v=spf1 -all`, "version-repeated@11", "v=spf1 mx -all"},
	{`V=SPF1 -all`, "upper-case@1", "v=spf1 -all"},
	{`"v=spf1 mx -all"`, "quotes@1", "v=spf1 mx -all"},
	{`example.com. 300 IN TXT ( "v=spf1 ip4:8.8" ".8.8 -all" ) ; mail`, "quotes@27", "v=spf1 ip4:8.8.8.8 -all"},
	{"v=spf1\u00a0mx \u2013all", "pasted-character@7", "v=spf1 mx -all"},
	{"v=spf1\tmx\r\n -all", "", ""},
	{"", "", ""},
	{" ", "", ""},
	{"v=spf1 mx \xff -all", "syntax@11", ""},
	{`spf2.0/pra mx -all`, "sender-id@1", ""},
	{`google-site-verification=abc`, "", ""},
	{`MS=ms12345678`, "", ""},
}

func TestLint(t *testing.T) {
	en := catalogue(t, "en")
	for _, c := range lintCases {
		findings := Lint([]string{c.text}, LintOptions{Domain: "example.com"})
		var got []string
		for _, f := range findings {
			got = append(got, f.Code+"@"+number(f.Span.Column()))
			speaks(t, en, "spf.lint."+f.Code, f.Args)
			speaks(t, en, "spf.lint-fix."+f.Code, f.Args)
		}
		if s := strings.Join(got, " "); s != c.findings {
			t.Errorf("%q:\n got %s\nwant %s", c.text, s, c.findings)
		}
		if p := Proposal(findings, 0); p != c.proposed {
			t.Errorf("%q: proposed %q, want %q", c.text, p, c.proposed)
		}
	}
}

// TestLintSeverity: what receivers refuse is an error, what they accept is none.
func TestLintSeverity(t *testing.T) {
	for _, c := range lintCases {
		refused := len(Parse(c.text).Problems) > 0
		findings := Lint([]string{c.text}, LintOptions{})
		if len(findings) == 0 {
			continue
		}
		isError := slices.ContainsFunc(findings, func(f Finding) bool { return f.Severity == Error })
		if refused && !isError && !strings.Contains(c.findings, "quotes") && !strings.Contains(c.findings, "sender-id") {
			t.Errorf("%q is refused, and no finding is an error", c.text)
		}
	}
}

// TestLintSizes: long strings, long records.
func TestLintSizes(t *testing.T) {
	record := "v=spf1 "
	for i := range 20 {
		record += "ip4:8.8." + number(i) + ".0/25 "
	}
	record += "-all"
	codes := func(o LintOptions) (all []string) {
		for _, f := range Lint([]string{record}, o) {
			all = append(all, f.Code)
		}
		return all
	}
	if got := codes(LintOptions{}); !slices.Equal(got, []string{LintSplit}) {
		t.Errorf("a record of %d bytes: %v", len(record), got)
	}
	if got := codes(LintOptions{Strings: [][]string{{record}}}); !slices.Equal(got, []string{LintString}) {
		t.Errorf("in one string: %v", got)
	}
	if got := codes(LintOptions{Strings: [][]string{Strings(record)}}); len(got) != 0 {
		t.Errorf("cut by Strings: %v", got)
	}
	if strings.Join(Strings(record), "") != record {
		t.Error("Strings loses something")
	}
	if all := Strings(strings.Repeat("x", 600)); len(all) != 3 || len(all[0]) != maxString || len(all[2]) != 90 {
		t.Errorf("without a blank: %q", all)
	}
	medium := strings.Replace(record, "v=spf1", "v=spf1"+strings.Repeat(" ", maxRecord+1-len(record)), 1)
	for _, c := range []struct {
		text     string
		severity Severity
	}{{medium, Info}, {strings.Replace(record, "v=spf1", "v=spf1"+strings.Repeat(" ", 200), 1), Warning}} {
		findings := Lint([]string{c.text}, LintOptions{Strings: [][]string{{"short"}}})
		if len(findings) != 1 || findings[0].Code != LintLong || findings[0].Severity != c.severity {
			t.Errorf("a record of %d bytes: %+v", len(c.text), findings)
		}
	}
}

// TestLintSeveral: several records become one that keeps the senders of all.
func TestLintSeveral(t *testing.T) {
	findings := Lint([]string{"MS=ms1", "v=spf1 ip4:8.8.8.8 mx -all", "v=spf1 include:spf.protection.outlook.com MX ~all"}, LintOptions{})
	last := findings[len(findings)-1]
	want := "v=spf1 ip4:8.8.8.8 include:spf.protection.outlook.com mx ~all"
	if last.Code != LintSeveral || last.Record != 2 || last.Severity != Error || last.Proposed != want {
		t.Errorf("%+v", last)
	}
}

// TestLintIsLinear: texts as long as DNS can carry, made to be slow.
func TestLintIsLinear(t *testing.T) {
	for _, piece := range []string{"a: ", ": ", "x /1 ", "ip4:192.0.2.1 ", "%{ ", `" `, ",", "redirect=a.example exp=b.example ", "-all ", "\u2013", "ip4 :", "inlcude = a.example "} {
		testgrowth.Linear(t, strconv.Quote(piece), 65535, func(size int) {
			if findings := Lint([]string{"v=spf1 " + strings.Repeat(piece, size/len(piece))}, LintOptions{}); len(findings) == 0 {
				t.Errorf("%q: nothing was found", piece)
			}
		})
	}
	testgrowth.Linear(t, "networks", 4000, func(size int) {
		var b strings.Builder
		b.WriteString(version)
		for i := range size {
			b.WriteString(" ip4:8." + number(i/250) + "." + number(i%250) + ".0/24")
		}
		Lint([]string{b.String()}, LintOptions{})
	})
}
