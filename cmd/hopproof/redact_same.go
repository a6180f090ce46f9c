package main

import (
	"encoding/json"

	"github.com/hopproof/hopproof/report"
)

// sameAnalysis reports whether two documents say the same but for names: the same
// keys, numbers and yes or no, and the same words where they are codes.
func sameAnalysis(a, b *report.Document) bool {
	return sameShape("", treeOf(a), treeOf(b))
}

func treeOf(d *report.Document) any {
	var v any
	_ = json.Unmarshal(d.AppendJSON(nil, ""), &v) // what AppendJSON writes is JSON
	return v
}

// codes are the keys whose values are words of the program, not of the message.
var codes = map[string]bool{
	"basis": true, "because": true, "code": true, "condition": true, "delay_s": true, "direction": true, "kind": true, "link": true, "method": true,
	"mode": true, "operator": true, "outcome": true, "product": true, "result": true, "role": true, "severity": true, "source": true, "time": true,
}

// apart are the keys whose values depend on the length of the text, are sentences,
// the free text of filters, or properties, whose names are words of the message too.
var apart = map[string]bool{
	"bytes": true, "header_bytes": true, "properties": true, "question": true, "sentence": true, "span": true, "text": true, "verdicts": true,
}

func sameShape(key string, a, b any) bool {
	if apart[key] {
		return true
	}
	switch a := a.(type) {
	case map[string]any:
		b, ok := b.(map[string]any)
		if !ok || len(a) != len(b) {
			return false
		}
		for k := range a {
			if _, ok := b[k]; !ok || !sameShape(k, a[k], b[k]) {
				return false
			}
		}
		return true
	case []any:
		b, ok := b.([]any)
		if !ok || len(a) != len(b) {
			return false
		}
		for i := range a {
			if !sameShape(key, a[i], b[i]) {
				return false
			}
		}
		return true
	case string:
		b, ok := b.(string)
		return ok && (a == b || !codes[key])
	}
	return a == b
}
