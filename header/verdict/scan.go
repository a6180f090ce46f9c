package verdict

import (
	"strconv"

	"github.com/hopproof/hopproof/internal/ascii"
)

func itoa(n int) string { return strconv.Itoa(n) }

func isBreak(c byte) bool {
	return c == ' ' || c == '\t' || c == ',' || c == ';' || c == '(' || c == ')' || c == '[' || c == ']'
}

// cutWord takes the first word off; what separates it from the rest is white
// space, a comma or a semicolon.
func cutWord(s string) (word, rest string) {
	end := 0
	for end < len(s) && !isBreak(s[end]) {
		end++
	}
	from := end
	for from < len(s) && (s[from] == ' ' || s[from] == '\t' || s[from] == ',' || s[from] == ';') {
		from++
	}
	return s[:end], s[from:]
}

// cutNumber takes a decimal number off, behind white space; empty if none is
// there.
func cutNumber(s string) (number, rest string) {
	start := 0
	for start < len(s) && (s[start] == ' ' || s[start] == '\t') {
		start++
	}
	end := start
	if end < len(s) && (s[end] == '-' || s[end] == '+') {
		end++
	}
	digits, dot := 0, false
	for ; end < len(s) && (ascii.IsDigit(s[end]) || s[end] == '.' && !dot); end++ {
		if s[end] == '.' {
			dot = true
		} else {
			digits++
		}
	}
	if digits == 0 {
		return "", s
	}
	return s[start:end], s[end:]
}

// numberAfter is the number behind the first of the keys that stands in s as a
// word of its own; empty if there is none.
func numberAfter(s string, keys ...string) string {
	for _, key := range keys {
		if i := indexWord(s, key); i >= 0 {
			number, _ := cutNumber(s[i+len(key):])
			return number
		}
	}
	return ""
}

// indexWord finds a key at the beginning of a word, without regard to case.
func indexWord(s, key string) int {
	for i := 0; i+len(key) <= len(s); i++ {
		if (i == 0 || isBreak(s[i-1])) && ascii.HasPrefixFold(s[i:], key) {
			return i
		}
	}
	return -1
}

// valueOf is the value of "key=value" among words; empty if it is not there.
func valueOf(s, key string) string {
	for s != "" {
		word := ""
		word, s = cutWord(s)
		if len(word) > len(key) && word[len(key)] == '=' && ascii.HasPrefixFold(word, key) {
			return word[len(key)+1:]
		}
		for s != "" && word == "" && isBreak(s[0]) {
			s = s[1:]
		}
	}
	return ""
}
