package explain

import (
	"slices"

	"github.com/hopproof/hopproof/header/exchange"
)

// Suggest lists up to three words that an unknown one may have been meant for.
func Suggest(word string) []string {
	list := exchange.Nearest(word, ownWords())
	for _, other := range exchange.Suggest(word) {
		if !slices.Contains(list, other) {
			list = append(list, other)
		}
	}
	return list[:min(len(list), 3)]
}

// ownWords lists the words of hopproof's tables.
func ownWords() []string {
	list := codes()
	for _, table := range [][]entry{fieldTable(), wordTable()} {
		for i := range table {
			list = append(list, table[i].word)
		}
	}
	return list
}
