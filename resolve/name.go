package resolve

import (
	"strings"

	"github.com/miekg/dns"

	"github.com/hopproof/hopproof/internal/ascii"
)

// canonical is a name in the one form that names are compared in: lower case,
// escaped as miekg/dns escapes what it reads from a message, with its final dot.
// Any byte may stand in a label; what is no name is too long, empty, or has an
// empty label (RFC 1035 section 2.3.4, RFC 2181 section 11).
func canonical(name string) (string, bool) {
	name = strings.TrimSuffix(name, ".")
	if name == "" || len(name) > 253 {
		return "", false
	}
	wire := make([]byte, 0, len(name)+2)
	for label := range strings.SplitSeq(name, ".") {
		if label == "" || len(label) > 63 {
			return "", false
		}
		wire = append(wire, byte(len(label)))
		wire = append(wire, label...)
	}
	for i, c := range wire {
		wire[i] = ascii.Lower(c) // a length is at most 63 and no letter
	}
	text, _, err := dns.UnpackDomainName(append(wire, 0), 0)
	return text, err == nil
}

// host is a name from a message in the bytes of its labels, without its final
// dot; "" is the root. A dot inside of a label stays escaped.
func host(name string) string {
	return unescape(strings.TrimSuffix(name, "."), '.')
}

// text is a character-string of a message in its own bytes.
func text(s string) string { return unescape(s, 0) }

// unescape gives back the bytes that miekg/dns wrote as \DDD and \X (RFC 1035
// section 5.1); an escaped keep stays as it is.
func unescape(s string, keep byte) string {
	at := strings.IndexByte(s, '\\')
	if at < 0 {
		return s
	}
	b := append(make([]byte, 0, len(s)), s[:at]...)
	for i := at; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			b = append(b, s[i])
			continue
		}
		i++
		if value, ok := decimal(s[i:]); ok {
			b = append(b, value)
			i += 2
		} else if keep != 0 && s[i] == keep {
			b = append(b, '\\', keep)
		} else {
			b = append(b, s[i])
		}
	}
	return string(b)
}

// decimal is the byte that three digits write with which s begins.
func decimal(s string) (byte, bool) {
	if len(s) < 3 || !ascii.IsDigit(s[0]) || !ascii.IsDigit(s[1]) || !ascii.IsDigit(s[2]) {
		return 0, false
	}
	value := int(s[0]-'0')*100 + int(s[1]-'0')*10 + int(s[2]-'0')
	return byte(value), value < 256
}
