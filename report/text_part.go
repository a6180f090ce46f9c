package report

import "github.com/hopproof/hopproof/internal/textout"

// part writes a section of statements.
func (p *printer) part(s *part) {
	p.Heading(p.Safe(s.title))
	p.items(s.items, 2)
}

// items writes statements one below the other from a column on, the names of
// those that have one in a column of their own.
func (p *printer) items(items []item, column int) {
	width := 0
	for i := range items {
		width = max(width, min(textout.Cells(p.Safe(items[i].name)), nameCells))
		if items[i].severity != "" {
			width = max(textout.Cells(p.label("info")), textout.Cells(p.label("warning")), textout.Cells(p.label("error")))
		}
	}
	for i := range items {
		p.item(&items[i], column, width)
	}
}

func (p *printer) item(it *item, column, width int) {
	p.Blank(column)
	indent := column + 2
	if it.mark != "" {
		sign, colour := p.mark(it.mark)
		p.Put(colour, sign)
		p.Blank(1)
		column = indent
	}
	style := textout.Plain
	if it.pale || len(it.items) > 0 && it.mark == "" {
		style = textout.Dim
	}
	at := column
	if it.name != "" {
		name := p.Safe(it.name)
		p.Cell(p.nameStyle(it), name, width+2)
		at += max(width, textout.Cells(name)) + 2
		indent = column + width + 2
	}
	p.Wrap(style, p.Safe(it.text), at, indent)
	if it.also != "" {
		p.Blank(indent)
		p.Wrap(textout.Dim, p.Safe(it.also), indent, indent)
	}
	p.items(it.items, column+2)
}

func (p *printer) nameStyle(it *item) textout.Style {
	switch it.severity {
	case Error:
		return textout.Red
	case Warning:
		return textout.Yellow
	}
	return textout.Dim
}
