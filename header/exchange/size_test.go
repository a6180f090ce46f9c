package exchange

import (
	"strings"
	"testing"

	"github.com/hopproof/hopproof/header"
)

// TestHostile: in sizes at which the square would show as minutes, every pair
// is the text it names.
func TestHostile(t *testing.T) {
	const report = "X-Forefront-Antispam-Report: "
	for name, text := range map[string]func(n int) string{
		"pairs":     func(n int) string { return report + strings.Repeat("SFV:NSPM;", n) },
		"one value": func(n int) string { return report + "SFS:" + strings.Repeat("(1)", n) },
		"folds":     func(n int) string { return report + strings.Repeat("A:1;\r\n ", n) },
		"blanks":    func(n int) string { return report + "H:a" + strings.Repeat(" ", n) + ";x" },
		"fields":    func(n int) string { return strings.Repeat(report+"SFV:NSPM;\r\n", n) },
		"twice":     func(n int) string { return strings.Repeat("X-MS-Exchange-CrossTenant-Id: a\r\n", n) },
		"record":    func(n int) string { return names[CrossTenantAttribution] + ": " + strings.Repeat("Ip=[;", n) },
	} {
		section := header.ParseString(text(100_000) + "\r\n\r\n")
		f := Parse(&section)
		f.Attribution()
		for i := range f.Antispam {
			if p := &f.Antispam[i]; section.Fields[p.Field].Raw == "" || p.Key == "" {
				t.Fatalf("%s: a pair without its text", name)
			}
		}
	}
}
