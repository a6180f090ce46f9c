// Package csv writes Documents as tables (RFC 4180): one row for each message, or
// one for each hop. What comes from a message never becomes a formula or a control
// character; numbers stay numbers.
package csv

import (
	_ "embed" // the columns
	"sync"

	"github.com/hopproof/hopproof/internal/tsv"
	"github.com/hopproof/hopproof/report"
)

// columnsTSV describes the columns, in their order. Add to the end only: programs
// go by it.
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

// AppendHeader appends the names of columns, as the first line of a table.
func AppendHeader(b []byte, list []Column) []byte {
	for i, c := range list {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, c.Name...)
	}
	return append(b, "\r\n"...)
}

// cells are what fills the columns, in their order.
func cells[T any](list []Column, by map[string]func([]byte, T) []byte) []func([]byte, T) []byte {
	order := make([]func([]byte, T) []byte, len(list))
	for i, c := range list {
		order[i] = by[c.Name]
	}
	return order
}

var (
	messageCells = sync.OnceValue(func() []func([]byte, *report.Document) []byte { return cells(Messages(), byMessage) })
	hopCells     = sync.OnceValue(func() []func([]byte, hopOf) []byte { return cells(Hops(), byHop) })
)

func appendRow[T any](b []byte, v T, cells []func([]byte, T) []byte) []byte {
	for i, cell := range cells {
		if i > 0 {
			b = append(b, ',')
		}
		b = cell(b, v)
	}
	return append(b, "\r\n"...)
}

// AppendMessage appends the row of a message.
func AppendMessage(b []byte, d *report.Document) []byte { return appendRow(b, d, messageCells()) }

// AppendHops appends the rows of its hops, the oldest first.
func AppendHops(b []byte, d *report.Document) []byte {
	if len(d.Hops) == 0 {
		return appendRow(b, hopOf{d, nil}, hopCells())
	}
	for i := range d.Hops {
		b = appendRow(b, hopOf{d, &d.Hops[i]}, hopCells())
	}
	return b
}
