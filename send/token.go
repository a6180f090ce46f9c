package send

import (
	"crypto/rand"
	"strings"
)

// NewToken makes a text that no other message bears: 130 random bits.
func NewToken() string { return "hp-" + strings.ToLower(rand.Text()) }

// IsToken reports whether text can be a token: it has to fit unchanged into the
// Subject, the left side of a Message-ID (RFC 5322 section 3.6.4) and an
// envelope identifier (RFC 3461 section 4.4).
func IsToken(text string) bool {
	return text != "" && len(text) <= maxLocalPart && isDotAtom(text) && !strings.ContainsAny(text, "+=")
}
