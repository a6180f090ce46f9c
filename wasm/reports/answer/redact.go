package answer

import (
	"crypto/rand"
	"strconv"

	"github.com/hopproof/hopproof/internal/jsontext"
	"github.com/hopproof/hopproof/internal/redactcheck"
	"github.com/hopproof/hopproof/redact"
	"github.com/hopproof/hopproof/report"
	"github.com/hopproof/hopproof/wasm/page"
)

// Pseudonyms are those of one visit: every message gets the same for the same
// text. The key is random and is nowhere kept.
type Pseudonyms struct{ m *redact.Map }

// NewPseudonyms draws a key.
func NewPseudonyms() *Pseudonyms {
	key := make([]byte, redact.KeySize)
	rand.Read(key) // never fails: it ends the program instead
	return withKey(key)
}

func withKey(key []byte) *Pseudonyms {
	m, err := redact.NewMap(key)
	if err != nil {
		panic(err) // a key of another length is a mistake of this package
	}
	return &Pseudonyms{m}
}

// Redact answers with the header section of a message under pseudonyms, and the
// route of the options under the same:
//
//	{"text", "route": a route file in YAML, "trust": [domains and ranges],
//	 "lost": [patterns of the route that match no pseudonym],
//	 "pairs": [{"kind","original","pseudonym"}] of all messages of the visit,
//	 "refused": {"code", "field", "number", "kind"}}
//
// A text that is refused is left out: it must not be shared.
func (p *Pseudonyms) Redact(e *page.Engine, input []byte, optionsJSON string) (string, *page.Error) {
	o, _, problem := e.Options(input, optionsJSON)
	if problem != nil {
		return "", problem
	}
	o.Inner, o.InnerNumber, o.Kind = nil, 0, "" // of the file, not of the section
	r := redact.Section(input, p.m)
	hidden, lost := redactcheck.Hidden(o, p.m)
	w := jsontext.Writer{}
	w.Open('{')
	if refused := redactcheck.Refused(input, o, &r, p.m); refused != nil {
		writeRefusal(&w, refused)
	} else {
		w.KeyString(`"text":`, string(r.Text))
		p.write(&w, &hidden, lost)
	}
	w.Close('}')
	return string(w.Text), nil
}

// write tells the route and the pairs.
func (p *Pseudonyms) write(w *jsontext.Writer, hidden *report.Options, lost []string) {
	if hidden.Route != nil {
		w.KeyString(`"route":`, string(hidden.Route.AppendYAML(nil)))
	}
	trust := hidden.Trust.Domains
	for _, prefix := range hidden.Trust.Prefixes {
		trust = append(trust, prefix.String())
	}
	w.Key(`"trust":`)
	w.Strings(trust)
	w.Key(`"lost":`)
	w.Strings(lost)
	w.Key(`"pairs":`)
	w.Open('[')
	for pair := range p.m.Pairs() {
		w.Member()
		w.Open('{')
		w.KeyString(`"kind":`, string(pair.Kind))
		w.KeyString(`"original":`, pair.Original)
		w.KeyString(`"pseudonym":`, pair.Pseudonym)
		w.Close('}')
	}
	w.Close(']')
}

func writeRefusal(w *jsontext.Writer, r *redactcheck.Refusal) {
	w.Key(`"refused":`)
	w.Open('{')
	w.KeyString(`"code":`, r.Code)
	if r.Code == redactcheck.Leaking {
		w.OptString(`"field":`, r.Leak.Name)
		w.KeyString(`"kind":`, string(r.Leak.Kind))
		w.KeyString(`"number":`, strconv.Itoa(r.Leak.Field+1))
	}
	w.Close('}')
}
