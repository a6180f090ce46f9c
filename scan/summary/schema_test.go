package summary

import (
	"encoding/json"
	"testing"

	"github.com/hopproof/hopproof/internal/docgen"
	"github.com/hopproof/hopproof/internal/testschema"
	"github.com/hopproof/hopproof/report"
)

// TestSchema: the schema is that of the types, and describes what is written.
func TestSchema(t *testing.T) {
	const path = "schema/hopproof-summary-1.schema.json"
	s, none := folded().Summary(), New(Options{}).Summary()
	texts := [][]byte{AppendJSON(nil, &none, "en")}
	for _, lang := range report.Languages() {
		texts = append(texts, AppendJSON(nil, &s, lang))
	}
	many := folded().Summary() // more keys and ways than are counted apart
	many.OtherWays = &Other{Names: 3, Tally: Tally{Messages: 9, Missed: 2}}
	many.Unreadable.Missed, many.Ways[0].Missed = 1, 1
	texts = append(texts, AppendJSON(nil, &many, "en"))
	testschema.Check(t, path, docgen.Summary.Schema, texts...)
	testschema.Refuses(t, path, texts[1], func(d map[string]any) { d["messages"] = "many" })
	testschema.Refuses(t, path, texts[1], func(d map[string]any) { d["schema"] = "hopproof-summary/2" })
	testschema.Refuses(t, path, texts[1], func(d map[string]any) { delete(d, "ways") })
	if !json.Valid([]byte(Schema())) {
		t.Error("the schema that is published is no JSON")
	}
}
