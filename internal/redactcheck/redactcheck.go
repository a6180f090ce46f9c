// Package redactcheck compares what is said of a message with what is said of it
// under pseudonyms.
package redactcheck

import (
	"github.com/hopproof/hopproof/internal/tree"
	"github.com/hopproof/hopproof/report"
)

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

// codes are the keys whose values are words of the program, not of the message.
var codes = map[string]bool{
	"basis": true, "because": true, "code": true, "condition": true, "direction": true, "kind": true, "link": true, "method": true,
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
