package connector

import (
	"strings"

	"github.com/hopproof/hopproof/internal/tree"
)

// Text decodes a file as Windows writes it: UTF-16 with a byte order mark, as
// Windows PowerShell redirects output, or UTF-8 with or without one. What is
// not valid becomes U+FFFD.
func Text(data []byte) string {
	if len(data) >= 2 {
		switch {
		case data[0] == 0xff && data[1] == 0xfe:
			return tree.UTF16(data[2:], 0)
		case data[0] == 0xfe && data[1] == 0xff:
			return tree.UTF16(data[2:], 1)
		}
	}
	return strings.ToValidUTF8(strings.TrimPrefix(string(data), "\uFEFF"), "\uFFFD")
}
