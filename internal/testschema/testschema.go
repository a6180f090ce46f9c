// Package testschema holds the JSON Schema of a form to the types that it is made
// from and to what the program really writes.
package testschema

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// Check asserts that the schema in the file is what generate gives for this folder,
// that it takes the texts and describes every key of them, and that they have every
// key that it describes.
func Check(t *testing.T, path string, generate func(dir string) ([]byte, error), texts ...[]byte) {
	t.Helper()
	want, err := generate(".")
	if err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(file, want) {
		t.Errorf("%s is out of date (%v): run go generate", path, err)
	}
	schema := compile(t, path, want)
	root := decode(t, want)
	r := reader{root: root, described: map[string]bool{}, met: map[string]bool{}}
	r.describe("", root)
	for name, definition := range object(root["$defs"]) {
		r.describe(name, object(definition))
	}
	for _, text := range texts {
		var value any
		if err := json.Unmarshal(text, &value); err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(value); err != nil {
			t.Error(err)
		}
		r.walk("", root, value)
	}
	for _, key := range slices.Sorted(maps.Keys(r.described)) {
		if !r.met[key] {
			t.Errorf("no text has %s", key)
		}
	}
	for _, problem := range r.problems {
		t.Error(problem)
	}
}

// Refuses asserts that the schema refuses what change makes of a text that it
// takes.
func Refuses(t *testing.T, path string, text []byte, change func(map[string]any)) {
	t.Helper()
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	schema, value := compile(t, path, file), decode(t, text)
	if err := schema.Validate(value); err != nil {
		t.Fatal(err)
	}
	if change(value); schema.Validate(value) == nil {
		t.Errorf("%s takes what it should not", path)
	}
}

func compile(t *testing.T, path string, text []byte) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	var value any
	err := json.Unmarshal(text, &value)
	if err == nil {
		err = c.AddResource(path, value)
	}
	if err != nil {
		t.Fatal(err)
	}
	return c.MustCompile(path)
}

func decode(t *testing.T, text []byte) map[string]any {
	t.Helper()
	var value map[string]any
	if err := json.Unmarshal(text, &value); err != nil {
		t.Fatal(err)
	}
	return value
}

// reader walks texts along the schema.
type reader struct {
	root           map[string]any
	described, met map[string]bool // "Row.name"; of the root ".name"
	problems       []string
}

// describe notes the keys of an object, each of which needs a description.
func (r *reader) describe(name string, schema map[string]any) {
	if text, _ := schema["description"].(string); text == "" {
		r.problems = append(r.problems, name+" has no description")
	}
	for key, property := range object(schema["properties"]) {
		r.described[name+"."+key] = true
		if text, _ := object(property)["description"].(string); text == "" {
			r.problems = append(r.problems, name+"."+key+" has no description")
		}
	}
}

// walk notes the keys of a value, and those that the schema does not know.
func (r *reader) walk(name string, schema map[string]any, value any) {
	if ref, ok := schema["$ref"].(string); ok {
		name = strings.TrimPrefix(ref, "#/$defs/")
		schema = object(object(r.root["$defs"])[name])
	}
	switch value := value.(type) {
	case []any:
		for _, v := range value {
			r.walk(name, object(schema["items"]), v)
		}
	case map[string]any:
		if schema["additionalProperties"] != nil {
			return // its keys are words of the message
		}
		properties := object(schema["properties"])
		for key, v := range value {
			r.met[name+"."+key] = true
			if properties[key] == nil {
				r.problems = append(r.problems, name+"."+key+" is not described")
				continue
			}
			r.walk(name+"."+key, object(properties[key]), v)
		}
	}
}

// object is v as an object; nil if it is none.
func object(v any) map[string]any {
	m, _ := v.(map[string]any)
	return m
}
