package explain

import (
	"strconv"
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
)

// status is an SMTP reply code (RFC 5321 section 4.2), an enhanced status code
// (RFC 3463), or both.
type status struct {
	basic                  int // 0: none
	class, subject, detail int // class 0: no enhanced code
}

func (s status) enhanced() bool { return s.class != 0 }

// severity is the first digit: 2, 4 or 5. Where the codes differ, the reply code
// is the one that the client obeys.
func (s status) severity() int {
	if s.basic != 0 {
		return s.basic / 100
	}
	return s.class
}

func (s status) String() string {
	var parts []string
	if s.basic != 0 {
		parts = append(parts, strconv.Itoa(s.basic))
	}
	if s.enhanced() {
		parts = append(parts, s.code())
	}
	return strings.Join(parts, " ")
}

// code is the enhanced code alone.
func (s status) code() string {
	return strconv.Itoa(s.class) + "." + strconv.Itoa(s.subject) + "." + strconv.Itoa(s.detail)
}

// statusAt reads the codes that begin at text[at], as a reply writes them:
// "550 5.7.64", "550-5.7.26", "550 #5.1.1", "5.7.64" or "550". A number inside
// an address, a version or a name is none.
func statusAt(text string, at int) (s status, end int) {
	if at > 0 && isWord(text[at-1]) {
		return status{}, at
	}
	if s, end = enhancedAt(text, at); end > at {
		return s, end
	}
	basic, end := number(text, at)
	if end-at != 3 || basic < 200 || basic > 599 || !ends(text, end) {
		return status{}, at
	}
	s.basic = basic
	next := end
	if next < len(text) && (text[next] == ' ' || text[next] == '-') {
		next++
		if next < len(text) && text[next] == '#' {
			next++
		}
		if e, after := enhancedAt(text, next); after > next {
			e.basic = basic
			return e, after
		}
	}
	return s, end
}

// enhancedAt reads a code of RFC 3463 section 2: class 2, 4 or 5, and subject
// and detail of up to three digits.
func enhancedAt(text string, at int) (s status, end int) {
	class, dot := number(text, at)
	if dot != at+1 || class != 2 && class != 4 && class != 5 || dot == len(text) || text[dot] != '.' {
		return status{}, at
	}
	subject, second := number(text, dot+1)
	if second == dot+1 || second > dot+4 || second == len(text) || text[second] != '.' {
		return status{}, at
	}
	detail, end := number(text, second+1)
	if end == second+1 || end > second+4 || !ends(text, end) {
		return status{}, at
	}
	return status{class: class, subject: subject, detail: detail}, end
}

// number reads up to four digits; more are no code either.
func number(text string, at int) (n, end int) {
	for end = at; end < len(text) && end < at+4 && ascii.IsDigit(text[end]); end++ {
		n = n*10 + int(text[end]-'0')
	}
	return n, end
}

// ends reports whether a code may end at text[at]: not before a letter, nor
// where an address or a version goes on.
func ends(text string, at int) bool {
	if at == len(text) {
		return true
	}
	if (text[at] == '.' || text[at] == '-') && at+1 < len(text) && ascii.IsDigit(text[at+1]) {
		_, after := enhancedAt(text, at+1)
		return text[at] == '-' && after > at+1
	}
	return !ascii.IsDigit(text[at]) && !ascii.IsLetter(text[at]) && text[at] != '_'
}

func isWord(c byte) bool {
	return ascii.IsDigit(c) || ascii.IsLetter(c) || c == '.' || c == '-' || c == '_' || c == '/'
}

// parseStatus reads a word that is a status code and nothing else.
func parseStatus(word string) (status, bool) {
	word = strings.Trim(word, "#<>()'\" \t")
	s, end := statusAt(word, 0)
	return s, end > 0 && end == len(word)
}
