package authres

import (
	"strings"
	"testing"
	"time"
)

// hostile is text on which a careless reader needs the square of its size.
var hostile = []string{
	"(", ")", "((a)", ";", "=", ".", `"`, `\`, `("`, `(")`, `(")"((" `, `")`, "a=b;", "a=b ", "a=b", "a.b=c ", "a (", "a () ", "a ()",
	"a.(b)", "a=(x)", "a=(x);", "a/(1)=", "; (x)", "none;", "i=1;", "=?utf-8?Q?a?= ", "=?", "helo=a;", "x=a;helo=b;", "(\\", "a=\"b", " ", "\r\n ",
	"sender IP is ", "(sender IP is 192.0.2.1)",
}

// TestHostile: the square of 60 KB would take seconds. Of less text, all of it
// is accounted for.
func TestHostile(t *testing.T) {
	for _, seed := range hostile {
		for _, head := range []string{"", "spf=pass "} {
			checkResults(t, head+strings.Repeat(seed, 1000/len(seed)), 3)
			checkReceivedSPF(t, head+strings.Repeat(seed, 1000/len(seed)), 3)
			text := head + strings.Repeat("x;", 5000) + strings.Repeat(seed, 50_000/len(seed))
			start := time.Now()
			Parse(text, 3)
			ParseReceivedSPF(text, 3)
			if d := time.Since(start); d > 500*time.Millisecond {
				t.Errorf("%q and %q for 60 KB: %v", head, seed, d)
			}
		}
	}
}
