// Package csv writes Documents as a table (RFC 4180) with one row for each message;
// one with a row for each hop is that of [report.AppendCSV]. What comes from a
// message never becomes a formula or a control character; numbers stay numbers.
package csv

import (
	_ "embed" // the columns
	"sync"

	"github.com/hopproof/hopproof/internal/csvtext"
	"github.com/hopproof/hopproof/internal/tsv"
	"github.com/hopproof/hopproof/report"
)

// columnsTSV describes the columns of both tables, in their order. Add to the end
// only: programs go by it.
//
//go:embed columns.tsv
var columnsTSV string

// Column is a column of a table.
type Column struct{ Name, Type, Meaning string }

// columns are those of the rows of that name.
func columns(rows string) (list []Column) {
	for _, row := range tsv.Rows(columnsTSV) {
		if row[0] == rows {
			list = append(list, Column{row[1], row[2], row[3]})
		}
	}
	return list
}

// Messages are the columns of the table with one row for each message.
func Messages() []Column { return columns("message") }

// Hops are the columns of the table with one row for each hop. A message without
// any has one row, so that none is missing.
func Hops() []Column { return columns("hop") }

// AppendHeader appends the names of the columns of a message, as the first line.
func AppendHeader(b []byte) []byte {
	var r csvtext.Row
	for _, c := range Messages() {
		r.Text(c.Name)
	}
	return r.Append(b)
}

// cell adds a cell to the row of a message.
type cell func(*csvtext.Row, *report.Document)

// cells fill the columns, in their order.
var cells = sync.OnceValue(func() []cell {
	list := Messages()
	order := make([]cell, len(list))
	for i, c := range list {
		order[i] = byName[c.Name]
	}
	return order
})

// AppendMessage appends the row of a message.
func AppendMessage(b []byte, d *report.Document) []byte {
	var r csvtext.Row
	for _, add := range cells() {
		add(&r, d)
	}
	return r.Append(b)
}
