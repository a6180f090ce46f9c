package suffix

import (
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
)

// Organizational gives the organizational domain of domain: its public suffix
// and one label more. Of a public suffix, or a name of one label, it is the
// name itself; of a name with an empty label there is none, and it is empty.
//
// What it returns is the end of domain as written, without a trailing dot.
// Letters compare without case; labels of other scripts count in their ASCII
// form only (RFC 5890 section 2.3.2.1).
func Organizational(domain string) string {
	domain = strings.TrimSuffix(domain, ".")
	start := publicStart(domain)
	if start > 0 {
		start = labelStart(domain, start-1)
	}
	if hasEmptyLabel(domain[start:]) {
		return ""
	}
	return domain[start:]
}

// Same reports whether two names have one organizational domain.
func Same(a, b string) bool {
	a, b = strings.TrimSuffix(a, "."), strings.TrimSuffix(b, ".")
	if !ascii.EqualFold(lastTwo(a), lastTwo(b)) {
		return false // no need to look them up
	}
	domain := Organizational(a)
	return domain != "" && ascii.EqualFold(domain, Organizational(b))
}

// lastTwo are the last two labels of a domain: no organizational domain is
// shorter, unless the whole name is.
func lastTwo(domain string) string {
	return domain[labelStart(domain, max(0, labelStart(domain, len(domain))-1)):]
}

// Public gives the public suffix of domain, as written: the end below which
// registrars let others register. A suffix that no rule lists is the last
// label (the rule "*" of the list).
func Public(domain string) string {
	domain = strings.TrimSuffix(domain, ".")
	return domain[publicStart(domain):]
}

// labelStart is where the label that ends at end begins.
func labelStart(domain string, end int) int {
	return strings.LastIndexByte(domain[:end], '.') + 1
}

func hasEmptyLabel(s string) bool {
	return s == "" || s[0] == '.' || s[len(s)-1] == '.' || strings.Contains(s, "..")
}

// publicStart is where the public suffix begins. Of several rules that match,
// an exception goes first, else the one with the most labels (the algorithm
// of https://publicsuffix.org/list/).
func publicStart(domain string) int {
	end := len(domain)
	start := labelStart(domain, end)
	best := start
	at := node(0)
	for {
		below, ok := at.label(domain[start:end])
		if !ok {
			return best
		}
		if below == leaf || below.has(markRule) {
			best = start
		}
		if below != leaf && below.has(markException) {
			return end + 1 // the rule without its first label
		}
		if below == leaf || start == 0 {
			return best
		}
		if at, ok = below.step('.'); !ok {
			return best
		}
		end = start - 1
		start = labelStart(domain, end)
		if at.has(markAny) && start < end {
			best = start
		}
	}
}
