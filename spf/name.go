package spf

import "strings"

// The sizes of DNS (RFC 1035 section 2.3.4), as text without the final dot.
const (
	maxName  = 253
	maxLabel = 63
)

// askable reports whether DNS can be asked for name: no label is empty or too
// long, and all of it is US-ASCII without controls: a macro may bring in a blank
// (RFC 7208 section 7.1). Internationalised names must come as A-labels (section
// 4.3).
func askable(name string) bool {
	if name == "" || len(name) > maxName {
		return false
	}
	label := 0
	for i := range len(name) {
		switch c := name[i]; {
		case c == '.':
			if label == 0 {
				return false
			}
			label = 0
			continue
		case c < ' ' || c > '~':
			return false
		}
		if label++; label > maxLabel {
			return false
		}
	}
	return label > 0
}

// checkable is section 4.3: a name that DNS knows, of more than one label, and
// no address literal.
func checkable(domain string) bool {
	return askable(domain) && strings.IndexByte(domain, '.') > 0 && domain[0] != '['
}

// withoutFinalDot cuts the dot that makes a name absolute.
func withoutFinalDot(name string) string { return strings.TrimSuffix(name, ".") }

// fit drops labels from the left until name fits into DNS (section 7.3).
func fit(name string) string {
	if len(name) <= maxName {
		return name
	}
	// The dot before what stays may be the last byte that is dropped.
	at := len(name) - maxName - 1
	dot := strings.IndexByte(name[at:], '.')
	if dot < 0 {
		return name // one label, which no name can hold
	}
	return name[at+dot+1:]
}

// isWithin reports whether name is domain or a name below it.
func isWithin(name, domain string) bool {
	cut := len(name) - len(domain)
	return cut >= 0 && equalName(name[cut:], domain) && (cut == 0 || name[cut-1] == '.')
}

// equalName compares as DNS does (RFC 4343): only letters of US-ASCII fold.
func equalName(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range len(a) {
		if lower(a[i]) != lower(b[i]) {
			return false
		}
	}
	return true
}

// folded is a text of a record in the form in which texts compare: names have no
// case, but the letter of a macro has (RFC 7208 section 7.3).
func folded(text string) string {
	if strings.IndexByte(text, '%') >= 0 {
		return text
	}
	return lowerASCII(text)
}

func lowerASCII(s string) string {
	b := []byte(s)
	for i := range b {
		b[i] = lower(b[i])
	}
	return string(b)
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}
