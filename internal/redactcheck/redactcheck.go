// Package redactcheck decides whether a redacted message may be shown: it holds
// nothing back, and what is said of it is what is said of the original, but for
// names.
package redactcheck

import (
	"github.com/hopproof/hopproof/internal/tree"
	"github.com/hopproof/hopproof/redact"
	"github.com/hopproof/hopproof/report"
)

// The codes of refusals.
const (
	Misread   = "misread"   // damaged input: the text would have other fields
	Leaking   = "leak"      // something of the original would still be readable
	Otherwise = "otherwise" // damaged input: the text would be analysed otherwise
)

// Refusal is why a text must not be shown.
type Refusal struct {
	Code string
	Leak redact.Leak // where, of a leak
}

// Refused checks the redacted section of an input that is analysed with these
// options; nil if it may be shown. Where patterns of the route match no pseudonym,
// the verdict may differ, and the route is left out.
func Refused(input []byte, o report.Options, r *redact.Result, m *redact.Map) *Refusal {
	switch {
	case r.Misread:
		return &Refusal{Code: Misread}
	case len(r.Leaks) > 0:
		return &Refusal{Code: Leaking, Leak: r.Leaks[0]}
	}
	hidden, lost := Hidden(o, m)
	if len(lost) > 0 {
		o.Route, hidden.Route = nil, nil
	}
	before, after := report.Of(input, o), report.Of(r.Text, hidden)
	if !Same(&before, &after) {
		return &Refusal{Code: Otherwise}
	}
	return nil
}

// Hidden are the options for the redacted section, with the pseudonyms of m; lost
// are the patterns of the route that match none.
func Hidden(o report.Options, m *redact.Map) (hidden report.Options, lost []string) {
	o.Trust = m.Trust(o.Trust)
	if o.Route != nil {
		r, patterns := m.Route(*o.Route)
		o.Route, lost = &r, patterns
	}
	return o, lost
}

// Same reports whether two Documents say the same but for names: the same keys,
// numbers and yes or no, and the same words where they are codes.
func Same(a, b *report.Document) bool {
	x, y := nodeOf(a), nodeOf(b)
	return sameShape("", &x, &y)
}

func nodeOf(d *report.Document) tree.Node {
	root, problem := tree.ParseJSON("", d.AppendJSON(nil, ""))
	if problem != nil {
		panic(problem) // what AppendJSON writes is JSON
	}
	return root
}

// codes are the keys whose values are words of the program, not of the message. A
// method of authentication may be one of the organization's own: contoso-check=pass.
var codes = map[string]bool{
	"basis": true, "because": true, "code": true, "condition": true, "direction": true, "kind": true, "link": true,
	"mode": true, "operator": true, "outcome": true, "product": true, "result": true, "role": true, "severity": true, "source": true, "time": true,
}

// apart are the keys whose values depend on the length of the text, are sentences,
// the free text of filters, or properties, whose names are words of the message too.
var apart = map[string]bool{
	"bytes": true, "header_bytes": true, "properties": true, "question": true, "sentence": true, "span": true, "text": true, "verdicts": true,
}

// sameShape compares two values of a key; the members of a list have its key.
func sameShape(key string, a, b *tree.Node) bool {
	switch {
	case apart[key]:
		return true
	case a.Kind != b.Kind || len(a.Children) != len(b.Children):
		return false
	case a.Value != b.Value && (a.Kind != tree.Text || codes[key]):
		return false
	}
	for i := range a.Children {
		x, y := &a.Children[i], &b.Children[i]
		name := key
		if a.Kind == tree.Map {
			name = x.Key
		}
		if x.Key != y.Key || !sameShape(name, x, y) {
			return false
		}
	}
	return true
}
