package explain

import (
	"slices"
	"strings"

	"github.com/hopproof/hopproof/header/exchange"
)

// Vocabulary lists the words that [Word] explains and that begin as given,
// without regard to case: sorted, each once. Values of a key stand behind it
// ("SFV:SKI"); only one who has begun to write a value wants to see them, so they
// are left out where begun has no colon.
func Vocabulary(begun string) []string {
	var list []string
	for _, words := range [][]string{ownWords(), exchange.Words(), statusWords()} {
		for _, word := range words {
			if beginsWith(word, begun) && (strings.Contains(begun, ":") || !strings.Contains(word, ":")) {
				list = append(list, word)
			}
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// statusWords lists the codes of the registries, and those of known errors.
func statusWords() []string {
	var list []string
	for code := range registry() {
		list = append(list, code)
	}
	table := errorTable()
	for i := range table {
		for _, c := range table[i].codes {
			if c.enhanced() {
				list = append(list, c.code())
			}
		}
	}
	return list
}

func beginsWith(word, begun string) bool {
	return len(word) >= len(begun) && strings.EqualFold(word[:len(begun)], begun)
}
