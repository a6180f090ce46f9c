package explain

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
)

// TestAppendJSON: the text is what encoding/json makes of the same answers.
func TestAppendJSON(t *testing.T) {
	for _, question := range []string{"5.7.64", "SFV", "SFV:SKI compauth", "AuthMechanism 99", "nonsense", "x.7.x",
		"550 5.7.60 SMTP; Client does not have permissions to send as this sender", "SFV:\x1b\u202e"} {
		for _, lang := range []string{"en", "fr"} {
			e := Ask(strings.Fields(question), lang)
			e.Generator = "test"
			text := e.AppendJSON(nil, "  ")
			var back struct {
				Schema, Generator, Lang string
				Answers                 []Answer
				Unknown                 []UnknownWord
			}
			if err := json.Unmarshal(text, &back); err != nil {
				t.Fatalf("%s: %v in %s", question, err, text)
			}
			for i := range e.Unknown { // an empty list is always written
				e.Unknown[i].Similar = append([]string{}, e.Unknown[i].Similar...)
			}
			if back.Schema != SchemaName || back.Generator != "test" || back.Lang != lang ||
				!equalJSON(back.Answers, e.Answers) || !equalJSON(back.Unknown, e.Unknown) {
				t.Errorf("%s: %s", question, text)
			}
		}
	}
}

// equalJSON compares as encoding/json does: without telling nil from empty.
func equalJSON(a, b any) bool {
	x, _ := json.Marshal(a)
	y, _ := json.Marshal(b)
	if s := string(x); s == "null" || s == "[]" {
		return string(y) == "null" || string(y) == "[]"
	}
	return reflect.DeepEqual(x, y)
}
