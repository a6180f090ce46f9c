package header

import (
	"encoding/base64"
	"strings"
)

// rcvDecode decodes a value that consists of RFC 2047 encoded-words alone, as
// some gateways leave it. Section 5 of that RFC forbids them in Received.
func rcvDecode(text string) (string, bool) {
	rest := rcvTrim(text)
	if !strings.HasPrefix(rest, "=?") || !strings.HasSuffix(rest, "?=") {
		return "", false
	}
	var b []byte
	for rest != "" {
		word, after := rcvCutWord(rest)
		decoded, ok := rcvDecodeWord(word)
		if !ok {
			return "", false
		}
		b = append(b, decoded...)
		rest = rcvTrimLeft(after)
	}
	return string(b), true
}

// rcvDecodeWord decodes "=?charset?B|Q?text?=". A Received field is ASCII in
// every charset that is used for one, so the charset does not matter.
func rcvDecodeWord(word string) ([]byte, bool) {
	if !strings.HasPrefix(word, "=?") || !strings.HasSuffix(word, "?=") || len(word) < 8 {
		return nil, false
	}
	_, rest, _ := strings.Cut(word[2:len(word)-2], "?")
	encoding, data, ok := strings.Cut(rest, "?")
	switch {
	case !ok:
		return nil, false
	case rcvFold(encoding, "b"):
		b, err := base64.StdEncoding.DecodeString(data)
		return b, err == nil
	case rcvFold(encoding, "q"):
		return decodeQ(nil, data), true
	}
	return nil, false
}
