package header

import (
	"strings"
	"testing"
)

type hostileText struct{ name, text string }

// hostileSizes are texts whose cost must grow with their size alone. scale
// divides them.
func hostileSizes(scale int) []hostileText {
	n := func(of int) int { return of / scale }
	return []hostileText{
		{"from", strings.Repeat("from ", n(200_000))},
		{"by", strings.Repeat("by x (192.0.2.1) ", n(60_000))},
		{"open", strings.Repeat("(", n(50_000))},
		{"nested", strings.Repeat("(", n(50_000)) + strings.Repeat(")", n(50_000))},
		{"peers", "from x (" + strings.Repeat("[192.0.2.1] ", n(50_000)) + ") by y"},
		{"folds", "from x" + strings.Repeat("\r\n ", n(100_000)) + "by y; Wed, 14 Oct 2026 08:15:05 +0000"},
		{"semicolons", strings.Repeat("; 1 (x ", n(50_000))},
		{"dates", strings.Repeat("; Wed, 14 Oct 2026 08:15:05 +0000", n(10_000))},
		{"numbers", strings.Repeat("1 ( 1 ", n(50_000))},
		{"quotes", strings.Repeat(`"\" <`, n(50_000))},
		{"angles", strings.Repeat("<\"< >", n(50_000))},
		{"brackets", strings.Repeat("[", n(100_000))},
		{"long", "from " + strings.Repeat("a", n(100_000)) + " (192.0.2.1) by y id " + strings.Repeat("b", n(100_000))},
		{"for", "by x for " + strings.Repeat("<a@b.example>, ", n(20_000))},
		{"with", "by x with " + strings.Repeat("word ", n(50_000))},
		{"hello", "from x (HELO " + strings.Repeat("HELO a ", n(50_000)) + ") by y"},
		{"inner", "from x (" + strings.Repeat("( a ", n(25_000)) + strings.Repeat(")", n(25_000)) + ") by y"},
		{"innerOpen", "from x (" + strings.Repeat(`\( "`, n(25_000)) + ") by y"},
		{"percent", "from x ([fe80::1%" + strings.Repeat("x", n(100_000)) + "]) by y"},
	}
}

// TestReceivedLarge: the whole sizes, at which a quadratic cost would show as
// minutes; the benchmark beside this shows the cost for each byte.
func TestReceivedLarge(t *testing.T) {
	for _, h := range hostileSizes(1) {
		r := ParseReceived(h.text, 0)
		for _, rest := range r.Rest {
			if h.text[rest.Span.Start:rest.Span.End] != rest.Value {
				t.Fatalf("%s: a piece that is not its text", h.name)
			}
		}
	}
}

// TestReceivedHostile: every text is taken without loss.
func TestReceivedHostile(t *testing.T) {
	for _, h := range hostileSizes(100) {
		t.Run(h.name, func(t *testing.T) { checkReceived(t, h.text, 3) })
	}
}
