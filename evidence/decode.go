package evidence

import (
	"unicode/utf16"
	"unicode/utf8"
)

// decoder turns the bytes of a file into UTF-8: UTF-16 by its byte order mark,
// or, as Exchange Online's reports are, by the zero bytes of ASCII text.
type decoder struct {
	encoding encoding
	rest     []byte // less than a character, or the first bytes of the file
	high     rune   // half a surrogate pair
}

type encoding uint8

const (
	notKnown encoding = iota
	utf8Text
	littleEndian
	bigEndian
)

// firstBytes is how many bytes tell the encoding.
const firstBytes = 4

func (d *decoder) decode(p []byte) []byte {
	if d.encoding == notKnown {
		d.rest = append(d.rest, p...)
		if len(d.rest) < firstBytes {
			return nil
		}
		p, d.rest = d.recognise(d.rest), nil
	}
	if d.encoding == utf8Text {
		return p
	}
	return d.units(p)
}

// end gives what a file ends with: half a character is U+FFFD.
func (d *decoder) end() []byte {
	if d.encoding == notKnown {
		p := d.recognise(d.rest)
		d.rest = nil
		if d.encoding == utf8Text {
			return p
		}
		return append(d.units(p), d.end()...)
	}
	if len(d.rest) > 0 || d.high != 0 {
		d.rest, d.high = nil, 0
		return []byte("\uFFFD")
	}
	return nil
}

func (d *decoder) recognise(p []byte) []byte {
	switch {
	case len(p) >= 2 && p[0] == 0xff && p[1] == 0xfe:
		d.encoding = littleEndian
		return p[2:]
	case len(p) >= 2 && p[0] == 0xfe && p[1] == 0xff:
		d.encoding = bigEndian
		return p[2:]
	case len(p) >= 3 && p[0] == 0xef && p[1] == 0xbb && p[2] == 0xbf:
		d.encoding = utf8Text
		return p[3:]
	case len(p) >= 4 && p[0] != 0 && p[1] == 0 && p[2] != 0 && p[3] == 0:
		d.encoding = littleEndian
	case len(p) >= 4 && p[0] == 0 && p[1] != 0 && p[2] == 0 && p[3] != 0:
		d.encoding = bigEndian
	default:
		d.encoding = utf8Text
	}
	return p
}

// units decodes code units of UTF-16.
func (d *decoder) units(p []byte) []byte {
	if len(d.rest) > 0 {
		p = append(d.rest, p...)
	}
	low := 0
	if d.encoding == bigEndian {
		low = 1
	}
	out := make([]byte, 0, len(p)/2+4)
	for ; len(p) >= 2; p = p[2:] {
		out = d.unit(out, rune(p[low])|rune(p[1-low])<<8)
	}
	d.rest = append([]byte(nil), p...)
	return out
}

func (d *decoder) unit(out []byte, u rune) []byte {
	if d.high != 0 {
		pair := utf16.DecodeRune(d.high, u)
		d.high = 0
		out = utf8.AppendRune(out, pair)
		if pair != utf8.RuneError {
			return out
		}
	}
	if u >= 0xd800 && u < 0xdc00 {
		d.high = u
		return out
	}
	return utf8.AppendRune(out, u) // a lone low half becomes U+FFFD
}
