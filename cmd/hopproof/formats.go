package main

import (
	"errors"

	"github.com/hopproof/hopproof/internal/markdown"
	"github.com/hopproof/hopproof/internal/sendreport"
	"github.com/hopproof/hopproof/report"
)

// onePicture refuses several inputs where the format is a picture.
func (a *app) onePicture(names []string) error {
	if a.common.format == "svg" && len(names) > 1 {
		return hint(errors.New("--format svg draws one message, and several are named"),
			"run once for each, or use --format html, which has the pictures of all")
	}
	return nil
}

// append appends one document in the chosen format; a page has all of them, and
// waits for the last.
func (w *writer) append(b []byte, d *report.Document) []byte {
	switch w.format {
	case "json":
		return append(d.AppendJSON(b, "  "), '\n')
	case "ndjson":
		return append(d.AppendJSON(b, ""), '\n')
	case "markdown":
		return report.AppendMarkdown(w.apart(b), d, w.text.Lang)
	case "svg":
		return report.AppendSVG(b, d, w.text.Lang)
	case "csv":
		if w.count == 0 {
			b = report.AppendCSVHeader(b)
		}
		return report.AppendCSV(b, d)
	case "html":
		w.page = append(w.page, d)
	case "junit":
		w.junit.add(d)
	default:
		w.sum.add(d, marks)
		b = report.AppendText(w.apart(b), d, w.text)
	}
	return b
}

// apart sets a document apart from the one before by an empty line.
func (w *writer) apart(b []byte) []byte {
	if w.count > 0 {
		b = append(b, '\n')
	}
	return b
}

// verdictInWords writes the verdict over all copies where the format has words
// for it. A table of hops and a picture have not: standard error says it.
func (w *writer) verdictInWords(a *app, c *sendreport.Copies) {
	switch w.format {
	case "html":
		w.over = report.Overall{Outcome: c.Outcome, Text: c.Text}
	case "markdown":
		w.WriteString("\n" + markdown.Escape(marks[c.Outcome]+" "+c.Text) + "\n")
	default:
		a.say("hint", c.Text)
	}
}
