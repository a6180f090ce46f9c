package explain

import (
	_ "embed" // the glossaries
	"strings"
	"sync"

	"github.com/hopproof/hopproof/internal/tsv"
)

// The columns are those of entry. Tests keep the tables sorted by word, each
// word once for a kind, every row sourced.
//
//go:embed fields.tsv
var fieldsTSV string

//go:embed words.tsv
var wordsTSV string

// entry is one word of a glossary.
type entry struct {
	kind    Kind
	word    string
	meaning sentence
	related string // parted by commas
	sources string // codes or names, parted by commas
	checked string
}

// fieldTable holds what stands in messages, besides what Microsoft writes.
var fieldTable = sync.OnceValue(func() []entry { return entries(fieldsTSV) })

// wordTable holds hopproof's own words.
var wordTable = sync.OnceValue(func() []entry { return entries(wordsTSV) })

func entries(table string) []entry {
	var list []entry
	for _, c := range tsv.Rows(table) {
		list = append(list, entry{Kind(c[0]), c[1], sentence{c[2], c[3]}, c[4], c[5], c[6]})
	}
	return list
}

func (e *entry) answer(lang language) Answer {
	return Answer{Kind: e.kind, Subject: e.word, Meaning: e.meaning[lang], Source: sourceText(e.sources, lang),
		Confidence: e.confidence(), Checked: e.checked, Related: splitList(e.related, ",")}
}

// confidence is what the kind of source allows.
func (e *entry) confidence() Confidence {
	switch e.sources {
	case "CORPUS":
		return "observed"
	case "KNOWN":
		return "inferred"
	}
	return documented
}

// listed explains a word of a glossary, without regard to case.
func (a asker) listed(table []entry, word string) []Answer {
	var list []Answer
	for i := range table {
		if strings.EqualFold(table[i].word, word) {
			list = append(list, table[i].answer(a.lang))
		}
	}
	return list
}
