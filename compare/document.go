package compare

import "github.com/hopproof/hopproof/report"

// Document is the comparison of two messages in words.
type Document struct {
	// Schema names the form of the document: "hopproof-compare/1".
	Schema string `json:"schema"`
	// Generator is the program that compared, with its version.
	Generator string `json:"generator,omitempty"`
	// Lang is the language of the sentences and labels.
	Lang string `json:"lang"`
	// A is the first message.
	A Side `json:"a"`
	// B is the second message.
	B Side `json:"b"`
	// Same is whether something is known of both ways and no row that matters
	// differs.
	Same bool `json:"same"`
	// Outcome is held if the routes are the same, broken if they differ, and unknown
	// if nothing tells.
	Outcome report.Outcome `json:"outcome"`
	// Text says that in a sentence.
	Text string `json:"text"`
	// Rows are the properties that were compared, by group.
	Rows []DocumentRow `json:"rows"`
}

// DocumentRow is one property of both messages.
type DocumentRow struct {
	// Group is what the property belongs to: route, entry, hops, authentication,
	// microsoft, sending, passing, delays or findings.
	Group string `json:"group"`
	// Code says what it is.
	Code string `json:"code"`
	// Name says which one, where there are several.
	Name string `json:"name,omitempty"`
	// Label is what it is in words.
	Label string `json:"label"`
	// A is its value in the first message; absent, as AText, if that has none.
	A string `json:"a,omitempty"`
	// AText is that value in words.
	AText string `json:"a_text,omitempty"`
	// B is its value in the second message, likewise.
	B string `json:"b,omitempty"`
	// BText is that value in words.
	BText string `json:"b_text,omitempty"`
	// Same is whether the values are the same, or as near as two messages come.
	Same bool `json:"same"`
	// Matters is whether a difference makes another route of it.
	Matters bool `json:"matters"`
}

// Document puts c into words of a language.
func (c *Comparison) Document(lang string) Document {
	words := Lookup(lang)
	d := Document{
		Schema: Schema, Generator: c.Generator, Lang: words.Lang(), A: c.A, B: c.B, Same: c.Same, Outcome: c.Outcome(),
		Text: c.Sentence(lang), Rows: make([]DocumentRow, len(c.Rows)),
	}
	for i := range c.Rows {
		r := &c.Rows[i]
		row := DocumentRow{Group: r.Group, Code: r.Code, Name: r.Name, Label: r.label(words), A: r.A, B: r.B, Same: r.Same, Matters: r.Matters}
		a, b := r.texts(words)
		if r.A != "" {
			row.AText = a
		}
		if r.B != "" {
			row.BText = b
		}
		d.Rows[i] = row
	}
	return d
}
