package compare_test

import (
	"encoding/json"
	"reflect"
	"testing"

	"github.com/hopproof/hopproof/compare"
	"github.com/hopproof/hopproof/internal/docgen"
	"github.com/hopproof/hopproof/internal/testschema"
	"github.com/hopproof/hopproof/report"
)

const schemaPath = "schema/hopproof-compare-1.schema.json"

// TestSchema: the schema is that of the types, and describes what is written.
func TestSchema(t *testing.T) {
	var texts [][]byte
	for _, pair := range [][2]string{{"relay-postfix-gmail.eml", "direct-send.eml"}, {"filter-in-front.eml", "filter-in-front.eml"}} {
		a, b := analyzed(t, message(t, pair[0])), analyzed(t, message(t, pair[1]))
		a.Generator, a.Input.Name, b.Input.Name = "hopproof test", pair[0], pair[1]
		c := compare.Documents(a, b)
		for _, lang := range report.Languages() {
			texts = append(texts, c.AppendJSON(nil, lang, "  "))
			agree(t, &c, lang)
		}
	}
	testschema.Check(t, schemaPath, docgen.Comparison.Schema, texts...)
	testschema.Refuses(t, schemaPath, texts[0], func(d map[string]any) { d["outcome"] = "maybe" })
	testschema.Refuses(t, schemaPath, texts[0], func(d map[string]any) { d["schema"] = "hopproof-compare/2" })
	testschema.Refuses(t, schemaPath, texts[0], func(d map[string]any) { delete(d, "rows") })
	if got := compare.JSONSchema(); !json.Valid([]byte(got)) {
		t.Error("the schema that is published is no JSON")
	}
}

// agree: the writer and encoding/json write the same document.
func agree(t *testing.T, c *compare.Comparison, lang string) {
	t.Helper()
	d := c.Document(lang)
	theirs, err := json.Marshal(&d)
	if err != nil {
		t.Fatal(err)
	}
	var back compare.Document
	var a, b any
	for _, err := range []error{
		json.Unmarshal(c.AppendJSON(nil, lang, ""), &back), json.Unmarshal(c.AppendJSON(nil, lang, " "), &a), json.Unmarshal(theirs, &b),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if !reflect.DeepEqual(a, b) || !reflect.DeepEqual(back, d) {
		t.Errorf("%s: the writer and encoding/json differ", lang)
	}
}
