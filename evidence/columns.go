package evidence

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/hopproof/hopproof/internal/ascii"
	"github.com/hopproof/hopproof/internal/tsv"
)

//go:embed columns.tsv
var columnRows string

// meanings are the columns that are read, by their names without separators
// and in lower case: cmdlets, reports and logs spell them in different ways.
var meanings = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	for _, row := range tsv.Rows(columnRows) {
		m[row[0]] = row[1]
	}
	return m
})

// meaning is what a column means; empty: nothing that is read.
func meaning(column string) string {
	b := make([]byte, 0, len(column))
	for i := range len(column) {
		if c := column[i]; ascii.IsLetter(c) || ascii.IsDigit(c) {
			b = append(b, ascii.Lower(c))
		}
	}
	return meanings()[string(b)]
}

// columns are the meanings of a heading, in its order.
type columns struct {
	meanings  []string
	delimiter byte
}

func columnsOf(names []string, delimiter byte) columns {
	c := columns{delimiter: delimiter}
	for _, name := range names {
		c.meanings = append(c.meanings, meaning(name))
	}
	return c
}

// has reports whether a column has the meaning.
func (c *columns) has(meaning string) bool {
	for _, m := range c.meanings {
		if m == meaning {
			return true
		}
	}
	return false
}

// row gives the cells their meanings.
func (c *columns) row(cells []string) row {
	r := row{}
	for i, cell := range cells {
		if i >= len(c.meanings) {
			break
		}
		r.set(c.meanings[i], cell)
	}
	return r
}

// row is a row by the meaning of its cells, without their outer white space.
type row map[string]string

// set notes a cell. Of two columns of one meaning the first that says something
// counts, and white space says nothing.
func (r row) set(meaning, cell string) {
	if meaning != "" && r[meaning] == "" {
		r[meaning] = strings.TrimSpace(cell)
	}
}

// addresses are the recipients: several stand with ; between, and in the
// enhanced summary report each with ##STATUS behind it.
func (r row) addresses() []string {
	text := r["recipients"]
	if text == "" && strings.Contains(r["recipient-status"], "##") {
		text = r["recipient-status"]
	}
	var list []string
	for part := range strings.SplitSeq(text, ";") {
		part, _, _ = strings.Cut(part, "##")
		if part = strings.TrimSpace(part); strings.Contains(part, "@") && len(list) < maxRecipients {
			list = append(list, strings.Clone(part))
		}
	}
	return list
}

const maxRecipients = 5000

// guid writes a GUID in lower case with hyphens; empty if text is none.
func guid(text string) string {
	b := make([]byte, 0, 36)
	for i := range len(text) {
		c := text[i]
		if _, ok := ascii.Hex(c); ok {
			if n := len(b); n == 8 || n == 13 || n == 18 || n == 23 {
				b = append(b, '-')
			}
			b = append(b, ascii.Lower(c))
		} else if c != '-' && c != '{' && c != '}' && !ascii.IsSpace(c) {
			return ""
		}
	}
	if len(b) != 36 {
		return ""
	}
	return string(b)
}
