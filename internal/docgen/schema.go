package docgen

import (
	"bytes"
	"encoding/json"
	"sort"
)

// object keeps the order of its members, which encoding/json's maps do not.
type object []member

type member struct {
	key   string
	value any
}

// MarshalJSON writes the members in order.
func (o object) MarshalJSON() ([]byte, error) {
	b := []byte{'{'}
	for i, m := range o {
		if i > 0 {
			b = append(b, ',')
		}
		key, err := json.Marshal(m.key)
		if err != nil {
			return nil, err
		}
		value, err := json.Marshal(m.value)
		if err != nil {
			return nil, err
		}
		b = append(append(append(b, key...), ':'), value...)
	}
	return append(b, '}'), nil
}

// Schema returns the JSON Schema (draft 2020-12) of the types of the folder.
func (form Form) Schema(dir string) ([]byte, error) {
	m, err := read(dir, form)
	if err != nil {
		return nil, err
	}
	schema := object{
		{"$schema", "https://json-schema.org/draft/2020-12/schema"},
		{"$id", form.ID},
		{"title", form.Title},
	}
	schema = append(schema, m.describe(m.structs[form.Root])...)
	schema = append(schema, member{"$defs", m.definitions()})
	compact, err := json.Marshal(schema)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = json.Indent(&b, compact, "", "  ")
	b.WriteByte('\n')
	return b.Bytes(), err
}

func (m *model) definitions() object {
	var defs object
	used := map[string]bool{}
	for _, name := range m.order {
		for _, f := range m.structs[name].fields {
			used[f.typ.name] = true
		}
		if name != m.form.Root && !m.embeds(name) {
			defs = append(defs, member{name, m.describe(m.structs[name])})
		}
	}
	for name, word := range m.words {
		if used[name] && len(word.values) > 0 {
			defs = append(defs, member{name, object{
				{"description", word.doc}, {"type", "string"}, {"enum", word.values},
			}})
		}
	}
	sort.Slice(defs, func(i, j int) bool { return defs[i].key < defs[j].key })
	return defs
}

// embeds reports a struct that is used as a part of others alone.
func (m *model) embeds(name string) bool {
	for _, s := range m.structs {
		for _, f := range s.fields {
			if f.typ.name == name && !f.embedded() {
				return false
			}
		}
	}
	return true
}

// keys are the fields of an object, those of embedded ones in their place.
func (m *model) keys(s *structType) (list []field) {
	for _, f := range s.fields {
		if f.embedded() {
			list = append(list, m.keys(m.structs[f.typ.name])...)
		} else {
			list = append(list, f)
		}
	}
	return list
}

// describe is the schema of one object. Further keys are allowed: the form
// grows by adding them.
func (m *model) describe(s *structType) object {
	properties, required := object{}, []string{}
	for _, f := range m.keys(s) {
		value := m.value(f.typ)
		if f.key == "schema" && s.name == m.form.Root {
			value = append(value, member{"const", m.form.Name})
		}
		properties = append(properties, member{f.key, append(object{{"description", f.doc}}, value...)})
		if !f.omitEmpty && !f.omitZero {
			required = append(required, f.key)
		}
	}
	return object{
		{"description", s.doc}, {"type", "object"}, {"properties", properties}, {"required", required},
	}
}

func (m *model) value(t goType) object {
	if t.slice {
		return object{{"type", "array"}, {"items", m.value(goType{name: t.name})}}
	}
	switch t.name {
	case "string":
		return object{{"type", "string"}}
	case "bool":
		return object{{"type", "boolean"}}
	case "int", "int64":
		return object{{"type", "integer"}}
	case "Span":
		return object{{"type", "array"}, {"items", object{{"type", "integer"}, {"minimum", 0}}}, {"minItems", 2}, {"maxItems", 2}}
	case "Pairs":
		return object{{"type", "object"}, {"additionalProperties", object{{"type", "string"}}}}
	}
	return object{{"$ref", "#/$defs/" + t.name}}
}
