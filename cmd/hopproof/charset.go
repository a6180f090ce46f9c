package main

import (
	"bytes"
	"io"

	"github.com/emersion/go-message/charset"
)

// decodeCharset decodes what the core does not know by itself, for encoded
// words (RFC 2047).
func decodeCharset(name string, text []byte) (string, bool) {
	r, err := charset.Reader(name, bytes.NewReader(text))
	if err != nil {
		return "", false
	}
	decoded, err := io.ReadAll(r)
	return string(decoded), err == nil
}
