package header

import (
	_ "embed"
	"strings"
	"sync"
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
			known[strings.ToLower(name)] = true
		}
	}
	return known
})

const longestName = 64 // more than any name of the table

// isKnownName reports whether name is a registered or customary field name, or
// an X- name.
func isKnownName(name string) bool {
	if len(name) > 2 && lower(name[0]) == 'x' && name[1] == '-' {
		return true
	}
	if len(name) > longestName {
		return false
	}
	var low [longestName]byte
	for i := 0; i < len(name); i++ {
		low[i] = lower(name[i])
	}
	return knownNames()[string(low[:len(name)])]
}

// isPlausibleName is narrower than RFC 5322 section 3.6.8: a letter, then
// letters, digits and "-", "_", ".", as all names in use have it.
func isPlausibleName(s string) bool {
	if s == "" || lower(s[0]) < 'a' || lower(s[0]) > 'z' {
		return false
	}
	for i := 1; i < len(s); i++ {
		c := lower(s[i])
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' && c != '_' && c != '.' {
			return false
		}
	}
	return true
}

// isInsideValue reports whether a line of field shape is more likely the inside
// of a value: "20:36:41 +0000", "CIP:203.0.113.25;CTRY:;".
func isInsideValue(name, rest string) bool {
	if lower(name[0]) < 'a' || lower(name[0]) > 'z' {
		return true
	}
	return rest != "" && !isWSP(rest[0]) && !strings.Contains(name, "-") && !isKnownName(name)
}
