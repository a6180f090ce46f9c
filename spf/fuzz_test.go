package spf

import (
	"context"
	"net/netip"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// seeds are records that go each its own way through the parser and lint.
var seeds = []string{
	"v=spf1 ip4:192.0.2.0/24 include:spf.protection.outlook.com -all",
	"v=spf1 a mx/24//64 a:mail.example.com/28 ptr:example.com exists:%{ir}.%{v}._spf.%{d2} redirect=_spf.example.com",
	"v=spf1 ipv4: 10.10.10.1  include:spf.protection.outlook.com -all",
	"v=spf1 exists:%{l1r-}.%{S}.%%.%_%-.example.com exp=why.%{d} ?all unknown=%{c}",
	`example.com. IN TXT "v=spf1 ip4:192.0.2.1 " "~all"`,
	"v=spf1 ip4:198.51.100.7/24 ip4:198.51.100.9 -all include:a.example -all",
	"v=spf1 - all ip4: 192.0.2.0 /24; ip4:192.0.2.1,192.0.2.2",
	"spf1 include =a.example inlcude:b.example 2001:db8::1",
	"\u201cv=spf1\u00a0ip6:::ffff:192.0.2.1 \u2013all\u201d",
	"v=spf1 redirect=a.example redirect=b.example exp=a.example exp=a.example",
	"V=SPF1 IP4:192.0.2.1 A MX ALL",
	"v=spf1 \xff a:\x00 include:%{ %{z} %{d0} %{d999r.-+,/_=}.example",
}

// FuzzParse: places are those of the parts, and the parts written again are the
// same record.
func FuzzParse(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r := Parse(text)
		end := 0
		for i := range r.Terms {
			term := &r.Terms[i]
			if term.Span.Start < end || term.Span.End <= term.Span.Start || term.Span.End > len(text) {
				t.Fatalf("term %d of %q has the place %v", i, text, term.Span)
			}
			end = term.Span.End
		}
		for _, p := range r.Problems {
			if p.Code == "" || p.Span.Start < 0 || p.Span.End < p.Span.Start || p.Span.End > len(text) {
				t.Errorf("problem %v of %q", p, text)
			}
		}
		if len(r.Problems) > 0 || !IsRecord(text) {
			return
		}
		words := []string{text[:len(version)]}
		for i := range r.Terms {
			words = append(words, render(&r, &r.Terms[i]))
			if words[i+1] != r.TextOf(&r.Terms[i]) {
				t.Errorf("%q is rendered as %q", r.TextOf(&r.Terms[i]), words[i+1])
			}
		}
		again := Parse(strings.Join(words, " "))
		if len(again.Problems) > 0 || len(again.Terms) != len(r.Terms) {
			t.Fatalf("%q is not what %q was", again.Text, text)
		}
		for i := range again.Terms {
			a, b := &again.Terms[i], &r.Terms[i]
			if a.Kind != b.Kind || a.Qualifier != b.Qualifier || a.Network != b.Network || a.Bits4 != b.Bits4 ||
				a.Bits6 != b.Bits6 || a.Domain.Text != b.Domain.Text || len(a.Domain.Parts) != len(b.Domain.Parts) {
				t.Errorf("term %d of %q changed", i, text)
			}
		}
	})
}

// render writes a term of the grammar from its parts.
func render(r *Record, t *Term) string {
	var b strings.Builder
	if t.Name.Start > t.Span.Start {
		b.WriteByte(byte(t.Qualifier))
	}
	b.WriteString(t.Name.In(r.Text))
	switch {
	case t.Value == (Span{}):
	case t.Kind.IsModifier():
		b.WriteString("=" + t.Value.In(r.Text))
	default:
		b.WriteString(":" + t.Value.In(r.Text))
	}
	if t.Kind == KindA || t.Kind == KindMX {
		b.WriteString(t.PrefixLength.In(r.Text))
	}
	return b.String()
}

// hostile is DNS by an attacker: each name answers with what the records say,
// every other with as much as fits.
func hostile(records []string) *zone {
	z := newZone()
	for i, text := range records {
		z.txt["n"+strconv.Itoa(i)+".example.com"] = []string{text}
	}
	many := make([]string, 1000)
	for i := range many {
		many[i] = "h" + strconv.Itoa(i) + ".example.com"
	}
	z.mx["many.example.com"] = many
	z.mx["bad.example.com"] = []string{"", ".", "a..b", strings.Repeat("x", 300), "n0.example.com"}
	z.ptr["192.0.2.1"] = many
	z.a["h999.example.com"] = []string{"192.0.2.1"}
	z.fail["broken.example.com"] = true
	z.cname["loop.example.com"] = "loop.example.com"
	return z
}

// FuzzCheck: whatever DNS says, a check ends within its limits, the same each
// time, traced or not.
func FuzzCheck(f *testing.F) {
	f.Add("v=spf1 include:n0.example.com", "a@n0.example.com")
	f.Add("v=spf1 include:n1.example.com\nv=spf1 redirect=n0.example.com", "a@n0.example.com")
	f.Add("v=spf1 mx:many.example.com mx:bad.example.com -all", "n0.example.com")
	f.Add("v=spf1 "+strings.Repeat("ptr:n0.example.com exists:%{p}.%{p}.example.com ", 5)+"-all exp=n1.example.com\n%{p}%{p}%{S}", "%{}@n0.example.com")
	f.Add("v=spf1 a:broken.example.com", "a@n0.example.com")
	f.Add("v=spf1 a:%{l}%{l}%{l}.example.com -all exp=n1.example.com\n"+strings.Repeat("%{L}", 300), strings.Repeat("\x00é", 200)+"@n0.example.com")
	for _, s := range seeds {
		f.Add(s, "a@n0.example.com")
	}
	f.Fuzz(func(t *testing.T, text, sender string) {
		z := hostile(strings.Split(text, "\n"))
		q := Query{IP: netip.MustParseAddr("192.0.2.1"), MailFrom: sender, Helo: "n0.example.com"}
		first := (&Checker{Resolver: z}).Check(context.Background(), q)
		if z.asked > 150 {
			t.Errorf("%d questions", z.asked)
		}
		if first.Lookups > 10 || first.Voids > 3 || first.Reason.Code == "" {
			t.Errorf("%+v", first)
		}
		if first.Explanation != "" && (first.Status != Fail || !isLine(first.Explanation) || len(first.Explanation) > maxExplanation) {
			t.Errorf("%s with the explanation %q", first.Status, first.Explanation)
		}
		traced := (&Checker{Resolver: z, Trace: true}).Check(context.Background(), q)
		if len(traced.Trace) > 0 != (first.Reason.Code != ReasonDomain) {
			t.Errorf("a trace of %d steps for %s", len(traced.Trace), first.Reason.Code)
		}
		traced.Trace = nil
		if !reflect.DeepEqual(first, traced) {
			t.Errorf("traced %+v, not traced %+v", traced, first)
		}
	})
}

// FuzzTree: a tree of hostile records is bounded and adds up.
func FuzzTree(f *testing.F) {
	for _, s := range append(seeds, "v=spf1 include:n0.example.com include:n1.example.com\nv=spf1 include:n1.example.com mx:many.example.com") {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		z := hostile(strings.Split(text, "\n"))
		root := Tree(context.Background(), z, "n0.example.com", Limits{})
		if z.asked > maxQuestions {
			t.Errorf("%d questions", z.asked)
		}
		addsUp(t, root)
	})
}

func addsUp(t *testing.T, n *Node) {
	sum := 0
	for i := range n.Terms {
		sum += n.Terms[i].Cost
		if n.Terms[i].Node != nil {
			addsUp(t, n.Terms[i].Node)
		}
	}
	if sum != n.Subtree || n.Own > n.Subtree {
		t.Errorf("%s costs %d, its terms %d, of which %d its own", n.Domain, n.Subtree, sum, n.Own)
	}
}

// FuzzLint: places lie in the text; what is proposed is in the grammar, needs
// no further mending, and lets nobody out whom the text let in.
func FuzzLint(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		findings := Lint([]string{text}, LintOptions{Domain: "example.com"})
		for _, found := range findings {
			if found.Code == "" || found.Span.Start < 0 || found.Span.Start > found.Span.End || found.Span.End > len(text) {
				t.Errorf("%+v of %q", found, text)
			}
		}
		proposed := Proposal(findings, 0)
		if proposed == "" {
			return
		}
		if r := Parse(proposed); len(r.Problems) > 0 {
			t.Fatalf("%q for %q has %v", proposed, text, r.Problems)
		}
		if again := Proposal(Lint([]string{proposed}, LintOptions{}), 0); again != "" {
			t.Errorf("%q becomes %q becomes %q", text, proposed, again)
		}
		keepsSources(t, text, proposed)
	})
}

// keepsSources checks each network of a record against it and its successor.
func keepsSources(t *testing.T, text, proposed string) {
	r := Parse(text)
	if !IsRecord(text) || len(r.Problems) > 0 {
		return
	}
	for i := range r.Terms {
		n := r.Terms[i].Network
		if n.IsValid() && passes(text, n.Addr()) && !passes(proposed, n.Addr()) {
			t.Errorf("%q authorises %s, %q does not", text, n.Addr(), proposed)
		}
	}
}

// everywhere answers every TXT question with one record, and nothing else.
type everywhere struct{ record string }

func (e everywhere) Resolve(_ context.Context, name string, t Type) (Answer, error) {
	switch {
	case t != TypeTXT:
		return Answer{}, nil
	case name == "start.example.com":
		return Answer{Texts: []string{e.record}}, nil
	}
	return Answer{Texts: []string{"v=spf1 -all"}}, nil
}

func passes(record string, ip netip.Addr) bool {
	c := Checker{Resolver: everywhere{record}, Limits: Limits{Lookups: 1 << 20, Voids: 1 << 20}, NoExplanation: true}
	return c.Check(context.Background(), Query{IP: ip, Helo: "start.example.com"}).Status == Pass
}

// FuzzAdvise: the record is in the grammar, advising again changes nothing, and
// whom the existing one let in stays in, private addresses apart.
func FuzzAdvise(f *testing.F) {
	for _, s := range seeds {
		f.Add(s, "v=spf1 mx redirect=_spf.example.com")
	}
	f.Fuzz(func(t *testing.T, one, two string) {
		a := Advise(Sources{Existing: []string{one, two}, Cloud: "worldwide", Addresses: prefixes("203.0.113.25")})
		if a.Record == "" {
			return
		}
		if r := Parse(a.Record); len(r.Problems) > 0 {
			t.Fatalf("%q has %v", a.Record, r.Problems)
		}
		again := Advise(Sources{Existing: []string{a.Record}, Cloud: "worldwide", Addresses: prefixes("203.0.113.25")})
		if again.Record != a.Record {
			t.Errorf("%q becomes %q", a.Record, again.Record)
		}
		if !refuses(one) && !refuses(two) {
			staysAuthorised(t, one, a.Record)
			staysAuthorised(t, two, a.Record)
		}
	})
}

// refuses reports whether a mechanism before "all" has a sign of its own.
func refuses(text string) bool {
	r := Parse(text)
	return slices.ContainsFunc(r.Terms, func(t Term) bool { return t.Kind != KindAll && !t.Kind.IsModifier() && t.Qualifier != '+' })
}

func staysAuthorised(t *testing.T, text, record string) {
	r := Parse(text)
	if len(r.Problems) > 0 {
		return
	}
	for i := range r.Terms {
		n := r.Terms[i].Network
		if _, special := specialOf(n); n.IsValid() && !special && passes(text, n.Addr()) && !passes(record, n.Addr()) {
			t.Errorf("%q authorises %s, %q does not", text, n.Addr(), record)
		}
	}
}
