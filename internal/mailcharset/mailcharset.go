// Package mailcharset decodes character sets of messages that the core does not
// know by itself. Programs hand it to the core, which stays small without it.
package mailcharset

import (
	"bytes"
	"io"

	"github.com/emersion/go-message/charset"
)

// Decode decodes an encoded word (RFC 2047 section 2). It is a header.Decoder.
func Decode(name string, text []byte) (string, bool) {
	r, err := charset.Reader(name, bytes.NewReader(text))
	if err != nil {
		return "", false
	}
	decoded, err := io.ReadAll(r)
	return string(decoded), err == nil
}
