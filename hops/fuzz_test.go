package hops_test

import (
	"net/netip"
	"os"
	"path/filepath"
	"testing"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
	gen "github.com/hopproof/hopproof/internal/tracegen"
)

// FuzzBuild: belief goes down from the newest line without a gap, ends at the
// boundary, and rests on no line that is ambiguous or guessed. Trust and relays
// may extend it and never end it earlier.
func FuzzBuild(f *testing.F) {
	names, err := filepath.Glob("../testdata/*.*")
	if err != nil || len(names) == 0 {
		f.Fatal(names, err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add(gen.Section(gen.Join(delivered, relayLine, forged)...))
	f.Fuzz(func(t *testing.T, data []byte) {
		s := header.Parse(data)
		plain := hops.Build(&s, hops.Options{})
		more := declared("*")
		more.Trust = hops.Trust{Domains: []string{"example.org"}, Prefixes: []netip.Prefix{netip.MustParsePrefix("198.51.100.0/24")}}
		extended := hops.Build(&s, more)
		if n := s.Count("Received"); len(plain.Hops) != n || len(extended.Hops) != n {
			t.Fatalf("%d hops of %d Received fields", len(plain.Hops), n)
		}
		if checkBelief(t, plain) > checkBelief(t, extended) {
			t.Errorf("trust took belief away: %s, %s", bases(plain), bases(extended))
		}
	})
}

// checkBelief counts the believed lines.
func checkBelief(t *testing.T, tl *hops.Timeline) int {
	t.Helper()
	believed, oldest := 0, 0
	for n := len(tl.Hops); n >= 1; n-- {
		h := tl.Hop(n)
		if !h.Basis.Believed() {
			continue
		}
		believed, oldest = believed+1, n
		if believed != len(tl.Hops)-n+1 {
			t.Errorf("belief resumes at hop %d: %s", n, bases(tl))
		}
		if h.Ambiguous != "" || h.Mend.Guessed() {
			t.Errorf("hop %d proves nothing and is believed", n)
		}
	}
	if tl.Boundary.Hop != oldest || tl.Boundary.Reason == "" {
		t.Errorf("the boundary is hop %d (%s), the oldest believed one %d", tl.Boundary.Hop, tl.Boundary.Reason, oldest)
	}
	return believed
}
