package domain

import (
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
)

// The longest name and label (RFC 1035 section 2.3.4), without a final dot.
const (
	maxName  = 253
	maxLabel = 63
)

// cleanName gives name as DNS compares it (RFC 4343): lower case, no final dot.
func cleanName(name string) string {
	return strings.ToLower(strings.TrimSuffix(name, "."))
}

// isName reports whether name, clean, can be asked for: labels of letters,
// digits, hyphens and underscores. Names in other scripts have to come in their
// ASCII form (RFC 5890 section 2.3.2.1).
func isName(name string) bool {
	if name == "" || len(name) > maxName {
		return false
	}
	for label := range strings.SplitSeq(name, ".") {
		if label == "" || len(label) > maxLabel || !isLabel(label) {
			return false
		}
	}
	return true
}

func isLabel(label string) bool {
	for i := range len(label) {
		if c := label[i]; !ascii.IsLetter(c) && !ascii.IsDigit(c) && c != '-' && c != '_' {
			return false
		}
	}
	return true
}

// isDomain reports whether name, clean, can be a mail domain: a host name of two
// labels or more whose last is not a number (RFC 5321 section 2.3.5, RFC 3696
// section 2).
func isDomain(name string) bool {
	last := name[strings.LastIndexByte(name, '.')+1:]
	return isName(name) && last != name && strings.Trim(last, "0123456789") != "" && !strings.Contains(name, "_")
}

// within reports whether name is domain or lies under it. Both are clean.
func within(name, domain string) bool {
	head, ok := strings.CutSuffix(name, domain)
	return ok && (head == "" || strings.HasSuffix(head, "."))
}

// firstLabel is name up to its first dot.
func firstLabel(name string) string {
	label, _, _ := strings.Cut(name, ".")
	return label
}
