// Package dnsname says which names can be asked for in DNS. Names are clean: in
// lower case where they are compared, and without a final dot. Those in other
// scripts have to come in their ASCII form (RFC 5890 section 2.3.2.1).
package dnsname

import (
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
)

// The longest name and label (RFC 1035 section 2.3.4), without a final dot.
const (
	MaxName  = 253
	MaxLabel = 63
)

// Clean gives name as DNS compares it (RFC 4343): lower case, no final dot.
func Clean(name string) string {
	return ascii.ToLower(strings.TrimSuffix(name, "."))
}

// IsHost reports whether name consists of labels of letters, digits, hyphens
// and underscores, each and all of them no longer than DNS can hold.
func IsHost(name string) bool {
	if len(name) > MaxName {
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
		case !ascii.IsLetter(c) && !ascii.IsDigit(c) && c != '-' && c != '_':
			return false
		}
		if label++; label > MaxLabel {
			return false
		}
	}
	return label > 0
}

// IsDomain reports whether name can be a mail domain: a host name of two labels
// or more whose last is not a number (RFC 5321 section 2.3.5, RFC 3696 section
// 2).
func IsDomain(name string) bool {
	last := name[strings.LastIndexByte(name, '.')+1:]
	return IsHost(name) && last != name && strings.Trim(last, "0123456789") != "" && !strings.Contains(name, "_")
}

// OfAddress is the domain of an address, without angle brackets and final dot; of
// text without "@" it is that.
func OfAddress(address string) string {
	return strings.TrimSuffix(strings.Trim(address[strings.LastIndexByte(address, '@')+1:], "<> "), ".")
}

// Within reports whether name is domain or lies under it. Both are clean.
func Within(name, domain string) bool {
	head, ok := strings.CutSuffix(name, domain)
	return ok && (head == "" || strings.HasSuffix(head, "."))
}
