// Package distname reads distinguished names, as mail servers and administrators
// write those of certificates.
package distname

import (
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
)

// CommonName takes the CN out of a distinguished name: "CN=a, O=b" (RFC 4514
// section 3), the same from its other end, "O = b, CN = a", or "/O=b/CN=a". Of
// several it is the first of a name that begins with one, else the last: the one
// that the certificate is for. Text without one stays as it is.
func CommonName(subject string) string {
	between := byte(',')
	if strings.HasPrefix(subject, "/") {
		between = '/'
	}
	common := subject
	for rest, first := subject, true; rest != ""; first = false {
		var part string
		part, rest = cut(rest, between)
		key, value, _ := strings.Cut(part, "=")
		if !ascii.EqualFold(strings.TrimSpace(key), "CN") || len(key) == len(part) {
			continue
		}
		value, _, _ = strings.Cut(value, "/") // "CN=a/emailAddress=b"
		common = value
		if first {
			break
		}
	}
	return strings.TrimSpace(common)
}

// cut cuts a name behind its first part. What is quoted or escaped separates
// nothing: it is the text of a value (RFC 4514 section 2.4; older writers quote).
func cut(name string, between byte) (part, rest string) {
	quoted := false
	for i := 0; i < len(name); i++ {
		switch c := name[i]; {
		case c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case c == between && !quoted:
			return name[:i], name[i+1:]
		}
	}
	return name, ""
}
