package redact

import (
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
)

// mode says what may stay in a piece of text.
type mode struct {
	words   bool // the vocabulary of structured fields
	numbers bool // numbers and versions
	subject bool // marks in front of a subject
	names   bool // what stands by itself is the name of a host
	nodes   bool // so too, and it is one of Exchange Online's own
}

var (
	facts = mode{words: true, numbers: true} // a structured field
	free  = mode{}                           // text of a person, or of an unknown field
	ids   = mode{}                           // identifiers
	hosts = mode{names: true}                // a host name

	nodes = mode{words: true, numbers: true, nodes: true} // servers of Exchange Online
)

// lexer rewrites text piece by piece.
type lexer struct {
	m *Map
	b strings.Builder
}

// rewrite is text with its pieces replaced.
func (m *Map) rewrite(text string, how mode) string {
	l := lexer{m: m}
	l.text(text, how)
	return l.b.String()
}

func (l *lexer) keep(text string) { l.b.WriteString(text) }

// separators part runs of text. What they part is told apart further by run.
const separators = " \t\r\n\v\f\x00\x1b()<>[]\",;|\\"

// text rewrites the runs between separators.
func (l *lexer) text(text string, how mode) {
	for i := 0; i < len(text); {
		if text[i] == '\x1b' {
			end := shifted(text, i)
			l.keep(strings.Repeat("x", end-i))
			i = end
			continue
		}
		if strings.IndexByte(separators, text[i]) >= 0 {
			if end := l.quotedLocal(text, i, how); end > 0 {
				i = end
				continue
			}
			l.b.WriteByte(text[i])
			i++
			continue
		}
		if end := l.encodedWords(text, i, how); end > 0 {
			i = end
			continue
		}
		end := i
		for end < len(text) && strings.IndexByte(separators, text[end]) < 0 {
			end++
		}
		l.run(text[i:end], how)
		i = l.quotedValue(text, i, end, how)
	}
}

// quotedValue rewrites the quoted-string behind a key whose value is a name or text:
// header.b="...", filename="...". It returns where to go on.
func (l *lexer) quotedValue(text string, start, end int, how mode) int {
	key, ok := strings.CutSuffix(lower(text[start:end]), "=")
	if !ok || !how.words || end >= len(text) || text[end] != '"' {
		return end
	}
	value, ok := valueOf(key)
	if !ok {
		return end
	}
	close := endOfQuoted(text, end)
	if close >= len(text) || strings.HasPrefix(text[close:], `"@`) {
		return end
	}
	l.keep(`"`)
	l.text(text[end+1:close], value)
	l.keep(`"`)
	return close + 1
}

// valueOf is the mode of what stands behind a key and =, if that is no vocabulary:
// a name, or text of a person, in pieces perhaps (RFC 2231 section 3).
func valueOf(key string) (how mode, ok bool) {
	if first, _, _ := strings.Cut(key, "*"); table().text[first] {
		return free, true
	}
	return mode{names: true}, table().key[key] || isProperty(key) && !table().word[key]
}

// endOfQuoted is where the quotation mark stands that ends the quoted-string
// at i, or beyond the text.
func endOfQuoted(text string, i int) int {
	for i++; i < len(text) && text[i] != '"'; i++ {
		if text[i] == '\\' {
			i++
		}
	}
	return i
}

// run rewrites text without separators: a URL, an address, key and value, or
// what else stands together.
func (l *lexer) run(w string, how mode) {
	if len(w) > maxRun {
		l.long(w, how)
		return
	}
	if w == "" {
		return
	}
	if head, ok := scheme(w); ok {
		l.keep(head)
		l.run(w[len(head):], mode{names: true})
		return
	}
	if how.words && isSendmailVersion(w) {
		l.keep(w)
		return
	}
	if l.address(w, how) || l.literal(w) || l.opaque(w, how) || l.within(w, how) {
		return
	}
	if i := strings.IndexAny(w, ":="); i >= 0 {
		l.pair(w, i, how)
		return
	}
	l.atoms(w, how)
}

// maxRun bounds the runs that are taken apart from their ends: the work for one
// grows with its square. What mail software writes is far shorter.
const maxRun = 256

// long rewrites a run that is too long, in pieces between signs. Numbers may be
// pieces of an address.
func (l *lexer) long(w string, how mode) {
	how.numbers = false
	for w != "" {
		end := strings.IndexAny(w, ":=/&?")
		if end < 0 {
			end = len(w)
		}
		if piece := w[:end]; end > maxRun {
			l.atoms(piece, how)
		} else {
			l.run(piece, how)
		}
		if end < len(w) {
			l.b.WriteByte(w[end])
			end++
		}
		w = w[end:]
	}
}

// scheme takes "https://" or "mailto:" (RFC 3986 section 3.1) off a URL.
func scheme(w string) (string, bool) {
	for _, head := range [...]string{"https://", "http://", "ftp://", "mailto:", "mid:"} {
		if ascii.HasPrefixFold(w, head) {
			return w[:len(head)], true
		}
	}
	return "", false
}

// isScheme reports whether a word is the scheme of a URL that is kept.
func isScheme(w string) bool {
	_, ok := scheme(w + "://")
	return ok
}

// pair rewrites key and value around the sign at i.
func (l *lexer) pair(w string, i int, how mode) {
	key, value := lower(w[:i]), w[i+1:]
	switch {
	case how.subject && w[i] == ':' && table().subject[key], how.words && isStructure(key, w[i], value):
		l.keep(l.m.fieldName(w[:i])) // a name of the organization's own: contoso-check=pass
	default:
		l.atoms(w[:i], mode{words: how.words, numbers: how.numbers, nodes: how.nodes})
	}
	l.b.WriteByte(w[i])
	name, isName := valueOf(key)
	switch {
	case how.names && w[i] == ':' && strings.Trim(value, "0123456789") == "":
		l.keep(value) // a port
	case !how.words:
		l.run(value, how)
	case table().code[key] && w[i] == ':' && len(value) <= 3 && isLetters(value), key == "i" && isNumber(value),
		key == "ptr" && table().word[lower(value)], ascii.EqualFold(value, "none"):
		l.keep(value)
	case isName:
		l.run(value, name)
	default:
		l.run(value, how)
	}
}

// isStructure reports whether a key belongs to the syntax of results: a
// property, or the method of a result (RFC 8601 section 2.2).
func isStructure(key string, sign byte, value string) bool {
	return sign == '=' && (isPolicy(key) || isProperty(key) || table().result[lower(value)] && !strings.Contains(key, "."))
}

// isProperty reports whether a key is a property of the ptypes whose values
// are names of the message (RFC 8601 section 2.3).
func isProperty(key string) bool {
	ptype, name, ok := strings.Cut(key, ".")
	return ok && (ptype == "smtp" || ptype == "header") && isLetters(strings.ReplaceAll(name, "-", ""))
}

// isPolicy reports whether a key is a property of the ptype for decisions of the
// receiver (RFC 8601 section 2.4), and no host.
func isPolicy(key string) bool {
	name, ok := strings.CutPrefix(key, "policy.")
	return ok && !strings.Contains(name, ".")
}

// atoms rewrites the words between all other characters.
func (l *lexer) atoms(w string, how mode) {
	for i := 0; i < len(w); {
		end := i
		for end < len(w) && isAtom(w[end]) {
			end++
		}
		if end > i {
			l.atom(w[i:end], how)
		} else {
			l.b.WriteByte(w[i])
			end++
		}
		i = end
	}
}

// atom rewrites one word, number or name; marks around it are none of it.
func (l *lexer) atom(w string, how mode) {
	start := 0
	for start < len(w) && strings.IndexByte(".-_", w[start]) >= 0 {
		start++
	}
	end := len(w)
	for end > start && strings.IndexByte(".-_", w[end-1]) >= 0 {
		end--
	}
	l.keep(w[:start])
	if start < end {
		l.word(w[start:end], how)
	}
	l.keep(w[end:])
}
