package exchange

import "github.com/hopproof/hopproof/internal/ascii"

// fold appends s to b with US-ASCII letters in lower case: field names and
// keys have no others (RFC 5322 section 2.2).
func fold(b []byte, s string) []byte {
	start := len(b)
	b = append(b, s...)
	for i, c := range b[start:] {
		b[start+i] = ascii.Lower(c)
	}
	return b
}
