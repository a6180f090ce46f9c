package header

import (
	"encoding/base64"
	"strings"
	"unicode/utf8"

	"github.com/hopproof/hopproof/internal/ascii"
)

// Decoder turns text in a named character set into UTF-8; false if it does not
// know the set. The name is as the message writes it.
type Decoder func(charset string, text []byte) (string, bool)

// DecodeWords decodes the encoded-words of an unfolded body (RFC 2047): "B" and
// "Q", with a language (RFC 2231 section 5) or without. White space between two
// words is dropped, and words of one character set are joined before they are
// decoded, since some software splits a character between two of them.
//
// UTF-8, US-ASCII, ISO-8859-1, ISO-8859-15 and Windows-1252 are built in; dec,
// which may be nil, is asked for other sets. What cannot be decoded stays as it
// is. Bytes that are not UTF-8 become U+FFFD.
//
// Words are recognised inside longer tokens and in quoted strings as well,
// against section 5 of the RFC: real mail has them there.
func DecodeWords(s string, dec Decoder) string {
	at := strings.Index(s, "=?")
	if at < 0 {
		return s
	}
	d := wordDecoder{s: s, dec: dec}
	for pos := 0; ; {
		w, ok := parseWord(s[at:])
		if ok {
			d.word(pos, at, w)
			pos = at + w.length
			at = pos
		} else {
			at++
		}
		next := -1
		if !w.endless {
			next = strings.Index(s[at:], "=?")
		}
		if next < 0 {
			d.flush()
			d.out.WriteString(s[pos:])
			return d.out.String()
		}
		at += next
	}
}

// encodedWord is one =?charset?encoding?text?= and its length in bytes.
type encodedWord struct {
	charset  string
	encoding byte // 'b' or 'q'
	text     string
	length   int
	// endless, on failure: no "?=" follows at all, so that nothing behind is
	// a word either and need not be searched again.
	endless bool
}

// parseWord reads the encoded-word with which s begins.
func parseWord(s string) (w encodedWord, ok bool) {
	i := 2
	for i < len(s) && isToken(s[i]) {
		i++
	}
	if i == 2 || i+3 > len(s) || s[i] != '?' || s[i+2] != '?' {
		return w, false
	}
	// RFC 2231 section 5: the language stands behind an asterisk.
	w.charset, _, _ = strings.Cut(s[2:i], "*")
	if w.charset == "" {
		return w, false
	}
	w.encoding = ascii.Lower(s[i+1])
	text := s[i+3:]
	end := -1
	switch w.encoding {
	case 'b':
		if end = strings.IndexByte(text, '?'); end >= 0 && !strings.HasPrefix(text[end:], "?=") {
			return w, false
		}
	case 'q':
		end = strings.Index(text, "?=")
	default:
		return w, false
	}
	if end < 0 {
		w.endless = true
		return w, false
	}
	w.text = text[:end]
	w.length = i + 3 + end + 2
	return w, true
}

// isToken is the token of RFC 2047 section 2.
func isToken(c byte) bool {
	return c > ' ' && c < 0x7f && strings.IndexByte(`()<>@,;:"/[]?.=`, c) < 0
}

// wordDecoder collects neighbouring words of one character set in run and
// writes them once the next word or text differs.
type wordDecoder struct {
	s        string
	dec      Decoder
	out      strings.Builder
	open     bool // a run is being collected
	run      []byte
	charset  string
	gap      string // the text between the run and what stands before it
	from, to int    // the words of the run in s
	decoded  bool   // what stands before the gap are decoded words
}

// word takes the word at s[at:], before which s[pos:at] is not yet written.
func (d *wordDecoder) word(pos, at int, w encodedWord) {
	between := d.s[pos:at]
	if !d.open || !isBlank(between) || !ascii.EqualFold(w.charset, d.charset) {
		d.flush()
		d.open, d.charset, d.gap, d.from, d.to = true, w.charset, between, at, at
	}
	mark := len(d.run)
	run, ok := w.decode(d.run)
	if ok {
		d.run, d.to = run, at+w.length
		return
	}
	d.run = d.run[:mark]
	if d.to > d.from { // words before this one
		d.flush()
		d.gap = between
	}
	d.open, d.decoded = false, false
	d.out.WriteString(d.gap)
	d.out.WriteString(d.s[at : at+w.length])
}

// flush writes the run. White space between two decoded words is not text (RFC
// 2047 section 6.2).
func (d *wordDecoder) flush() {
	if !d.open {
		return
	}
	text, ok := DecodeText(d.charset, d.run, d.dec)
	if !ok {
		text = d.s[d.from:d.to]
	}
	if !ok || !d.decoded || !isBlank(d.gap) {
		d.out.WriteString(d.gap)
	}
	d.out.WriteString(text)
	d.run, d.open, d.decoded = d.run[:0], false, ok
}

// decode appends the bytes of the word to out.
func (w encodedWord) decode(out []byte) ([]byte, bool) {
	if w.encoding == 'q' {
		return decodeQ(out, w.text), true
	}
	// Padding is often missing; without it nothing is ambiguous.
	out, err := base64.RawStdEncoding.AppendDecode(out, []byte(strings.TrimRight(w.text, "=")))
	return out, err == nil
}

// decodeQ decodes RFC 2047 section 4.2. A "=" that begins no pair of hexadecimal
// digits stands for itself.
func decodeQ(out []byte, s string) []byte {
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '_':
			out = append(out, ' ')
		case s[i] == '=':
			char, ok := ascii.HexPair(s[i+1:])
			if ok {
				i += 2
			} else {
				char = '='
			}
			out = append(out, char)
		default:
			out = append(out, s[i])
		}
	}
	return out
}

// charsets are the built-in sets by lower-case name. US-ASCII is read as UTF-8,
// of which it is a part; ISO-8859-1 as Windows-1252, as browsers do, since
// nobody means the C1 controls (WHATWG Encoding, section 4.2).
var charsets = []struct {
	name string
	high *[32]rune // 0x80-0x9f; nil is UTF-8
	euro bool      // the eight places where ISO-8859-15 differs
}{
	{"utf-8", nil, false}, {"utf8", nil, false}, {"us-ascii", nil, false}, {"ascii", nil, false},
	{"iso-8859-1", &windows1252, false}, {"latin1", &windows1252, false},
	{"windows-1252", &windows1252, false}, {"cp1252", &windows1252, false},
	{"iso-8859-15", &windows1252, true}, {"latin9", &windows1252, true},
}

// windows1252 is 0x80 to 0x9f of that code page (WHATWG index-windows-1252,
// read 2026-11-23).
var windows1252 = [32]rune{
	0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0x8d, 0x17d, 0x8f,
	0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0x9d, 0x17e, 0x178,
}

// latin9 holds what ISO-8859-15 has instead of ISO-8859-1.
func latin9(c byte) rune {
	switch c {
	case 0xa4:
		return 0x20ac
	case 0xa6:
		return 0x160
	case 0xa8:
		return 0x161
	case 0xb4:
		return 0x17d
	case 0xb8:
		return 0x17e
	case 0xbc:
		return 0x152
	case 0xbd:
		return 0x153
	case 0xbe:
		return 0x178
	}
	return rune(c)
}

// DecodeText turns text in a named character set into UTF-8: a built-in one of
// [DecodeWords], or else one that dec knows, which may be nil. False: the set is
// not known. Bytes that are no character become U+FFFD.
func DecodeText(charset string, text []byte, dec Decoder) (string, bool) {
	if s, ok := decodeCharset(charset, text); ok || dec == nil {
		return s, ok
	}
	s, ok := dec(charset, text)
	return strings.ToValidUTF8(s, "\ufffd"), ok
}

func decodeCharset(name string, text []byte) (string, bool) {
	for _, c := range charsets {
		if !ascii.EqualFold(c.name, name) {
			continue
		}
		if c.high == nil {
			return strings.ToValidUTF8(string(text), "\ufffd"), true
		}
		out := make([]byte, 0, len(text)+len(text)/4)
		for _, b := range text {
			r := rune(b)
			switch {
			case 0x80 <= b && b < 0xa0:
				r = c.high[b-0x80]
			case c.euro:
				r = latin9(b)
			}
			out = utf8.AppendRune(out, r)
		}
		return string(out), true
	}
	return "", false
}
