// Package answer is what bundle reports does, without JavaScript.
package answer

import (
	"github.com/hopproof/hopproof/compare"
	"github.com/hopproof/hopproof/report"
	"github.com/hopproof/hopproof/wasm/page"
)

// Report answers with a message in a format of the command: html, markdown or
// svg.
func Report(e *page.Engine, format string, input []byte, optionsJSON string) (string, *page.Error) {
	d, problem := e.Document(input, optionsJSON)
	if problem != nil {
		return "", problem
	}
	switch format {
	case "html":
		return string(report.AppendHTML(nil, "", report.Overall{}, &d)), nil
	case "markdown":
		return string(report.AppendMarkdown(nil, &d, "")), nil
	case "svg":
		return string(report.AppendSVG(nil, &d, "")), nil
	}
	return "", unknown(format)
}

// unknown refuses a format.
func unknown(format string) *page.Error {
	return &page.Error{Code: page.OptionsInvalid, Message: "There is no format " + format + "."}
}

// Side is one of two messages, with the options of its analysis.
type Side struct {
	Message []byte
	Options string
}

// Compare answers with a comparison of two messages in a format of the command:
// html, markdown or json. Its language is that of the first.
func Compare(e *page.Engine, format string, a, b *Side) (string, *page.Error) {
	var docs [2]report.Document
	for i, s := range [...]*Side{a, b} {
		var problem *page.Error
		if docs[i], problem = e.Document(s.Message, s.Options); problem != nil {
			return "", problem
		}
	}
	c, lang := compare.Documents(&docs[0], &docs[1]), docs[0].Lang
	switch format {
	case "html":
		return string(c.AppendHTML(nil, lang)), nil
	case "markdown":
		return string(c.AppendMarkdown(nil, lang)), nil
	case "json":
		return string(c.AppendJSON(nil, lang, "")), nil
	}
	return "", unknown(format)
}
