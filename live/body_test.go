package live

import (
	"strings"
	"testing"

	"github.com/hopproof/hopproof/report"
)

// TestMbox: the body ends where the next message of an mbox begins, and lines of
// it that begin with From are those that were signed, without their quotes.
func TestMbox(t *testing.T) {
	letter := strings.ReplaceAll(scan("See the attachment.\r\nFrom here on\r\n>From there\r\n").Text(), "\r\n", "\n")
	head, text, _ := strings.Cut(letter, "\n\n")
	one := "From scanner@contoso.example Wed Oct 14 08:15:09 2026\n" + head + "\n\n" + strings.NewReplacer("\nFrom ", "\n>From ", "\n>From ", "\n>>From ").Replace(text)
	for name, c := range map[string]struct {
		text string
		want report.Outcome
	}{
		"one message":  {one + "\n", report.Held},
		"two messages": {one + "\n" + one + "\n", report.Held},
		"more text":    {one + "\nMore.\n" + one + "\n", report.Unknown},
	} {
		d := analyze(t, c.text, zone+keys())
		if d.Input.Kind != report.KindMbox || d.Live.Sealed.Outcome != c.want {
			t.Errorf("%s: %s, %s: %s", name, d.Input.Kind, d.Live.Sealed.Outcome, d.Live.DKIM[0].ReasonText)
		}
	}
}
