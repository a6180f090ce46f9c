// Package tsv reads the tables that are built in: tab-separated values below a
// heading.
package tsv

import (
	"iter"
	"strings"
)

// MaxColumns is the width of the widest table.
const MaxColumns = 9

// Row holds the cells of a line in the order of the heading. Those that the
// line does not have are empty.
type Row [MaxColumns]string

// Rows yields the lines below the heading, counted from 0.
func Rows(table string) iter.Seq2[int, Row] {
	return func(yield func(int, Row) bool) {
		_, body, _ := strings.Cut(table, "\n")
		n := 0
		for line := range strings.Lines(body) {
			if !yield(n, rowOf(strings.TrimSuffix(line, "\n"))) {
				return
			}
			n++
		}
	}
}

func rowOf(line string) (r Row) {
	for i := range r {
		r[i], line, _ = strings.Cut(line, "\t")
	}
	return r
}
