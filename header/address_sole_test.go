package header

import (
	"slices"
	"testing"

	"github.com/hopproof/hopproof/internal/testcorpus"
)

// checkAddrSpecs: what is read at a glance is what the grammar gives.
func checkAddrSpecs(t *testing.T, s string) {
	t.Helper()
	var want []string
	for _, a := range Addresses(s, nil) {
		want = append(want, a.Addr)
	}
	if got := AppendAddrSpecs(nil, s, nil); !slices.Equal(got, want) {
		t.Errorf("%q: %q, the grammar gives %q", s, got, want)
	}
}

func TestAddrSpecs(t *testing.T) {
	glances := 0
	for _, s := range []string{
		"ann@example.com", "<ann@example.com>", "Ann <ann@example.com>", `"Ann, B." <ann@example.com>`, "ann@x <ann@example.com>",
		"=?utf-8?Q?Ann?= <ann@example.com>",
	} {
		if soleAddress(s) != "" {
			glances++
		}
		checkAddrSpecs(t, s)
	}
	if glances != 6 {
		t.Errorf("only %d of 6 are read at a glance", glances)
	}
	for _, s := range []string{
		"", " ", "@", "a@", "@b", "<>", "< >", "Ann", "Ann <>", "ann@example.com, b@example.com", "a b@example.com", "a @example.com",
		"<a@example.com> b", "<a@example.com> b@example.com", `"a"@example.com`, `"a" b@example.com`, `"a\"" <b@example.com>`, `"a <b@example.com>`,
		"=?utf-8?Q?a@b?=", "=?utf-8?Q?a?=@b", "=?utf-8?Q?a,b?= <c@example.com>", "=?utf-8?Q?<a@b?= <c@example.com>", "a@[192.0.2.1]",
		"a@[b <c@d>", "g: a@example.com;", "a.@b", "a@b@c", "(x) a@b", "<@a:b@c>", "a\tb@c", "a\t<b@c>", "a@b>", "<a@b", "<<a@b>",
		"a\u00a0b@c", ".", "a@b.", ". <a@b>",
	} {
		checkAddrSpecs(t, s)
	}
}

func TestCorpusAddrSpecs(t *testing.T) {
	seen, glances := 0, 0
	for _, m := range testcorpus.Messages(t) {
		s := Parse(m.Data)
		for _, name := range [...]string{"From", "To", "Cc", "Reply-To", "Sender"} {
			for _, f := range s.All(name) {
				checkAddrSpecs(t, f.Body())
				if seen++; soleAddress(f.Body()) != "" {
					glances++
				}
			}
		}
	}
	if t.Logf("%d of %d fields are read at a glance", glances, seen); glances < seen/2 {
		t.Errorf("only %d of %d fields are read at a glance", glances, seen)
	}
}
