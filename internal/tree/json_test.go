package tree

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strconv"
	"testing"
)

// valueOf is a tree as encoding/json gives it, numbers as written.
func valueOf(n *Node) any {
	switch n.Kind {
	case Null:
		return nil
	case Bool:
		return n.Value == "true"
	case Number:
		return json.Number(n.Value)
	case Text:
		return n.Value
	case List:
		list := make([]any, len(n.Children))
		for i := range n.Children {
			list[i] = valueOf(&n.Children[i])
		}
		return list
	}
	members := make(map[string]any, len(n.Children))
	for i := range n.Children {
		members[n.Children[i].Key] = valueOf(&n.Children[i])
	}
	return members
}

// FuzzParseJSON holds the reader against encoding/json: what it reads means the
// same there, and every value lies inside the text.
func FuzzParseJSON(f *testing.F) {
	for _, text := range []string{
		`{"a": [1, -0.5e+3, true, null, "\u00e9\ud83d\ude00\n"], "": {}}`, "\uFEFF [ ] ", `"\/Date(1700000000000)\/"`, `{"a":1,"a":2}`,
		`[[[[]]]]`, `{"a": "` + "\u2028" + `"}`, `01`, `"\ud800"`, `{"a" 1}`, `[1,]`, "1\x00",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		root, problem := ParseJSON("f", data)
		if problem != nil {
			if problem.Line < 1 || problem.Column < 1 || problem.Problem == "" {
				t.Errorf("error without a place or a reason: %+v", problem)
			}
			return
		}
		var want any
		d := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(data, []byte("\uFEFF"))))
		d.UseNumber()
		if err := d.Decode(&want); err != nil {
			t.Fatalf("%q is read, and encoding/json says %v", data, err)
		}
		if got := valueOf(&root); !reflect.DeepEqual(got, want) {
			t.Errorf("%q: %s, want %s", data, show(got), show(want))
		}
	})
}

func show(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return strconv.Quote(err.Error())
	}
	return string(b)
}
