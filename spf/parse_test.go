package spf

import (
	"context"
	"net/netip"
	"strings"
	"testing"
)

// TestParse: kinds, values, prefix lengths and places.
func TestParse(t *testing.T) {
	text := "v=spf1  a mx/24//64 -a:mail.example.com/28 ~ip4:192.0.2.0/24 ip6:2001:db8::/32 ?exists:%{ir}.x.example.com" +
		" ptr include:_spf.example.com redirect=r.example.com EXP=%{d}.example.com x-1_.y=%{c}/ all"
	r := Parse(text)
	if len(r.Problems) > 0 {
		t.Fatal(r.Problems)
	}
	want := []struct {
		kind   Kind
		sign   Qualifier
		name   string
		value  string
		length string
		column int
	}{
		{KindA, '+', "a", "", "", 9},
		{KindMX, '+', "mx", "", "/24//64", 11},
		{KindA, '-', "a", "mail.example.com", "/28", 21},
		{KindIP4, '~', "ip4", "192.0.2.0/24", "/24", 44},
		{KindIP6, '+', "ip6", "2001:db8::/32", "/32", 62},
		{KindExists, '?', "exists", "%{ir}.x.example.com", "", 80},
		{KindPTR, '+', "ptr", "", "", 108},
		{KindInclude, '+', "include", "_spf.example.com", "", 112},
		{KindRedirect, 0, "redirect", "r.example.com", "", 137},
		{KindExp, 0, "EXP", "%{d}.example.com", "", 160},
		{KindUnknown, 0, "x-1_.y", "%{c}/", "", 181},
		{KindAll, '+', "all", "", "", 194},
	}
	if len(r.Terms) != len(want) {
		t.Fatalf("%d terms", len(r.Terms))
	}
	for i, w := range want {
		g := &r.Terms[i]
		if g.Kind != w.kind || g.Qualifier != w.sign || g.Name.In(text) != w.name || g.Value.In(text) != w.value ||
			g.PrefixLength.In(text) != w.length || g.Span.Column() != w.column {
			t.Errorf("%s: %+v", r.TextOf(g), *g)
		}
	}
	if r.Terms[1].Bits4 != 24 || r.Terms[1].Bits6 != 64 || r.Terms[2].Bits4 != 28 || r.Terms[2].Bits6 != 128 {
		t.Error("prefix lengths of a and mx are lost")
	}
	if r.Terms[3].Network != netip.MustParsePrefix("192.0.2.0/24") {
		t.Error(r.Terms[3].Network)
	}
}

// TestProblems: each way out of the grammar, as code@column.
func TestProblems(t *testing.T) {
	for text, want := range map[string]string{
		"v=spf10 -all": "version@1", "-all": "version@1", "": "version@0", "v=spf1\t-all": "version@1",
		"v=spf1 a\tmx": "character@9", "v=spf1 a:\u00e9.example": "character@10",
		"v=spf1 foo": "mechanism-unknown@8", "v=spf1 -": "mechanism-unknown@8", "v=spf1 -foo:x": "mechanism-unknown@9",
		"v=spf1 =x": "mechanism-unknown@8", "v=spf1 1a=x": "mechanism-unknown@8", "v=spf1 -redirect=a.example": "mechanism-unknown@9",
		"v=spf1 include": "value-missing@8", "v=spf1 include:": "value-missing@8", "v=spf1 a:": "value-missing@8",
		"v=spf1 a:/24": "value-missing@8", "v=spf1 ip4": "value-missing@8", "v=spf1 ip6:": "value-missing@8", "v=spf1 exp=": "value-missing@8",
		"v=spf1 all:x": "value-unexpected@11", "v=spf1 all/8": "value-unexpected@11",
		"v=spf1 a:x": "domain-end@10", "v=spf1 a:x.1": "domain-end@10", "v=spf1 a:x.example-": "domain-end@10",
		"v=spf1 a:x.example..": "domain-end@10", "v=spf1 a:%{d}x": "domain-end@10", "v=spf1 include:x.example/24": "domain-end@16",
		"v=spf1 a:%": "macro-syntax@10", "v=spf1 a:%x.example": "macro-syntax@10", "v=spf1 a:%{d": "macro-syntax@10",
		"v=spf1 a:%{}.example": "macro-syntax@10", "v=spf1 a:%{d!}.example": "macro-syntax@10", "v=spf1 a:%{dr2}.example": "macro-syntax@10",
		"v=spf1 a:%{z}.example": "macro-letter@10", "v=spf1 a:%{c}.example": "macro-letter@10", "v=spf1 exp=%{T}.example": "macro-letter@12",
		"v=spf1 a:%{1}.example": "macro-letter@10", "v=spf1 a:%{d0}.example": "macro-digits@10", "v=spf1 x=%{": "macro-syntax@10",
		"v=spf1 a/33": "prefix-length@9", "v=spf1 a/": "prefix-length@9", "v=spf1 a/x": "prefix-length@9", "v=spf1 mx//129": "prefix-length@10",
		"v=spf1 a/24/64": "prefix-length@9", "v=spf1 a//64/24": "prefix-length@9", "v=spf1 a/024": "prefix-length@9", "v=spf1 ptr/24": "prefix-length@11",
		"v=spf1 ip4:192.0.2.0/": "prefix-length@21", "v=spf1 ip4:192.0.2.0/33": "prefix-length@21", "v=spf1 ip6:2001:db8::/0128": "prefix-length@22",
		"v=spf1 ip4:192.0.2": "ip4-address@12", "v=spf1 ip4:192.0.2.01": "ip4-address@12", "v=spf1 ip4:2001:db8::1": "ip4-address@12",
		"v=spf1 ip6:192.0.2.1": "ip6-address@12", "v=spf1 ip6:fe80::1%eth0": "ip6-address@12",
		"v=spf1 exp=a.example EXP=b.example": "modifier-repeated@22",
		"v=spf1":                             "", "v=spf1 ": "", "V=SPF1 ALL": "", "v=spf1 a:x.example.": "", "v=spf1 a:x.%{d}": "", "v=spf1 include=x": "",
		"v=spf1 a:a/b.example//64": "", "v=spf1 a:a:b.example": "", "v=spf1 ip6:::ffff:192.0.2.1/96": "", "v=spf1 a:x.1-1": "", "v=spf1 a:%%": "",
	} {
		var got []string
		for _, p := range Parse(text).Problems {
			got = append(got, p.Code+"@"+number(p.Span.Column()))
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%q: %s, want %s", text, s, want)
		}
	}
}

// TestSplit: a delimiter at an end leaves an empty part, as one beside another does
// (RFC 7208 section 7.3).
func TestSplit(t *testing.T) {
	for text, want := range map[string]string{"a-b": "a|b", "-a": "|a", "a-": "a|", "a-+b": "a||b", "": "", "a.b": "a.b"} {
		if got := strings.Join(splitAny(text, "-+"), "|"); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

// TestMacros are the examples of RFC 7208 section 7.4, and some beside them.
func TestMacros(t *testing.T) {
	long := strings.Repeat("label.", 60) + "example.com"
	for _, c := range []struct{ ip, macro, want string }{
		{"192.0.2.3", "%{s}", "strong-bad@email.example.com"},
		{"192.0.2.3", "%{o}", "email.example.com"},
		{"192.0.2.3", "%{d}", "email.example.com"},
		{"192.0.2.3", "%{d4}", "email.example.com"},
		{"192.0.2.3", "%{d2}", "example.com"},
		{"192.0.2.3", "%{d1}", "com"},
		{"192.0.2.3", "%{dr}", "com.example.email"},
		{"192.0.2.3", "%{d2r}", "example.email"},
		{"192.0.2.3", "%{l}", "strong-bad"},
		{"192.0.2.3", "%{l-}", "strong.bad"},
		{"192.0.2.3", "%{lr}", "strong-bad"},
		{"192.0.2.3", "%{lr-}", "bad.strong"},
		{"192.0.2.3", "%{l1r-}", "strong"},
		{"192.0.2.3", "%{ir}.%{v}._spf.%{d2}", "3.2.0.192.in-addr._spf.example.com"},
		{"192.0.2.3", "%{lr-}.lp._spf.%{d2}", "bad.strong.lp._spf.example.com"},
		{"192.0.2.3", "%{d2}.trusted-domains.example.net", "example.com.trusted-domains.example.net"},
		{"2001:db8::cb01", "%{ir}.%{v}._spf.%{d2}", "1.0.B.C.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.B.D.0.1.0.0.2.ip6._spf.example.com"},
		{"192.0.2.3", "%{S}.%{h}", "strong-bad%40email.example.com.helo.example.com"},
		{"192.0.2.3", "%{p}.x", "unknown.x"},
		{"192.0.2.3", "a%%b%_c%-d.example", "a%b c%20d.example"},
		{"192.0.2.3", "%{d999}.", "email.example.com"},
		{"192.0.2.3", long, long[len(long)-251:]},
		{"192.0.2.3", "%{d}." + long, long[len(long)-251:]},
	} {
		parts, bad := parseMacros(c.macro, 0, everyLetter)
		if bad != nil {
			t.Errorf("%s: %v", c.macro, bad)
			continue
		}
		m := MacroString{Text: c.macro, Parts: parts}
		q := Query{IP: netip.MustParseAddr(c.ip), MailFrom: "strong-bad@email.example.com", Helo: "helo.example.com"}
		e := evaluation{ctx: context.Background(), resolver: newZone(), limits: Limits{}.withDefaults(), query: &q, ip: q.IP}
		e.sender()
		if got := e.domainOf(&m, "email.example.com"); got != c.want {
			t.Errorf("%s: %s, want %s", c.macro, got, c.want)
		}
	}
}

// TestValidatedName: %{p} prefers the domain, then a name below it (section
// 7.3), and asks for no name twice.
func TestValidatedName(t *testing.T) {
	z := newZone()
	z.ptr["192.0.2.3"] = []string{"other.example.net", "a.example.com", "EXAMPLE.com", "forged.example.com"}
	for _, host := range []string{"other.example.net", "a.example.com", "example.com"} {
		z.a[host] = []string{"192.0.2.3"}
	}
	for domain, want := range map[string]string{
		"example.com": "EXAMPLE.com", "com": "a.example.com", "forged.example.com": "other.example.net", "example.org": "other.example.net",
	} {
		q := Query{IP: netip.MustParseAddr("192.0.2.3")}
		e := evaluation{ctx: context.Background(), resolver: z, limits: Limits{}.withDefaults(), query: &q, ip: q.IP}
		for range 3 {
			if got := e.validatedName(domain); got != want {
				t.Errorf("%s: %s, want %s", domain, got, want)
			}
		}
		if z.asked > 5 {
			t.Errorf("%s: %d questions", domain, z.asked)
		}
		z.asked = 0
	}
}
