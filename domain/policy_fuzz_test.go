package domain

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// FuzzPolicy: a policy without a problem, written again, is the same, and names
// no host outside its patterns.
func FuzzPolicy(f *testing.F) {
	f.Add("version: STSv1\r\nmode: enforce\r\nmx: mail.contoso.example\r\nmx: *.contoso.example\r\nmax_age: 604800\r\n", "mail.contoso.example")
	f.Add("version: STSv1\nmode: none\nmax_age: 0", "a.b.contoso.example")
	f.Add("mx:*.\nmx: .\nversion STSv1", "")
	f.Fuzz(func(t *testing.T, text, host string) {
		p := parsePolicy([]byte(text))
		if p.problem != "" {
			return
		}
		var b strings.Builder
		fmt.Fprintf(&b, "version: STSv1\nmode: %s\nmax_age: %d\n", p.mode, p.maxAge)
		for _, mx := range p.mx {
			b.WriteString("mx: " + mx + "\n")
		}
		again := parsePolicy([]byte(b.String()))
		if again.problem != "" || again.mode != p.mode || again.maxAge != p.maxAge || !slices.Equal(again.mx, p.mx) {
			t.Errorf("%q became %+v, again %+v", text, p, again)
		}
		if p.names(host) && !slices.Contains(p.mx, host) && !slices.ContainsFunc(p.mx, func(mx string) bool { return strings.HasSuffix(host, strings.TrimPrefix(mx, "*")) }) {
			t.Errorf("%q names %q", p.mx, host)
		}
	})
}
