package explain

import (
	_ "embed" // the sources
	"strings"
	"sync"

	"github.com/hopproof/hopproof/internal/tsv"
)

//go:embed sources.tsv
var sourcesTSV string

// language is an index into pairs of sentences.
type language int

const (
	english language = iota
	french
)

// sentence is the same in each language.
type sentence [2]string

// separators stand between sources.
var separators = sentence{"; ", "\u202f; "}

// sourceTable names the sources by their codes.
var sourceTable = sync.OnceValue(func() map[string]sentence {
	table := map[string]sentence{}
	for _, c := range tsv.Rows(sourcesTSV) {
		table[c[0]] = sentence{c[1], c[2]}
	}
	return table
})

// sourceText names the sources of a row. What is no code of the table, such as
// "RFC 5321 §4.4", is the source itself.
func sourceText(codes string, lang language) string {
	list := splitList(codes, ",")
	for i, code := range list {
		if known, ok := sourceTable()[code]; ok {
			list[i] = known[lang]
		}
	}
	return strings.Join(list, separators[lang])
}

// splitList splits a cell; an empty one has no items.
func splitList(cell, separator string) []string {
	if cell == "" {
		return nil
	}
	return strings.Split(cell, separator)
}
