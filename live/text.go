package live

import (
	"strconv"

	"github.com/hopproof/hopproof/internal/textout"
	"github.com/hopproof/hopproof/report"
	"github.com/hopproof/hopproof/spf"
)

// writer writes documents about DNS as text. What came from DNS passes through
// Safe like all else that outsiders wrote.
type writer struct {
	textout.Writer
	words
}

func newWriter(b []byte, lang string, o report.TextOptions) writer {
	if o.Lang != "" {
		lang = o.Lang
	}
	return writer{textout.New(b, textout.Options{Color: o.Color, ASCII: o.ASCII, Width: o.Width}), words{Lookup(lang)}}
}

// label is a word of the text, from name and value pairs.
func (w *writer) label(name string, args ...string) string {
	var p report.Pairs
	for i := 0; i+1 < len(args); i += 2 {
		p = append(p, report.Pairs{{Name: args[i], Value: args[i+1]}}...)
	}
	return w.Safe(w.c.Text("live.label-"+name, p))
}

// resultMark is the sign of a result of SPF.
func (w *writer) resultMark(result string) (string, textout.Style) {
	switch result {
	case "pass":
		return w.G.Held, textout.Green
	case "fail", "permerror":
		return w.G.Broken, textout.Red
	}
	return w.G.Unknown, textout.Yellow
}

func mxText(mx spf.MX) string {
	host := mx.Host
	if host == "" {
		host = "."
	}
	return strconv.Itoa(int(mx.Preference)) + " " + host
}
