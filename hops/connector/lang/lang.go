// Package lang holds the sentences of package connector, in a catalogue of its
// own: the command compiles them in, a page may load the files when it needs
// them. Catalogue.Extend of package report takes them.
package lang

import _ "embed" // the sentences

//go:embed en.json
var english string

//go:embed fr.json
var french string

// Text is the catalogue of a language, a flat JSON object: "fr", else English.
func Text(lang string) string {
	if lang == "fr" {
		return french
	}
	return english
}
