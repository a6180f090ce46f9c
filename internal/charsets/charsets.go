// Package charsets decodes text of the character sets that the core does not
// know by itself. It is for the commands: its tables are too heavy for the page,
// where the browser has them.
package charsets

import (
	"bytes"
	"io"

	"github.com/emersion/go-message/charset"
)

// Decode decodes text of a named character set, as encoded words have it (RFC
// 2047); false if it does not know the name. It is a header.Decoder.
func Decode(name string, text []byte) (string, bool) {
	r, err := charset.Reader(name, bytes.NewReader(text))
	if err != nil {
		return "", false
	}
	decoded, err := io.ReadAll(r)
	return string(decoded), err == nil
}
