package redact

import (
	"encoding/base64"
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
)

// encodedWord is an encoded-word (RFC 2047 section 2) taken apart.
type encodedWord struct {
	set    string // with the language of RFC 2231
	coding byte
	text   string // decoded
	end    int    // where it ends
}

// encodedWords rewrites the encoded-words that begin at i: their text is
// decoded, replaced and encoded again in the same way and under the same
// character set. Words of one set are one text, since a name or a character can
// be split between them. It returns where they end, 0 if none begins at i.
//
// Text of a set that is not known to be made of US-ASCII and bytes above it (one
// that switches by escape sequences, of two bytes a character, UTF-7, HZ of RFC
// 1843) is not read: every byte of it becomes an x.
func (l *lexer) encodedWords(text string, i int, how mode) int {
	var words []encodedWord
	var gaps []string
	var joined strings.Builder
	for at := i; ; {
		w, ok := readWord(text, at)
		if !ok || len(words) > 0 && w.set != words[0].set {
			break
		}
		if len(words) > 0 {
			gaps = append(gaps, text[words[len(words)-1].end:at])
		}
		words = append(words, w)
		joined.WriteString(w.text)
		at = w.end
		for at < len(text) && ascii.IsSpace(text[at]) {
			at++
		}
	}
	if len(words) == 0 {
		return 0
	}
	out := l.decoded(joined.String(), words[0].set, how)
	for n, w := range words {
		w.set = l.charset(w.set)
		part := out
		if n < len(words)-1 {
			part = out[:min(len(w.text), len(out))]
		}
		out = out[len(part):]
		if n > 0 {
			l.keep(gaps[n-1])
		}
		l.keep(w.encode(part))
	}
	return words[len(words)-1].end
}

// maxWord bounds an encoded-word. The RFC allows 75 characters, some software
// puts a whole line into one.
const maxWord = 4096

// readWord takes the encoded-word at i apart.
func readWord(text string, i int) (encodedWord, bool) {
	rest, ok := strings.CutPrefix(text[i:min(len(text), i+maxWord)], "=?")
	if !ok {
		return encodedWord{}, false
	}
	set, tail, ok1 := strings.Cut(rest, "?")
	coding, tail, ok2 := strings.Cut(tail, "?")
	body, _, ok3 := strings.Cut(tail, "?=")
	if !ok1 || !ok2 || !ok3 || !isCharset(set) || len(coding) != 1 || strings.ContainsAny(body, "\r\n") {
		return encodedWord{}, false
	}
	w := encodedWord{set: set, coding: coding[0], end: i + len("=?") + len(set) + 1 + len(coding) + 1 + len(body) + len("?=")}
	switch coding[0] {
	case 'B', 'b':
		raw, err := base64.StdEncoding.DecodeString(padded(body))
		w.text = string(raw)
		return w, err == nil
	case 'Q', 'q':
		w.text = decodeQ(body)
		return w, true
	}
	return w, false
}

func (w *encodedWord) encode(text string) string {
	var body string
	switch w.coding {
	case 'B', 'b':
		body = base64.StdEncoding.EncodeToString([]byte(text))
	default:
		body = encodeQ(text)
	}
	return "=?" + w.set + "?" + string(w.coding) + "?" + body + "?="
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
	control := strings.ContainsFunc(text, func(r rune) bool { return r < ' ' && r != '\t' && r != '\r' && r != '\n' })
	if name, _, _ := strings.Cut(set, "*"); control || strings.Contains(text, "~{") || !isReadable(name) {
		return strings.Repeat("x", len(text))
	}
	return l.m.rewrite(text, how)
}

// charset is the name of a character set, with a language behind it (RFC 2231
// section 5). What no table knows is text too.
func (l *lexer) charset(set string) string {
	name, language, more := strings.Cut(set, "*")
	if !isReadable(name) && !table().word[lower(name)] {
		name = l.m.name(name)
	}
	if !more {
		return name
	}
	if !table().word[lower(language)] {
		language = l.m.name(language)
	}
	return name + "*" + language
}

// isReadable reports whether text of a character set can be told apart by its
// bytes of US-ASCII.
func isReadable(name string) bool {
	low := lower(name)
	for start := range table().charset {
		if rest, ok := strings.CutPrefix(low, start); ok && strings.Trim(rest, "0123456789-_:") == "" {
			return true
		}
	}
	return false
}

// shifted is where text ends that an escape sequence begins at i, as in raw
// ISO-2022-JP (RFC 1468): behind the one that returns to US-ASCII, or at the end of
// the line.
func shifted(text string, i int) int {
	for ; i < len(text) && text[i] != '\r' && text[i] != '\n'; i++ {
		if strings.HasPrefix(text[i:], "\x1b(B") || strings.HasPrefix(text[i:], "\x1b(J") {
			return i + len("\x1b(B")
		}
	}
	return i
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
