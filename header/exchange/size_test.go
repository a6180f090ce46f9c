package exchange

import (
	"strings"
	"testing"
	"time"

	"github.com/hopproof/hopproof/header"
)

// TestLinear: ten times the text takes no more than about ten times as long.
func TestLinear(t *testing.T) {
	const report = "X-Forefront-Antispam-Report: "
	for name, text := range map[string]func(n int) string{
		"pairs":     func(n int) string { return report + strings.Repeat("SFV:NSPM;", n) },
		"one value": func(n int) string { return report + "SFS:" + strings.Repeat("(1)", n) },
		"folds":     func(n int) string { return report + strings.Repeat("A:1;\r\n ", n) },
		"blanks":    func(n int) string { return report + "H:a" + strings.Repeat(" ", n) + ";x" },
		"fields":    func(n int) string { return strings.Repeat(report+"SFV:NSPM;\r\n", n) },
		"twice":     func(n int) string { return strings.Repeat("X-MS-Exchange-CrossTenant-Id: a\r\n", n) },
		"nodes":     func(n int) string { return "X-MS-TrafficTypeDiagnostic: " + strings.Repeat("A:EE_|", n) },
		"record":    func(n int) string { return names[CrossTenantAttribution] + ": " + strings.Repeat("Ip=[;", n) },
	} {
		small, large := cost(text(2_000)), cost(text(20_000))
		if large > 40*small+5*time.Millisecond {
			t.Errorf("%s: %v, and %v for ten times as much", name, small, large)
		}
	}
}

// cost is the shortest of three readings.
func cost(text string) time.Duration {
	s := header.ParseString(text + "\r\n\r\n")
	best := time.Hour
	for range 3 {
		start := time.Now()
		f := Parse(&s)
		f.Attribution()
		f.Nodes()
		for i := range f.Antispam {
			f.Antispam[i].Meaning("en")
		}
		best = min(best, time.Since(start))
	}
	return best
}
