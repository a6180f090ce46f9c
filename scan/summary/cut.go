package summary

import (
	"strings"
	"unicode/utf8"
)

// cut is a copy of a text of a stranger, shortened to what is kept of it.
func cut(s string) string {
	if len(s) <= mostName {
		return strings.Clone(s)
	}
	end := mostName - len("…")
	for end > mostName-len("…")-utf8.UTFMax && !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end] + "…"
}
