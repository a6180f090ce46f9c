package compare

import "github.com/hopproof/hopproof/internal/jsontext"

// AppendJSON appends c as JSON in a language, each level indented by indent, or
// on one line if it is empty.
func (c *Comparison) AppendJSON(b []byte, lang, indent string) []byte {
	words := Lookup(lang)
	w := jsontext.Writer{Text: b, Indent: indent}
	w.Open('{')
	w.KeyString(`"schema":`, Schema)
	w.OptString(`"generator":`, c.Generator)
	w.KeyString(`"lang":`, words.Lang())
	w.Key(`"a":`)
	c.A.json(&w)
	w.Key(`"b":`)
	c.B.json(&w)
	w.KeyBool(`"same":`, c.Same)
	w.KeyString(`"outcome":`, string(c.Outcome()))
	w.KeyString(`"text":`, c.Sentence(lang))
	w.Key(`"rows":`)
	w.Open('[')
	for i := range c.Rows {
		r := &c.Rows[i]
		a, b := r.texts(words)
		w.Member()
		w.Open('{')
		w.KeyString(`"group":`, r.Group)
		w.KeyString(`"code":`, r.Code)
		w.OptString(`"name":`, r.Name)
		w.KeyString(`"label":`, r.label(words))
		for _, side := range [...]struct{ key, value, textKey, text string }{{`"a":`, r.A, `"a_text":`, a}, {`"b":`, r.B, `"b_text":`, b}} {
			if side.value != "" {
				w.KeyString(side.key, side.value)
				w.KeyString(side.textKey, side.text)
			}
		}
		w.KeyBool(`"same":`, r.Same)
		w.KeyBool(`"matters":`, r.Matters)
		w.Close('}')
	}
	w.Close(']')
	w.Close('}')
	return w.Text
}

func (s *Side) json(w *jsontext.Writer) {
	w.Open('{')
	w.OptString(`"name":`, s.Name)
	w.OptString(`"subject":`, s.Subject)
	w.OptString(`"message_id":`, s.MessageID)
	w.Close('}')
}
