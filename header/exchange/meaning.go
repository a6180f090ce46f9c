package exchange

import "github.com/hopproof/hopproof/internal/ascii"

// Meaning tells what a value of a field or key means, in English or, for a
// lang such as "fr", in French. Path is the name of a field, of a word of
// Authentication-Results (spf, compauth, reason), or of a key behind its scope
// ("report.SFV"). Of a key with free text, such as CIP, it is the meaning of
// the key; opaque values have none.
func Meaning(path, value, lang string) (text string, c Confidence, ok bool) {
	return glossaryTable().meaning(path, value, lang)
}

// KeyMeaning is [Meaning] for a path that is no header field. A program that asks
// for no others does not carry the table of fields.
func KeyMeaning(path, value, lang string) (text string, c Confidence, ok bool) {
	return keyTable().meaning(path, value, lang)
}

func (g *glossary) meaning(path, value, lang string) (text string, c Confidence, ok bool) {
	r, about := g.value(path, value)
	if r == nil {
		if r = about; r == nil || r.form != formText || value == "" {
			return "", "", false
		}
	}
	return r.text(lang), r.confidence, true
}

// PairMeaning is [Meaning] for a pair of the report field named header.
func PairMeaning(header, key, value, lang string) (text string, c Confidence, ok bool) {
	var buf [longestKey * 2]byte
	if len(key) > longestKey {
		return "", "", false
	}
	path := append(append(append(buf[:0], scopeOf(header)...), '.'), key...)
	return KeyMeaning(string(path), value, lang)
}

// Meaning is the meaning of the pair.
func (p *Pair) Meaning(lang string) (text string, c Confidence, ok bool) {
	return PairMeaning(p.Header, p.Key, p.Value, lang)
}

// scopeOf tells which keys a report field has.
func scopeOf(header string) string {
	switch {
	case ascii.HasPrefixFold(header, antispamReport+"-Mailbox-Delivery"):
		return scopeDelivery
	case ascii.HasPrefixFold(header, forefrontReport):
		return scopeReport
	case ascii.HasPrefixFold(header, organization):
		return scopeOnPrem
	}
	return scopeAntispam
}

func (r *row) text(lang string) string {
	if isFrench(lang) {
		return r.fr
	}
	return r.en
}

// isFrench reads a language tag (RFC 5646) or the name of a locale.
func isFrench(lang string) bool {
	return ascii.HasPrefixFold(lang, "fr") && (len(lang) == 2 || lang[2] == '-' || lang[2] == '_')
}
