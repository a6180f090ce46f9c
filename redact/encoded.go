package redact

import (
	"encoding/base64"
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
)

// encodedWord rewrites an encoded-word (RFC 2047 section 2): its text is
// decoded, replaced and encoded again in the same way and under the same
// character set. It returns where the word ends, 0 if none begins at i.
//
// Text of a set that switches by escape sequences, or of UTF-16 and UTF-7, is
// not read: every byte of it becomes an x.
func (l *lexer) encodedWord(text string, i int, how mode) int {
	rest := text[i:]
	if !strings.HasPrefix(rest, "=?") {
		return 0
	}
	set, tail, ok1 := strings.Cut(rest[2:], "?")
	coding, tail, ok2 := strings.Cut(tail, "?")
	body, _, ok3 := strings.Cut(tail, "?=")
	if !ok1 || !ok2 || !ok3 || !isCharset(set) || len(coding) != 1 || strings.ContainsAny(body, "\r\n") {
		return 0
	}
	var encoded string
	switch coding[0] {
	case 'B', 'b':
		raw, err := base64.StdEncoding.DecodeString(padded(body))
		if err != nil {
			return 0
		}
		encoded = base64.StdEncoding.EncodeToString([]byte(l.decoded(string(raw), set, how)))
	case 'Q', 'q':
		encoded = encodeQ(l.decoded(decodeQ(body), set, how))
	default:
		return 0
	}
	l.keep("=?" + set + "?" + coding + "?" + encoded + "?=")
	return i + len("=?") + len(set) + 1 + len(coding) + 1 + len(body) + len("?=")
}

func isCharset(text string) bool {
	for i := range len(text) {
		if c := text[i]; !isAtom(c) && c != '*' && c != ':' || c >= 0x80 {
			return false
		}
	}
	return text != ""
}

func padded(body string) string {
	body = strings.TrimRight(body, "=")
	return body + "==="[:(4-len(body)%4)%4]
}

// decoded is the replacement of the text of an encoded-word.
func (l *lexer) decoded(text, set string, how mode) string {
	if strings.IndexByte(text, 0x1B) >= 0 || ascii.HasPrefixFold(set, "utf-16") || ascii.HasPrefixFold(set, "utf-7") {
		return strings.Repeat("x", len(text))
	}
	return l.m.rewrite(text, how)
}

func decodeQ(body string) string {
	var b strings.Builder
	for i := 0; i < len(body); i++ {
		switch c := body[i]; {
		case c == '_':
			b.WriteByte(' ')
		case c == '=' && i+2 < len(body):
			if v, ok := ascii.HexPair(body[i+1:]); ok {
				b.WriteByte(v)
				i += 2
				continue
			}
			b.WriteByte(c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// encodeQ writes what is a letter or digit as it is, all else in hexadecimal.
func encodeQ(text string) string {
	const digits = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(text) {
		switch c := text[i]; {
		case c == ' ':
			b.WriteByte('_')
		case ascii.IsLetter(c) || ascii.IsDigit(c):
			b.WriteByte(c)
		default:
			b.WriteString("=" + string(digits[c>>4]) + string(digits[c&15]))
		}
	}
	return b.String()
}
