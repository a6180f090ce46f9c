package report

import "maps"

// Extend returns a catalogue of the same language that has further sentences:
// text is a flat JSON object of them. Of two with one key the further one
// counts.
func (c *Catalogue) Extend(text string) (*Catalogue, error) {
	more := &Catalogue{lang: c.lang, texts: maps.Clone(c.texts)}
	err := readFlat(text, func(key, value string) { more.texts[key] = value })
	return more, err
}
