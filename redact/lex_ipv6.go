package redact

import (
	"net/netip"
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
)

// manyColons is how many colons no time has. What has them and is no address is the
// number of a machine, or an address with too much behind it.
const manyColons = 5

// within rewrites a run around an IPv6 address that it holds among other signs, or
// with a port behind it: {2001:db8::25}, 2001:db8::25#587.
func (l *lexer) within(w string, how mode) bool {
	start, end := colonRun(w)
	if start == end {
		return false
	}
	body := w[start:end]
	if port := strings.LastIndexByte(body, ':'); strings.Count(body, ":") == 8 && !strings.Contains(body, "::") {
		body, end = body[:port], start+port
	}
	ip, err := netip.ParseAddr(body)
	if err != nil && strings.Count(body, ":") < manyColons {
		return false
	}
	l.run(w[:start], how)
	if err == nil {
		l.ip(ip, body)
	} else {
		l.atoms(body, ids)
	}
	l.run(w[end:], how)
	return true
}

// colonRun is where the first piece of hexadecimal digits, colons and points stands
// in w that can be an address of IPv6: it has two colons, digits enough to tell
// something, and no other letters beside it.
func colonRun(w string) (start, end int) {
	for ; start < len(w); start = end + 1 {
		for end = start; end < len(w) && !notOfIPv6(rune(w[end])); {
			end++
		}
		from, to := start, end
		if ascii.EqualFold(w[max(0, start-len("ipv")):start], "ipv") && strings.HasPrefix(w[start:end], "6:") { // RFC 5321 section 4.1.3
			from += len("6:")
		} else if start > 0 && isLetterOrDigit(w[start-1]) || end < len(w) && isLetterOrDigit(w[end]) {
			continue
		}
		for to > from && w[to-1] == '.' || to > from+1 && w[to-1] == ':' && w[to-2] != ':' {
			to--
		}
		if from < to && w[from] == ':' && !strings.HasPrefix(w[from:to], "::") {
			from++
		}
		if colons := strings.Count(w[from:to], ":"); colons >= 2 && to-from-colons >= minTelling {
			return from, to
		}
	}
	return 0, 0
}

func isLetterOrDigit(c byte) bool { return ascii.IsLetter(c) || ascii.IsDigit(c) || c >= 0x80 }
