package redact

import (
	"iter"
	"net/netip"
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
)

// findAddress looks for an address of the secrets in a text, in any of the forms
// that addresses yields.
func (m *Map) findAddress(secret secrets, text string) LeakKind {
	for ip := range addresses(text) {
		if s := ip.String(); secret[s] == LeakAddress && !m.address(s) {
			return LeakAddress
		}
	}
	return ""
}

// addresses yields the addresses that a text holds: IPv6 in whatever place, IPv4
// also with zeros before its numbers and inside a longer word; each with the word.
// IPv6 of fewer digits than minTelling stands in any source code, MIME::Lite, and
// is nobody's: unicast addresses begin with four (RFC 4291 section 2.4).
func addresses(text string) iter.Seq2[netip.Addr, string] {
	text = strings.ReplaceAll(lower(text), "ipv6:", " ") // RFC 5321 section 4.1.3
	return func(yield func(netip.Addr, string) bool) {
		for run := range strings.FieldsFuncSeq(text, notOfIPv6) {
			run = strings.TrimRight(run, ".")
			if colons := strings.Count(run, ":"); colons < 2 || len(run)-colons < minTelling || len(run) > maxLiteral {
				continue
			}
			if ip, err := netip.ParseAddr(run); err == nil && !yield(ip.Unmap(), run) {
				return
			}
		}
		for w := range atoms(text) {
			if isExchangeVersion(w) {
				continue
			}
			for quad := range quads(w) {
				if ip, ok := parsePadded(quad); ok && !yield(ip, w) {
					return
				}
			}
		}
	}
}

// withoutVersions blanks the versions of sendmail, which read as addresses.
func withoutVersions(text string) string {
	var b strings.Builder
	for start := 0; start < len(text); {
		end := start
		for end < len(text) && strings.IndexByte(separators, text[end]) < 0 {
			end++
		}
		if !isSendmailVersion(text[start:end]) {
			b.WriteString(text[start:end])
		}
		if end < len(text) {
			b.WriteByte(text[end])
		}
		start = end + 1
	}
	return b.String()
}

func notOfIPv6(r rune) bool {
	if r >= 0x80 {
		return true
	}
	_, hex := ascii.Hex(byte(r))
	return !hex && r != ':' && r != '.'
}

// parsePadded reads four numbers that may have zeros before them.
func parsePadded(text string) (netip.Addr, bool) {
	numbers := strings.Split(text, ".")
	for i, n := range numbers {
		if numbers[i] = strings.TrimLeft(n, "0"); numbers[i] == "" {
			numbers[i] = "0"
		}
	}
	ip, err := netip.ParseAddr(strings.Join(numbers, "."))
	return ip, err == nil
}
