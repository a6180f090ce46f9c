package operator

import (
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
)

// Node is the first label of a host name. Microsoft gives one server two or
// three domains, so the first label is what names it.
func Node(name string) string {
	node, _, _ := strings.Cut(name, ".")
	return node
}

// SameNode reports whether two host names have the same first label, without
// case. Two empty ones are not the same.
func SameNode(a, b string) bool {
	node := Node(a)
	return node != "" && ascii.EqualFold(node, Node(b))
}
