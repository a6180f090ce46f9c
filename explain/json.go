package explain

import "github.com/hopproof/hopproof/internal/jsontext"

// AppendJSON appends e as JSON to b: on one line if indent is empty, else every
// level is indented by indent. What a program or server may have written is
// escaped so that it may be shown on a terminal.
func (e *Explanation) AppendJSON(b []byte, indent string) []byte {
	w := jsonWriter{jsontext.Writer{Text: b, Indent: indent}}
	w.Open('{')
	w.KeyString(`"schema":`, e.Schema)
	w.OptString(`"generator":`, e.Generator)
	w.KeyString(`"lang":`, e.Lang)
	w.Key(`"answers":`)
	w.Open('[')
	for i := range e.Answers {
		w.Member()
		w.answer(&e.Answers[i])
	}
	w.Close(']')
	w.unknown(e.Unknown)
	w.Close('}')
	return w.Text
}

type jsonWriter struct{ jsontext.Writer }

func (w *jsonWriter) answer(a *Answer) {
	w.Open('{')
	w.KeyString(`"kind":`, string(a.Kind))
	w.KeyString(`"subject":`, a.Subject)
	w.OptString(`"says":`, a.Says)
	w.optStrings(`"by":`, a.By)
	w.optStrings(`"flow":`, a.Flow)
	w.KeyString(`"meaning":`, a.Meaning)
	w.OptString(`"of":`, a.Of)
	w.OptString(`"cause":`, a.Cause)
	w.OptString(`"fix":`, a.Fix)
	if a.Generic {
		w.KeyBool(`"generic":`, true)
	}
	w.values(a.Values)
	w.OptString(`"unknown":`, a.Unknown)
	w.KeyString(`"source":`, a.Source)
	w.KeyString(`"confidence":`, string(a.Confidence))
	w.OptString(`"seen":`, a.Seen)
	w.OptString(`"checked":`, a.Checked)
	w.optStrings(`"related":`, a.Related)
	w.Close('}')
}

func (w *jsonWriter) optStrings(key string, list []string) {
	if len(list) > 0 {
		w.Key(key)
		w.Strings(list)
	}
}

func (w *jsonWriter) values(list []ValueMeaning) {
	if len(list) == 0 {
		return
	}
	w.Key(`"values":`)
	w.Open('[')
	for i := range list {
		w.Member()
		w.Open('{')
		w.KeyString(`"value":`, list[i].Value)
		w.KeyString(`"meaning":`, list[i].Meaning)
		w.KeyString(`"confidence":`, string(list[i].Confidence))
		w.Close('}')
	}
	w.Close(']')
}

func (w *jsonWriter) unknown(list []UnknownWord) {
	if len(list) == 0 {
		return
	}
	w.Key(`"unknown":`)
	w.Open('[')
	for i := range list {
		w.Member()
		w.Open('{')
		w.KeyString(`"word":`, list[i].Word)
		w.OptString(`"of":`, list[i].Of)
		w.Key(`"similar":`)
		w.Strings(list[i].Similar)
		w.Close('}')
	}
	w.Close(']')
}
