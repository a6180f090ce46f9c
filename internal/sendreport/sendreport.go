// Package sendreport says in words and as JSON what package send did, and what
// became of the copies of its message. The page has no use for it: it stands
// apart from package live, which is compiled into the page.
package sendreport

import (
	"embed"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/internal/sentences"
	"github.com/hopproof/hopproof/internal/textout"
	"github.com/hopproof/hopproof/report"
)

//go:embed lang/*.json
var files embed.FS

// subjects are the files of each language.
var subjects = [...]string{"copies", "send"}

// lookup reads the files once.
var lookup = sentences.Lookup(files, subjects[:]...)

// Lookup returns the catalogue of a language as report.Lookup does, with the
// sentences about test messages.
func Lookup(lang string) *report.Catalogue { return lookup(lang) }

// words give the sentence of a code.
type words struct{ c *report.Catalogue }

func (w words) text(code string, args map[string]string) string {
	var pairs report.Pairs
	for name, value := range args {
		pairs = append(pairs, header.Arg{Name: name, Value: value})
	}
	return w.c.Text(code, pairs)
}

// writer writes documents as text. What servers and messages said passes through
// Safe.
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
