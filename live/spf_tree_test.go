package live

import (
	"context"
	"strconv"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/internal/testdns"
	"github.com/hopproof/hopproof/report"
	"github.com/hopproof/hopproof/resolve"
)

// TestTreeBroken: no record is none, not permerror; an included domain without
// one, a record that cannot be read, and what lies beyond the limits of RFC 7208
// section 4.6.4 are.
func TestTreeBroken(t *testing.T) {
	zone := `
mx.example.        A    192.0.2.1
dual.example.      A    192.0.2.1
dual.example.      AAAA 2001:db8::1
includes.example.  TXT  "v=spf1 include:mx.example -all"
odd.example.       TXT  "v=spf1 ip4:x -all"
voids.example.     TXT  "v=spf1 a:x1.example a:x2.example a:x3.example -all"
voids6.example.    TXT  "v=spf1 a:mx.example mx:mx.example a:mx.example a:mx.example/24 -all"
mx.example.        MX   0 mx.example.
few.example.       TXT  "v=spf1 a:x1.example a:x2.example a:dual.example -all"
below.example.     TXT  "v=spf1 include:many.example -all"
behind.example.    TXT  "v=spf1 -all mx:many.example"
many.example.      TXT  "v=spf1 mx -all"
ten.example.       TXT  "v=spf1 mx -all"
`
	for i := range 11 {
		mx := "MX " + strconv.Itoa(i) + " dual.example.\n"
		zone += "many.example. " + mx
		if i < 10 {
			zone += "ten.example. " + mx
		}
	}
	transports, err := resolve.Parse(testdns.Parse(t, zone).Serve(t))
	if err != nil {
		t.Fatal(err)
	}
	client := resolve.New(resolve.Config{Transports: transports})
	for domain, broken := range map[string]bool{"mx.example": false, "includes.example": true, "odd.example": true,
		"voids.example": true, "voids6.example": false, "few.example": false,
		"many.example": true, "below.example": true, "behind.example": false, "ten.example": false} {
		for _, lang := range []string{"en", "fr"} {
			d := TreeSPF(context.Background(), client, domain, Head{Lang: lang})
			text := string(d.AppendText(nil, report.TextOptions{}))
			if d.Broken() != broken || d.Unknown() || strings.Contains(text, "permerror") != broken || strings.Contains(text, "{") {
				t.Errorf("%s: broken %v\n%s", domain, d.Broken(), text)
			}
		}
	}
}
