package ascii

// ToLower is s with its letters in lower case.
func ToLower(s string) string {
	for i := range len(s) {
		if Lower(s[i]) == s[i] {
			continue
		}
		b := []byte(s)
		for ; i < len(b); i++ {
			b[i] = Lower(b[i])
		}
		return string(b)
	}
	return s
}

// EqualFold reports whether a and b are the same but for the case of letters.
func EqualFold(a, b string) bool { return len(a) == len(b) && HasPrefixFold(a, b) }

// HasPrefixFold reports whether s begins with prefix, without regard to case.
func HasPrefixFold(s, prefix string) bool {
	if len(s) < len(prefix) {
		return false
	}
	for i := 0; i < len(prefix); i++ {
		// The cases of a letter differ in one bit; two bytes that do are not
		// always letters.
		if differ := s[i] ^ prefix[i]; differ != 0 && (differ != 0x20 || !IsLetter(s[i])) {
			return false
		}
	}
	return true
}

// IndexFold is where word first stands in s, without regard to case; -1 if it
// does not.
func IndexFold(s, word string) int {
	first := byte(0)
	if word != "" {
		first = word[0] | 0x20
	}
	for i := 0; i+len(word) <= len(s); i++ {
		if word == "" || s[i]|0x20 == first && HasPrefixFold(s[i:], word) {
			return i
		}
	}
	return -1
}

// IsAny reports whether s is one of the words, without regard to case.
func IsAny(s string, words ...string) bool {
	for _, w := range words {
		if EqualFold(s, w) {
			return true
		}
	}
	return false
}
