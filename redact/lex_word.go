package redact

import (
	"iter"
	"net/netip"
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
)

func isLetters(text string) bool {
	for i := range len(text) {
		if !ascii.IsLetter(text[i]) {
			return false
		}
	}
	return true
}

// isAtom reports whether c belongs to a word, number or name.
func isAtom(c byte) bool {
	return ascii.IsLetter(c) || ascii.IsDigit(c) || c == '.' || c == '-' || c == '_' || c >= 0x80
}

// minOpaque is the length from which a run of base64 is taken as one value.
const minOpaque = 24

// opaque replaces a long run of base64 as one.
func (l *lexer) opaque(w string, how mode) bool {
	if len(w) < minOpaque || isHex(lower(w)) {
		return false
	}
	var upper, small, digit bool
	for i := range len(w) {
		switch c := w[i]; {
		case c >= 'A' && c <= 'Z':
			upper = true
		case c >= 'a' && c <= 'z':
			small = true
		case ascii.IsDigit(c):
			digit = true
		case c != '+' && c != '/' && c != '=':
			return false
		}
	}
	if !upper || !small || !digit || how.words && strings.Contains(strings.TrimRight(w, "="), "=") {
		return false
	}
	l.keep(l.m.blob(w))
	return true
}

func (l *lexer) word(w string, how mode) {
	low := lower(w)
	ip, err := netip.ParseAddr(w)
	switch {
	case err == nil && ip.Is4():
		l.ip(ip, w)
	case !isHost(w) && l.m.looseAddr(low) != "":
		l.loose(w, l.m.looseAddr(low), how)
	case how.words && table().known(low), table().guid[low], isToken(low), isBlotted(low):
		l.keep(w)
	case how.numbers && (isNumber(w) || isRelease(low)):
		l.keep(w)
	case how.words && isVariant(low):
		i := strings.IndexByte(w, '-') + 1
		l.keep(w[:i])
		l.word(w[i:], how)
	case isHost(w):
		l.host(w)
	case isNode(w), how.nodes && (l.m.nodes[low] || looksLikeNode(w) && l.m.names[low] == ""):
		l.keep(w)
	case how.names:
		l.host(w)
	default:
		l.name(w)
	}
}

// loose rewrites a word around an address that it holds. A port behind it stays. A long
// word is gone through here, address by address: to begin anew for the rest of it each
// time would take time that grows with its square.
func (l *lexer) loose(w, addr string, how mode) {
	for long := len(w) > maxRun; addr != ""; {
		head, tail, _ := strings.Cut(w, addr)
		l.atom(head, ids)
		l.host(addr)
		w, addr = tail, ""
		if long {
			start, end := nextQuad(tail, 0)
			addr = tail[start:end]
		}
	}
	l.atom(w, mode{numbers: how.numbers})
}

// looseAddr is the address that a word holds, or "". Five numbers and more are a
// version, unless four of them stand elsewhere as an address.
func (m *Map) looseAddr(w string) string {
	version := isLongVersion(w)
	for quad := range quads(w) {
		if !version || m.reserved[quad] {
			return quad
		}
	}
	return ""
}

// isLongVersion reports five numbers and more. An address and a port are none:
// 203.0.113.25.52413; nor is what is longer than any.
func isLongVersion(w string) bool {
	if len(w) > maxRun || !isNumber(w) || strings.Count(w, ".") < 4 {
		return false
	}
	last := w[strings.LastIndexByte(w, '.')+1:]
	return strings.Count(w, ".") > 4 || len(last) < 4 || len(last) > 5
}

// quads yields the IPv4 addresses in a word, also one among other numbers or signs,
// or with zeros before its numbers: v203.0.113.25, 203.000.113.025. Four numbers
// with a larger one among them are a version.
func quads(w string) iter.Seq[string] {
	return func(yield func(string) bool) {
		if strings.Count(w, ".") < 3 {
			return
		}
		for start, end := nextQuad(w, 0); end > 0; start, end = nextQuad(w, start+1) {
			if !yield(w[start:end]) {
				return
			}
		}
	}
}

// nextQuad is where the first IPv4 address stands that begins at i or behind it; 0, 0:
// none does.
func nextQuad(w string, i int) (start, end int) {
	for ; i < len(w); i++ {
		if !ascii.IsDigit(w[i]) || i > 0 && ascii.IsDigit(w[i-1]) {
			continue
		}
		if end := dottedQuad(w, i); end > 0 {
			return i, end
		}
	}
	return 0, 0
}

// dottedQuad is where four numbers up to 255 end that begin at i, or 0.
func dottedQuad(w string, i int) int {
	for n := range 4 {
		if n > 0 {
			if i == len(w) || w[i] != '.' {
				return 0
			}
			i++
		}
		start, value := i, 0
		for i < len(w) && ascii.IsDigit(w[i]) && i-start < 4 {
			value = 10*value + int(w[i]-'0')
			i++
		}
		if start == i || i-start > 3 || value > 255 {
			return 0
		}
	}
	return i
}

// maxHost is the length of the longest host name (RFC 1035 section 2.3.4).
const maxHost = 255

// isHost reports whether a word looks like a host name: labels, the last one
// of letters.
func isHost(w string) bool {
	i := strings.LastIndexByte(w, '.')
	if i < 1 || len(w)-i <= 2 || len(w) > maxHost || strings.Contains(w, "..") {
		return false
	}
	tld := w[i+1:]
	return isLetters(tld) || ascii.HasPrefixFold(tld, aLabel) || tld[0] >= 0x80
}

// isBlotted reports whether somebody has made a word unreadable already.
func isBlotted(w string) bool {
	for piece := range strings.FieldsFuncSeq(w, isMark) {
		if len(strings.Trim(piece, "x")) > 0 && !table().blot[piece] {
			return false
		}
	}
	return true
}

// isBlottedDomain reports whether somebody has made the first label of a domain
// unreadable. One or two x and a common word are names: x.com, here.com.
func isBlottedDomain(org string) bool {
	first, _, _ := strings.Cut(org, ".")
	return isBlotted(first) && (strings.Contains(first, "xxx") || strings.Contains(first, "redacted"))
}

// isVersion reports whether a word is a version of four numbers, such as
// Exchange writes as id: no address, since one number is too large.
func isVersion(w string) bool {
	return strings.Count(w, ".") >= 2 && isNumber(w) && ascii.IsDigit(w[0])
}

// isSendmailVersion reports whether a run is what sendmail writes of itself and its
// configuration, 8.16.1.2/8.16.1.2, which is no address.
func isSendmailVersion(w string) bool {
	a, b, ok := strings.Cut(w, "/")
	return ok && a == b && isVersion(a) && len(a) > len("8.1x.") && strings.HasPrefix(a, "8.1") && ascii.IsDigit(a[3]) && a[4] == '.'
}

// isVariant reports whether a word is the name of a mail server with a mark
// of who built it: Postfix-Example-2.10.1.
func isVariant(w string) bool {
	head, rest, ok := strings.Cut(w, "-")
	return ok && rest != "" && table().program[head]
}

// isRelease reports whether a word is the version of a program with a mark
// behind it: 8.12.6p3.
func isRelease(w string) bool {
	i := strings.IndexFunc(w, func(r rune) bool { return r != '.' && (r < '0' || r > '9') })
	if i < 1 || !strings.Contains(w[:i], ".") {
		return false
	}
	mark := strings.TrimRight(w[i:], "0123456789")
	return table().release[strings.Trim(mark, "-_")]
}

// tokenLength is that of the token of a test message of hopproof, which is
// random and stays: "hp-" and 26 letters and digits.
const tokenLength = 29

func isToken(w string) bool {
	if len(w) != tokenLength || !strings.HasPrefix(w, "hp-") {
		return false
	}
	for _, c := range []byte(w[3:]) {
		if (c < 'a' || c > 'z') && (c < '2' || c > '7') {
			return false
		}
	}
	return true
}
