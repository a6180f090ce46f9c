package authres

import (
	"strings"
	"testing"
)

// hostile is text on which a careless reader needs the square of its size.
var hostile = []string{
	"(", ")", "((a)", ";", "=", ".", `"`, `\`, `("`, `(")`, `(")"((" `, `")`, "a=b;", "a=b ", "a=b", "a.b=c ", "a (", "a () ", "a ()",
	"a.(b)", "a=(x)", "a=(x);", "a/(1)=", "; (x)", "none;", "i=1;", "=?utf-8?Q?a?= ", "=?", "helo=a;", "x=a;helo=b;", "(\\", "a=\"b", " ", "\r\n ",
	"sender IP is ", "(sender IP is 192.0.2.1)",
}

// TestHostile: the square of 60 KB would show as minutes, and none of it is a
// result without a method. Of less text, all of it is accounted for.
func TestHostile(t *testing.T) {
	for _, seed := range hostile {
		for _, head := range []string{"", "spf=pass "} {
			checkResults(t, head+strings.Repeat(seed, 1000/len(seed)), 3)
			checkReceivedSPF(t, head+strings.Repeat(seed, 1000/len(seed)), 3)
			text := head + strings.Repeat("x;", 5000) + strings.Repeat(seed, 50_000/len(seed))
			for _, item := range Parse(text, 3).Items {
				if item.Method == "" {
					t.Errorf("%q and %q for 60 KB: a result without a method", head, seed)
				}
			}
			ParseReceivedSPF(text, 3)
		}
	}
}
