package hops_test

import (
	"strings"
	"testing"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
	gen "github.com/hopproof/hopproof/internal/tracegen"
)

// TestTorn: below what other servers may take for the end of the section stands, for
// them, text of the message, which rules about fields leave alone.
func TestTorn(t *testing.T) {
	note := func(value string) []string { return []string{"X-Note: " + value} }
	copied := func(text string) string { return strings.ReplaceAll(text, "\n", "\r\n") } // CR CR LF
	quoted := func(text string) string {
		text = strings.ReplaceAll("> "+text, "\r\n", "\r\n> ")
		return strings.TrimSuffix(text, "> ")
	}
	paste := strings.NewReplacer("\r\n ", "\r\n\u00a0", "\r\n\t", "\r\n\u00a0").Replace
	asIs := func(text string) string { return text }
	const torn = "rrccc"
	for _, tt := range []struct {
		name  string
		above []string // between the receiver's lines and those of Exchange Online
		dress func(string) string
		want  string
	}{
		{"nothing", nil, asIs, "rrooo"},
		{"a fold of white space", note("x\r\n \t"), asIs, torn},
		{"folds of white space", note("\r\n \r\n \r\n y"), asIs, torn},
		{"CR CR LF", note("x\r"), asIs, torn},
		{"a CR alone", note("x\ry"), asIs, torn},
		{"NUL", note("x\x00"), asIs, torn},
		{"a line that begins with a no-break space", note("x\r\n\u00a0y"), asIs, torn},
		{"all of it", note("x\r\n\u00a0y\r\n \x00"), asIs, torn},
		{"a text-mode copy", nil, copied, "rrooo"},
		{"a CR too many in a text-mode copy", note("x\r"), copied, torn},
		{"a quoted paste", nil, quoted, "rrooo"},
		{"a fold of white space in a quoted paste", note("x\r\n \t"), quoted, torn},
		{"a paste with no-break spaces", nil, paste, "rrooo"},
		{"a fold of white space in such a paste", note("x\r\n "), paste, torn},
	} {
		s := header.ParseString(tt.dress(string(gen.Section(gen.Join(atGmail, tt.above, relayed)...))))
		if tl := hops.Build(&s, hops.Options{}); bases(tl) != tt.want || tt.want == torn && tl.Boundary.Reason != hops.StopAmbiguous {
			t.Errorf("%s: %s, %q", tt.name, bases(tl), tl.Boundary.Reason)
		}
	}
	for name, fields := range map[string][]string{
		"above the receiver's line": gen.Join(note("x\r\n \r\n y"), atGmail, relayed),
		"below the last line":       gen.Join(atGmail, relayed, note("x\r\n \r\n y\x00")),
		"at the end":                gen.Join(atGmail, relayed[:2], []string{relayed[2] + "\r\n \t"}),
	} {
		s := header.Parse(gen.Section(fields...))
		if tl := hops.Build(&s, hops.Options{}); bases(tl) != "rrooo" {
			t.Errorf("%s: %s, %q", name, bases(tl), tl.Boundary.Reason)
		}
	}
}
