package live

import (
	"context"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/internal/testdns"
	"github.com/hopproof/hopproof/report"
	"github.com/hopproof/hopproof/resolve"
)

// TestTreeOfNothing: no record is none, not permerror; an included domain
// without one, and a record that cannot be read, are.
func TestTreeOfNothing(t *testing.T) {
	transports, err := resolve.Parse(testdns.Parse(t, `
mx.example.        A   192.0.2.1
includes.example.  TXT "v=spf1 include:mx.example -all"
odd.example.       TXT "v=spf1 ip4:x -all"
`).Serve(t))
	if err != nil {
		t.Fatal(err)
	}
	client := resolve.New(resolve.Config{Transports: transports})
	for domain, broken := range map[string]bool{"mx.example": false, "includes.example": true, "odd.example": true} {
		for _, lang := range []string{"en", "fr"} {
			d := TreeSPF(context.Background(), client, domain, Head{Lang: lang})
			text := string(d.AppendText(nil, report.TextOptions{}))
			if d.Broken() != broken || d.Unknown() || strings.Contains(text, "permerror") != broken || strings.Contains(text, "{") {
				t.Errorf("%s: broken %v\n%s", domain, d.Broken(), text)
			}
		}
	}
}
