package hops

import (
	"unicode/utf8"

	"github.com/hopproof/hopproof/internal/ascii"
)

// MaybeSpelled reports whether two different names may be one that is in another
// script: letters beyond US-ASCII in one, and in the other too, or an A-label (RFC 5890
// section 2.3.2.1), which the core has no table to read. What differs may then be the
// spelling alone.
func MaybeSpelled(a, b string) bool {
	return foreign(a) && spelled(b) || foreign(b) && spelled(a)
}

// foreign reports letters beyond US-ASCII.
func foreign(name string) bool {
	for i := range len(name) {
		if name[i] >= utf8.RuneSelf {
			return true
		}
	}
	return false
}

// spelled reports a name that can be another spelling of a foreign one.
func spelled(name string) bool { return foreign(name) || ascii.IndexFold(name, "xn--") >= 0 }
