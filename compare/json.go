package compare

import "github.com/hopproof/hopproof/internal/jsontext"

// AppendJSON appends c as JSON in a language, each level indented by indent, or
// on one line if it is empty.
func (c *Comparison) AppendJSON(b []byte, lang, indent string) []byte {
	d := c.Document(lang)
	w := jsontext.Writer{Text: b, Indent: indent}
	w.Open('{')
	w.KeyString(`"schema":`, d.Schema)
	w.OptString(`"generator":`, d.Generator)
	w.KeyString(`"lang":`, d.Lang)
	w.Key(`"a":`)
	d.A.json(&w)
	w.Key(`"b":`)
	d.B.json(&w)
	w.KeyBool(`"same":`, d.Same)
	w.KeyString(`"outcome":`, string(d.Outcome))
	w.KeyString(`"text":`, d.Text)
	w.Key(`"rows":`)
	w.Open('[')
	for i := range d.Rows {
		w.Member()
		d.Rows[i].json(&w)
	}
	w.Close(']')
	w.Close('}')
	return w.Text
}

func (r *DocumentRow) json(w *jsontext.Writer) {
	w.Open('{')
	w.KeyString(`"group":`, r.Group)
	w.KeyString(`"code":`, r.Code)
	w.OptString(`"name":`, r.Name)
	w.KeyString(`"label":`, r.Label)
	w.OptString(`"a":`, r.A)
	w.OptString(`"a_text":`, r.AText)
	w.OptString(`"b":`, r.B)
	w.OptString(`"b_text":`, r.BText)
	w.KeyBool(`"same":`, r.Same)
	w.KeyBool(`"matters":`, r.Matters)
	w.Close('}')
}

func (s *Side) json(w *jsontext.Writer) {
	w.Open('{')
	w.OptString(`"name":`, s.Name)
	w.OptString(`"subject":`, s.Subject)
	w.OptString(`"message_id":`, s.MessageID)
	w.Close('}')
}
