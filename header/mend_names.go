package header

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/hopproof/hopproof/internal/ascii"
)

// fieldNames lists the field names that count as the beginning of a field in a
// paste that lost its indentation, one a line with its source.
//
//go:embed fieldnames.tsv
var fieldNames string

var knownNames = sync.OnceValue(func() map[string]bool {
	known := make(map[string]bool)
	for row := range strings.Lines(fieldNames) {
		if name, _, ok := strings.Cut(row, "\t"); ok && !strings.HasPrefix(row, "#") {
			known[ascii.ToLower(name)] = true
		}
	}
	return known
})

const longestName = 64 // more than any name of the table

// isKnownName reports whether name is a registered or customary field name, or
// an X- name.
func isKnownName(name string) bool {
	if len(name) > 2 && ascii.Lower(name[0]) == 'x' && name[1] == '-' {
		return true
	}
	if len(name) > longestName {
		return false
	}
	var low [longestName]byte
	for i := 0; i < len(name); i++ {
		low[i] = ascii.Lower(name[i])
	}
	return knownNames()[string(low[:len(name)])]
}

// isPlausibleName is narrower than RFC 5322 section 3.6.8: a letter, then
// letters, digits and "-", "_", ".", as all names in use have it.
func isPlausibleName(s string) bool {
	if s == "" || !ascii.IsLetter(s[0]) {
		return false
	}
	for i := 1; i < len(s); i++ {
		c := s[i]
		if !ascii.IsLetter(c) && !ascii.IsDigit(c) && c != '-' && c != '_' && c != '.' {
			return false
		}
	}
	return true
}

// isInsideValue reports whether a line of field shape is more likely the inside
// of a value: "20:36:41 +0000", "CIP:203.0.113.25;CTRY:;".
func isInsideValue(name, rest string) bool {
	if !ascii.IsLetter(name[0]) {
		return true
	}
	return rest != "" && !isWSP(rest[0]) && !strings.Contains(name, "-") && !isKnownName(name)
}
