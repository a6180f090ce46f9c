package connector

import (
	"strings"
	"unicode/utf16"
)

// Text decodes a file as Windows writes it: UTF-16 with a byte order mark, as
// Windows PowerShell redirects output, or UTF-8 with or without one. What is
// not valid becomes U+FFFD.
func Text(data []byte) string {
	if len(data) >= 2 {
		switch {
		case data[0] == 0xff && data[1] == 0xfe:
			return decodeUTF16(data[2:], 0)
		case data[0] == 0xfe && data[1] == 0xff:
			return decodeUTF16(data[2:], 1)
		}
	}
	return strings.ToValidUTF8(strings.TrimPrefix(string(data), "\uFEFF"), "\uFFFD")
}

// decodeUTF16 decodes code units whose low byte stands at the offset low (0 or
// 1). Half a unit at the end is half of a cut file.
func decodeUTF16(data []byte, low int) string {
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = uint16(data[2*i+low]) | uint16(data[2*i+1-low])<<8
	}
	text := string(utf16.Decode(units))
	if len(data)%2 != 0 {
		text += "\uFFFD"
	}
	return text
}
