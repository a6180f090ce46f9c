package header

import "github.com/hopproof/hopproof/internal/ascii"

// rcvKey is a keyword that begins a clause (RFC 5321 section 4.4, RFC 8314
// section 4.3 for tls), or the place in the line where a token stands.
type rcvKey uint8

const (
	keyNone rcvKey = iota
	keyFrom
	keyBy
	keyVia
	keyWith
	keyID
	keyFor
	keyTLS
	keyEnvelope // "envelope-from <x>" outside a comment, as Haraka writes it
	keyDate     // behind the date
	keyOther    // in a clause that was not taken
)

// Most words are longer than all keywords but one.
const (
	longestShortKey = len("whith")
	longKey         = "envelope-from"
)

// rcvKeyword recognizes a whole word; a host such as by-host or mail.example.id
// is none.
func rcvKeyword(word string) rcvKey {
	switch len(word) {
	case 2:
		switch foldedWord(word) {
		case 'b'<<8 | 'y':
			return keyBy
		case 'i'<<8 | 'd':
			return keyID
		}
	case 3:
		switch foldedWord(word) {
		case 'f'<<16 | 'o'<<8 | 'r':
			return keyFor
		case 'v'<<16 | 'i'<<8 | 'a':
			return keyVia
		case 't'<<16 | 'l'<<8 | 's':
			return keyTLS
		}
	case 4:
		switch foldedWord(word) {
		case 'f'<<24 | 'r'<<16 | 'o'<<8 | 'm':
			return keyFrom
		case 'w'<<24 | 'i'<<16 | 't'<<8 | 'h':
			return keyWith
		}
	case 5:
		if rcvFold(word, "whith") { // 263.net
			return keyWith
		}
	case len(longKey):
		if rcvFold(word, longKey) {
			return keyEnvelope
		}
	}
	return keyNone
}

// foldedWord packs a word of at most four bytes into a number, its letters in
// lower case. No byte but the two cases of a letter gives that letter.
func foldedWord(word string) (packed uint32) {
	for i := 0; i < len(word); i++ {
		packed = packed<<8 | uint32(word[i]|0x20)
	}
	return packed
}

// rcvFold reports whether word is lower, which is in lower case, ignoring the
// case of ASCII letters.
func rcvFold(word, lower string) bool {
	return len(word) == len(lower) && rcvHasPrefix(word, lower)
}

// rcvHasPrefix reports whether s begins with lower, ignoring ASCII case.
func rcvHasPrefix(s, lower string) bool {
	if len(s) < len(lower) {
		return false
	}
	for i := 0; i < len(lower); i++ {
		c := s[i]
		if c-'A' < 26 {
			c |= 0x20
		}
		if c != lower[i] {
			return false
		}
	}
	return true
}

// rcvAfter is what follows phrase at the beginning of s. Case is ignored, and a
// space of phrase stands for any white space: comments fold as well.
func rcvAfter(s, phrase string) (rest string, ok bool) {
	for i := 0; i < len(phrase); i++ {
		if phrase[i] == ' ' {
			if s == "" || rcvClass[s[0]] != classSpace {
				return "", false
			}
			s = rcvTrimLeft(s)
			continue
		}
		if s == "" || ascii.Lower(s[0]) != phrase[i] {
			return "", false
		}
		s = s[1:]
	}
	return s, true
}

func rcvBegins(s, phrase string) bool {
	_, ok := rcvAfter(s, phrase)
	return ok
}

// rcvCutWord splits off the first word of s and returns what follows it. It would
// else be compiled into twenty places.
//
//go:noinline
func rcvCutWord(s string) (word, rest string) {
	s = rcvTrimLeft(s)
	i := rcvWordLen(s)
	return s[:i], s[i:]
}

// rcvWordLen is the number of bytes before the first white space.
func rcvWordLen(s string) int {
	for i := 0; i < len(s); i++ {
		if rcvClass[s[i]] == classSpace {
			return i
		}
	}
	return len(s)
}

//go:noinline
func rcvTrimLeft(s string) string {
	i := 0
	for i < len(s) && rcvClass[s[i]] == classSpace {
		i++
	}
	return s[i:]
}

func rcvTrim(s string) string {
	s = rcvTrimLeft(s)
	for s != "" && rcvClass[s[len(s)-1]] == classSpace {
		s = s[:len(s)-1]
	}
	return s
}

// rcvPhrases are clauses of several words that are common enough, and folded
// often enough, that they should not cost an allocation.
var rcvPhrases = [...]string{"Microsoft SMTP Server", "Frontend Transport", "Mailbox Transport"}

// rcvCollapse puts one space where white space stands.
func rcvCollapse(s string) string {
	if !rcvFolded(s) {
		return s
	}
	for _, phrase := range &rcvPhrases {
		if rcvSameWords(s, phrase) {
			return phrase
		}
	}
	b := make([]byte, 0, len(s))
	for word, rest := rcvCutWord(s); word != ""; word, rest = rcvCutWord(rest) {
		if len(b) > 0 {
			b = append(b, ' ')
		}
		b = append(b, word...)
	}
	return string(b)
}

// rcvFolded reports whether s holds white space other than single spaces.
func rcvFolded(s string) bool {
	for i := 0; i < len(s); i++ {
		if rcvClass[s[i]] == classSpace && (s[i] != ' ' || i+1 < len(s) && rcvClass[s[i+1]] == classSpace) {
			return true
		}
	}
	return false
}

func rcvSameWords(a, b string) bool {
	for {
		var x, y string
		x, a = rcvCutWord(a)
		y, b = rcvCutWord(b)
		if x != y {
			return false
		}
		if x == "" {
			return true
		}
	}
}
