package header

import (
	"net/mail"
	"slices"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/internal/testcorpus"
)

func TestAddresses(t *testing.T) {
	tests := []struct {
		name, in string
		want     []Address
	}{
		{"bare", "a@example.com", []Address{{"", "a@example.com"}}},
		{"named", "Ann Example <a@example.com>", []Address{{"Ann Example", "a@example.com"}}},
		{"quoted name", `"Example, Ann \"A\"" <a@example.com>`, []Address{{`Example, Ann "A"`, "a@example.com"}}},
		{"encoded name", "=?utf-8?Q?Ann=C3=A9?= =?utf-8?Q?_B?= <a@example.com>", []Address{{"Anné B", "a@example.com"}}},
		{"encoded name in quotes", `"=?utf-8?Q?Ann=C3=A9?=" <a@example.com>`, []Address{{"Anné", "a@example.com"}}},
		{"comma inside an encoded word", "=?utf-8?Q?B,_Ann?= <a@example.com>", []Address{{"B, Ann", "a@example.com"}}},
		{"list", "a@example.com, B <b@example.com>,, c@example.com", []Address{{"", "a@example.com"}, {"B", "b@example.com"}, {"", "c@example.com"}}},
		{"group", "Friends: a@example.com, B <b@example.com>;, c@example.com", []Address{{"", "a@example.com"}, {"B", "b@example.com"}, {"", "c@example.com"}}},
		{"empty group", "undisclosed-recipients:;", nil},
		{"comment as name", "a@example.com (Ann (the \\) first) B)", []Address{{"Ann (the ) first) B", "a@example.com"}}},
		{"comments everywhere", "(x) a (y) @ (z) example.com (b@example.com)", []Address{{"x", "a@example.com"}}},
		{"white space of the obsolete grammar", "Ann < a . b @ example . com >", []Address{{"Ann", "a.b@example.com"}}},
		{"route", "Ann <@x.example,@y.example:a@example.com>", []Address{{"Ann", "a@example.com"}}},
		{"quoted local part", `"a b"@example.com, X <"c>,d"@example.com>`, []Address{{"", `"a b"@example.com`}, {"X", `"c>,d"@example.com`}}},
		{"domain literal", "a@[192.0.2.1], <b@[IPv6:2001:db8::1]>", []Address{{"", "a@[192.0.2.1]"}, {"", "b@[IPv6:2001:db8::1]"}}},
		{"address as name", "x@example.net <a@example.com>", []Address{{"x@example.net", "a@example.com"}}},
		{"address in a quoted name", `"x@example.net" <a@example.com>`, []Address{{"x@example.net", "a@example.com"}}},
		{"angle address in a quoted name", `"<x@example.net>," <a@example.com>`, []Address{{"<x@example.net>,", "a@example.com"}}},
		{"only a quoted address", `"x@example.net"`, []Address{{"x@example.net", ""}}},
		{"only a comment", "(x@example.net)", nil},
		{"comment without an end", "a@example.com (x, <b@example.com>", []Address{{"x, <b@example.com>", "a@example.com"}}},
		{"quote without an end", `"Ann <a@example.com>`, []Address{{`"Ann`, "a@example.com"}}},
		{"angle without an end", "Ann <a@example.com, b@example.com", []Address{{"Ann", "a@example.com"}, {"", "b@example.com"}}},
		{"no comma", "<a@example.com> <b@example.com> c@example.com", []Address{{"", "a@example.com"}, {"", "b@example.com"}, {"", "c@example.com"}}},
		{"no comma, bare", "a@example.com b@example.com", []Address{{"", "a@example.com"}, {"", "b@example.com"}}},
		{"name before a bare address", "Ann B. a@example.com", []Address{{"Ann B.", "a@example.com"}}},
		{"double brackets", "<<a@example.com>>", []Address{{"", "a@example.com"}}},
		{"mailto", "Ann <mailto:a@example.com>, mailto:b@example.com", []Address{{"Ann", "a@example.com"}, {"", "b@example.com"}}},
		{"semicolons of Outlook", "a@example.com; b@example.com", []Address{{"", "a@example.com"}, {"", "b@example.com"}}},
		{"name only", "MAILER-DAEMON (Mail Delivery System)", []Address{{"MAILER-DAEMON", ""}}},
		{"words in brackets", "Ann <not an address>", []Address{{"Ann", "not an address"}}},
		{"name behind", "<a@example.com> Ann", []Address{{"Ann", "a@example.com"}}},
		{"null", "<>", nil},
		{"name with brackets", "[List] Ann <a@example.com>", []Address{{"[List] Ann", "a@example.com"}}},
		{"UTF-8", "Anné <anné@exämple.com>", []Address{{"Anné", "anné@exämple.com"}}},
		{"signs only", `<,>;:"()[]@`, []Address{{`" []@`, ""}}},
		{"empty", "", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Addresses(tt.in, nil); !slices.Equal(got, tt.want) {
				t.Errorf("%q\ngot  %q\nwant %q", tt.in, got, tt.want)
			}
		})
	}
}

func TestReturnPath(t *testing.T) {
	tests := []struct {
		in, want string
		ok       bool
	}{
		{"<>", "<>", true},
		{" < > ", "<>", true},
		{"<a@example.com>", "a@example.com", true},
		{"a@example.com", "a@example.com", true},
		{"(comment <b@example.com>) <a@example.com>", "a@example.com", true},
		{"<@x.example:a@example.com>", "a@example.com", true},
		{`<"a b"@example.com>`, `"a b"@example.com`, true},
		{"<MAILER-DAEMON>", "MAILER-DAEMON", true},
		{"", "", false},
		{"(<a@example.com>)", "", false},
		{"nobody", "", false},
	}
	for _, tt := range tests {
		if got, ok := ReturnPath(tt.in); got != tt.want || ok != tt.ok {
			t.Errorf("ReturnPath(%q) = %q, %v, want %q, %v", tt.in, got, ok, tt.want, tt.ok)
		}
	}
}

// TestAddressCorpus: what net/mail accepts, we read the same way.
func TestAddressCorpus(t *testing.T) {
	same, refused := 0, 0
	for _, m := range testcorpus.Messages(t) {
		s := Parse(m.Data)
		for _, name := range []string{"From", "To", "Cc", "Sender", "Reply-To", "Return-Path"} {
			for i, f := range s.All(name) {
				want, err := mail.ParseAddressList(f.Body())
				if err != nil {
					refused++
					continue
				}
				got := Addresses(f.Body(), nil)
				if !slices.EqualFunc(got, want, func(a Address, b *mail.Address) bool { return sameAddr(a.Addr, b.Address) }) {
					t.Errorf("%s: field %d (%s): %d addresses, net/mail has %d", m.Name, i, name, len(got), len(want))
					continue
				}
				same++
			}
		}
	}
	t.Logf("%d the same, %d refused by net/mail", same, refused)
	if same < 1000 {
		t.Error("of the corpus there is hardly anything left to compare")
	}
}

// sameAddr: net/mail takes the quotes off a local part.
func sameAddr(ours, theirs string) bool {
	return ours == theirs || strings.ReplaceAll(unescape(ours), `"`, "") == strings.ReplaceAll(theirs, `"`, "")
}

func FuzzAddresses(f *testing.F) {
	for _, s := range []string{`"a,b" <c@d>, g: e@f (x), <@r:"h i"@j>;`, `"<@"(\`, "a@[b], =?utf-8?Q?x,y?= <z@z>"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, a := range Addresses(s, nil) {
			if len(a.Addr) > len(s) {
				t.Fatalf("address %q is longer than the text", a.Addr)
			}
		}
		ReturnPath(s)
		checkAddrSpecs(t, s)
		// Inside a comment nothing is an address.
		inside := strings.Map(func(r rune) rune {
			if r == '(' || r == ')' || r == '\\' {
				return -1
			}
			return r
		}, s)
		if got := Addresses("("+inside+") a@example.com", nil); len(got) != 1 || got[0].Addr != "a@example.com" {
			t.Fatalf("a comment changed the addresses: %q", got)
		}
		quoted := strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s)
		if got := Addresses(`"`+quoted+`" <a@example.com>`, nil); len(got) != 1 || got[0].Addr != "a@example.com" {
			t.Fatalf("a quoted string changed the addresses: %q", got)
		}
	})
}

// TestAddressesHostile: texts on which a careless search costs its square, in
// a size at which that would show as minutes.
func TestAddressesHostile(t *testing.T) {
	for _, s := range []string{"(", `"`, "<", "@[", "a@example.com, ", "a ", ". ", `"\`, "<a", "[", "<@a,", "a:", `<"`, "a@b "} {
		in := strings.Repeat(s, 100_000)
		for _, a := range Addresses(in, nil) {
			if len(a.Addr) > len(in) {
				t.Errorf("%q: an address longer than the text", s)
			}
		}
		if addr, ok := ReturnPath(in); ok && addr == "" {
			t.Errorf("%q: a return path without text", s)
		}
	}
}

func BenchmarkAddresses(b *testing.B) {
	in := strings.Repeat(`"Example, Ann" <ann@example.com>, bob@example.net, `, 10)
	b.ReportAllocs()
	b.SetBytes(int64(len(in)))
	for b.Loop() {
		Addresses(in, nil)
	}
}
