package hops_test

import (
	"net/netip"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
	gen "github.com/hopproof/hopproof/internal/tracegen"
)

func many(n int) []string { return strings.Split(strings.Repeat("A: 1\n", n-1)+"A: 1", "\n") }

// TestUnread: of a section that a limit cut, no line is believed and nothing is
// sealed: a second record of the tenant may stand where nobody looked.
func TestUnread(t *testing.T) {
	sealed := hops.Options{Sealed: []hops.SealedFact{{IP: netip.MustParseAddr(relayIP)}}}
	for name, c := range map[string]struct {
		ballast []string
		reason  string
	}{
		"read":            {many(header.MaxFields / 2), hops.StopOldest},
		"too many fields": {many(header.MaxFields), hops.StopUnread},
		"too many bytes":  {[]string{"A: " + strings.Repeat("x", header.MaxSection)}, hops.StopUnread},
	} {
		s := header.Parse(gen.Section(gen.Join(atGmail, relayed, c.ballast)...))
		tl := hops.Build(&s, sealed)
		if believed := strings.Trim(bases(tl), "c") != ""; believed != (c.reason != hops.StopUnread) || tl.Boundary.Reason != c.reason {
			t.Errorf("%s: %s, %q", name, bases(tl), tl.Boundary.Reason)
		}
	}
}
