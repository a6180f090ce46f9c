package answer

import (
	"bytes"
	"context"
	"strings"

	"github.com/hopproof/hopproof/internal/jsontext"
	"github.com/hopproof/hopproof/report"
	"github.com/hopproof/hopproof/scan"
	"github.com/hopproof/hopproof/scan/source"
	"github.com/hopproof/hopproof/scan/summary"
	"github.com/hopproof/hopproof/wasm/page"
)

// Many counts the messages of many files, as command scan does.
type Many struct {
	Engine    *page.Engine
	collector *summary.Collector
}

// NotCounted is the code of a summary of nothing.
const NotCounted = "not-counted"

// Count adds the messages of a file to the summary; first begins a new one. It
// answers {"messages"}: how many the file held.
func (m *Many) Count(first bool, data []byte, optionsJSON string) (string, *page.Error) {
	o, _, problem := m.Engine.Options(data, optionsJSON)
	if problem != nil {
		return "", problem
	}
	if first || m.collector == nil {
		m.collector = summary.New(summary.Options{Generator: m.Engine.Generator})
	}
	count := 0
	desk := scan.Desk{Options: o}
	each(data, o.Name, func(found *source.Message) bool {
		count++
		m.add(desk.Document(found))
		return true
	})
	w := jsontext.Writer{}
	w.Open('{')
	w.Key(`"messages":`)
	w.Int(int64(count))
	w.Close('}')
	return string(w.Text), nil
}

func (m *Many) add(d *report.Document, _ string) {
	if d.Input.Fields == 0 {
		m.collector.Unreadable(d)
		return
	}
	m.collector.Add(d)
}

// Summary answers with what was counted, in a format of the command: html,
// markdown or json.
func (m *Many) Summary(format, lang string) (string, *page.Error) {
	if m.collector == nil {
		return "", &page.Error{Code: NotCounted, Message: "No message was counted."}
	}
	s := m.collector.Summary()
	switch format {
	case "html":
		return string(summary.AppendHTML(nil, &s, lang)), nil
	case "markdown":
		return string(summary.AppendMarkdown(nil, &s, lang)), nil
	case "json":
		return string(summary.AppendJSON(nil, &s, lang)), nil
	}
	return "", unknown(format)
}

// each yields the messages of a file under its name.
func each(data []byte, name string, yield func(*source.Message) bool) {
	source.Walk(context.Background(), []string{"-"}, source.Options{Stdin: bytes.NewReader(data)}, func(m *source.Message) bool {
		m.Name = name + strings.TrimPrefix(m.Name, "-")
		return yield(m)
	})
}
