package exchange

import (
	"slices"
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
	"github.com/hopproof/hopproof/internal/order"
)

// Suggest lists up to three entries of the glossary that a word may have been
// meant for, nearest first: "CAT:SPM" for "CAT:SPMM".
func Suggest(word string) []string {
	word = ascii.TrimSpace(word)
	if word == "" || len(word) > longestWord {
		return nil
	}
	g := glossaryTable()
	name, value := cutName(word)
	n := nearest{limit: min(2, 1+len(word)/6)}
	if rows := g.named(name); len(rows) > 0 && value != "" {
		for _, r := range rows {
			for _, v := range g.valuesOf(r) {
				n.offer(value, v.value, r.shortName()+":"+v.value)
			}
		}
		return n.best()
	}
	for i := range g.rows {
		r := &g.rows[i]
		if r.value == "" {
			n.offer(name, r.shortName(), r.shortName())
		} else if value == "" {
			n.offer(word, r.value, r.shortName()+":"+r.value)
		}
	}
	return n.best()
}

// Nearest lists up to three of the known words that a word may have been meant
// for, nearest first.
func Nearest(word string, known []string) []string {
	word = ascii.TrimSpace(word)
	if word == "" || len(word) > longestWord {
		return nil
	}
	n := nearest{limit: min(2, 1+len(word)/6)}
	for _, k := range known {
		n.offer(word, k, k)
	}
	return n.best()
}

// nearest collects what lies within limit changes of a word.
type nearest struct {
	limit int
	found []suggestion
}

type suggestion struct {
	distance int
	text     string
}

func (n *nearest) offer(asked, known, text string) {
	if d := distance(asked, known, n.limit); d <= n.limit && d < len(known) {
		n.found = append(n.found, suggestion{d, text})
	}
}

func (n *nearest) best() []string {
	found := n.found
	order.Stable(len(found), func(i, j int) bool { return found[i].distance < found[j].distance },
		func(i, j int) { found[i], found[j] = found[j], found[i] })
	var list []string
	for _, s := range n.found {
		if len(list) < 3 && !slices.Contains(list, s.text) {
			list = append(list, s.text)
		}
	}
	return list
}

// distance counts the letters to insert, drop, replace or swap with their
// neighbour to turn a into b, without regard to case; more than limit is all
// the same.
func distance(a, b string, limit int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit || len(b) >= longestWord {
		return limit + 1
	}
	var rows [3][longestWord + 1]int
	for j := range len(b) + 1 {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		row, above, before := &rows[i%3], &rows[(i+2)%3], &rows[(i+1)%3]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if ascii.Lower(a[i-1]) == ascii.Lower(b[j-1]) {
				cost = 0
			}
			row[j] = min(row[j-1]+1, above[j]+1, above[j-1]+cost)
			if i > 1 && j > 1 && ascii.Lower(a[i-1]) == ascii.Lower(b[j-2]) && ascii.Lower(a[i-2]) == ascii.Lower(b[j-1]) {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
	}
	return rows[len(a)%3][len(b)]
}

// Words lists what [Lookup] knows: names, and values behind their name and a
// colon, in the order of the glossary. Of a family of fields (name-*) the single
// names are words, not the family.
func Words() []string {
	g := glossaryTable()
	list := make([]string, 0, len(g.rows))
	for i := range g.rows {
		word := g.rows[i].shortName()
		if strings.HasSuffix(word, "*") {
			continue
		}
		if value := g.rows[i].value; value != "" {
			word += ":" + value
		}
		list = append(list, word)
	}
	return list
}
