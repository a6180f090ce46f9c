package domain

import "strings"

// firstLabel is name up to its first dot.
func firstLabel(name string) string {
	label, _, _ := strings.Cut(name, ".")
	return label
}
