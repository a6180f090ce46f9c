package suffix_test

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"golang.org/x/net/publicsuffix"

	"github.com/hopproof/hopproof/header/suffix"
	"github.com/hopproof/hopproof/internal/ascii"
	"github.com/hopproof/hopproof/internal/suffixgen"
	"github.com/hopproof/hopproof/internal/testcorpus"
)

func TestOrganizational(t *testing.T) {
	for domain, want := range map[string]string{
		"mail.example.com":         "example.com",
		"Mail.Example.COM.":        "Example.COM",
		"example.com":              "example.com",
		"com":                      "com",
		"a.b.example.co.uk":        "example.co.uk",
		"co.uk":                    "co.uk",
		"relay.contoso.example":    "contoso.example", // no rule: the last label
		"localhost":                "localhost",
		"www.ck":                   "www.ck", // !www.ck
		"a.www.ck":                 "www.ck",
		"a.b.c.ck":                 "b.c.ck", // *.ck
		"c.ck":                     "c.ck",
		"ck":                       "ck",
		"a.b.city.kawasaki.jp":     "city.kawasaki.jp",
		"a.b.c.kawasaki.jp":        "b.c.kawasaki.jp",
		"tenant.onmicrosoft.com":   "onmicrosoft.com",
		"a.b.github.io":            "b.github.io", // the private part of the list
		"x.xn--p1ai":               "x.xn--p1ai",  // ASCII form
		"192.0.2.1":                "2.1",         // no name; nobody asks
		"":                         "",
		".":                        "",
		".com":                     "",
		"a..com":                   "",
		"com..":                    "",
		"*.ck":                     "*.ck", // marks are no labels
		"!www.ck":                  "!www.ck",
		"a$.com":                   "a$.com",
		strings.Repeat("x.", 9999): "x.x",
	} {
		if got := suffix.Organizational(domain); got != want {
			t.Errorf("%.40q: %q, want %q", domain, got, want)
		}
	}
}

// TestTable: the table is what the generator makes of the list today.
func TestTable(t *testing.T) {
	list := read(t)
	table, err := os.ReadFile("table.bin")
	if err != nil {
		t.Fatal(err)
	}
	origin, err := os.ReadFile("table.origin.txt")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(table, suffixgen.Encode(list.Rules)) || string(origin) != list.Origin() {
		t.Error("the table is not that of the list; run go generate ./header/suffix")
	}
	if len(table) > 45<<10 {
		t.Errorf("the table has %d bytes", len(table))
	}
	t.Logf("%d rules in %d bytes", len(list.Rules), len(table))
}

func read(tb testing.TB) suffixgen.List {
	tb.Helper()
	list, err := suffixgen.Read()
	if err != nil {
		tb.Skipf("skipped: the list is not at hand (%v)", err)
	}
	return list
}

// TestAgainstPublicsuffix: for every rule, names that end with it, or nearly
// so, have the suffix that golang.org/x/net/publicsuffix gives them.
func TestAgainstPublicsuffix(t *testing.T) {
	names := 0
	for _, rule := range read(t).Rules {
		for _, name := range around(strings.TrimLeft(rule, "!*.")) {
			names++
			if want, _ := publicsuffix.PublicSuffix(name); suffix.Public(name) != want {
				t.Errorf("%s: %q, want %q", name, suffix.Public(name), want)
			}
			want, err := publicsuffix.EffectiveTLDPlusOne(name)
			if err != nil {
				want = name
			}
			if got := suffix.Organizational(strings.ToUpper(name)); !strings.EqualFold(got, want) {
				t.Errorf("%s: %q, want %q", name, got, want)
			}
		}
	}
	if names < 50_000 {
		t.Errorf("only %d names were compared", names)
	}
}

// around are names at and near a rule.
func around(rule string) []string {
	_, parent, _ := strings.Cut(rule, ".")
	list := []string{rule, "a." + rule, "b.a." + rule, "c.b.a." + rule, "x" + rule, rule[1:], rule + "x", "www." + rule}
	if parent != "" {
		list = append(list, "zz."+parent, "a.zz."+parent)
	}
	var plain []string
	for _, name := range list {
		if name != "" && name[0] != '.' {
			plain = append(plain, name)
		}
	}
	return plain
}

// TestAgainstList reads a copy of the list of another day by the algorithm
// that it comes with. The list has moved on since the table was made, so a few
// rules may differ.
func TestAgainstList(t *testing.T) {
	data, err := os.ReadFile(testcorpus.Path(t, "suites", "dmarc", "public_suffix_list.txt"))
	if err != nil {
		t.Fatal(err)
	}
	rules := map[string]bool{}
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "//") && isASCII(line) {
			rules[line] = true
		}
	}
	names, differ := 0, 0
	for rule := range rules {
		for _, name := range around(strings.TrimLeft(rule, "!*.")) {
			names++
			if byList(rules, name) != suffix.Public(name) {
				differ++
			}
		}
	}
	t.Logf("%d rules; %d of %d names differ", len(rules), differ, names)
	if names == 0 || differ*50 > names {
		t.Errorf("%d of %d names differ", differ, names)
	}
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// byList is the algorithm of https://publicsuffix.org/list/, word by word.
func byList(rules map[string]bool, name string) string {
	for suffix := name; ; {
		_, parent, more := strings.Cut(suffix, ".")
		switch {
		case rules["!"+suffix]:
			return parent
		case rules[suffix], more && rules["*."+parent], !more:
			return suffix
		}
		suffix = parent
	}
}

// FuzzOrganizational: the answer is an end of the name on a label border, has
// one label more than the suffix, and is its own answer.
func FuzzOrganizational(f *testing.F) {
	for _, s := range []string{"a.b.co.uk", "x.www.ck", "..", "a..b", "!.ck", "\xff.com"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, name string) {
		got := suffix.Organizational(name)
		if got == "" {
			return
		}
		before, ok := strings.CutSuffix(strings.TrimSuffix(name, "."), got)
		if !ok || before != "" && before[len(before)-1] != '.' {
			t.Errorf("%q: %q is no end of it", name, got)
		}
		if again := suffix.Organizational(got); again != got {
			t.Errorf("%q: %q, and of that %q", name, got, again)
		}
		public := suffix.Public(got)
		if labels := strings.Count(got, ".") - strings.Count(public, "."); labels > 1 || labels == 0 && got != public {
			t.Errorf("%q: %q above %q", name, got, public)
		}
	})
}

func BenchmarkOrganizational(b *testing.B) {
	for _, name := range []string{"mail.example.com", "eur05.mail.protection.example.co.uk", "a.b.city.kawasaki.jp", "a.s3.eu-west-1.amazonaws.com"} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				suffix.Organizational(name)
			}
		})
	}
}

// TestSame: what the last labels decide is what the organizational domains decide.
func TestSame(t *testing.T) {
	names := []string{"", ".", "com", "COM.", "co.uk", "a.co.uk", "b.A.co.uk", "x.co.uk", "example.com", "Mail.Example.COM.", "other.com", "a..com",
		".com", "www.ck", "a.www.ck", "b.c.ck", "c.ck", "ck", "github.io", "a.github.io", "b.a.github.io", "localhost", "192.0.2.1", "198.51.2.1", "\u212aelvin.com", "kelvin.com"}
	for _, a := range names {
		for _, b := range names {
			domain := suffix.Organizational(a)
			want := domain != "" && ascii.EqualFold(domain, suffix.Organizational(b))
			if got := suffix.Same(a, b); got != want {
				t.Errorf("Same(%q, %q) = %t", a, b, got)
			}
		}
	}
}
