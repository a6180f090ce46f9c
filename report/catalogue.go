package report

import (
	_ "embed" // the sentences
	"strconv"
	"strings"
	"sync"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/internal/ascii"
	"github.com/hopproof/hopproof/internal/tsv"
)

// sentences are those of all languages by key, a column for each. One file for
// both is a seventh smaller in the page than two.
//
//go:embed lang/sentences.tsv
var sentences string

// Catalogue holds the sentences of one language by key, such as
// "finding.second-entry". A sentence has places like {ip} for its arguments.
type Catalogue struct {
	lang  string
	texts map[string]string
}

// Languages lists the languages that have a catalogue; the first is the
// default.
func Languages() []string { return []string{"en", "fr"} }

var (
	englishOnce = sync.OnceValue(func() *Catalogue { return parseCatalogue("en", 1) })
	frenchOnce  = sync.OnceValue(func() *Catalogue { return parseCatalogue("fr", 2) })
)

// Lookup returns the catalogue of a language tag (RFC 5646) such as "fr" or
// "fr-CA"; English if there is none for it.
func Lookup(lang string) *Catalogue {
	primary, _, _ := strings.Cut(strings.ReplaceAll(lang, "_", "-"), "-")
	if ascii.EqualFold(primary, "fr") {
		return frenchOnce()
	}
	return englishOnce()
}

// parseCatalogue reads a column of the sentences.
func parseCatalogue(lang string, column int) *Catalogue {
	c := &Catalogue{lang: lang, texts: make(map[string]string, strings.Count(sentences, "\n"))}
	for _, row := range tsv.Rows(sentences) {
		c.texts[row[0]] = row[column]
	}
	return c
}

// Lang is the language of c: "en" or "fr".
func (c *Catalogue) Lang() string { return c.lang }

// Has reports whether c has a sentence for key.
func (c *Catalogue) Has(key string) bool {
	_, ok := c.texts[key]
	return ok
}

// Text returns the sentence of key with args in their places. Values are put
// in as they are: whoever shows the sentence must neutralise it. A place
// without argument stays visible as {name}; an unknown key is shown with its
// arguments, so that nothing is lost.
func (c *Catalogue) Text(key string, args Pairs) string { return c.sentence(key, "", args) }

// sentence is Text for a key in two parts, which are joined without cost.
func (c *Catalogue) sentence(group, code string, args Pairs) string {
	var buf [64]byte
	key := append(append(buf[:0], group...), code...)
	text, ok := c.texts[string(key)]
	if !ok {
		return unknownText(string(key), args)
	}
	if strings.IndexByte(text, '{') < 0 {
		return text
	}
	var b strings.Builder
	b.Grow(len(text) + 2*len("2603:10a6:10:28c:cafe::8c")) // one go for what usually stands in a place
	for {
		before, rest, found := strings.Cut(text, "{")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		name, after, _ := strings.Cut(rest, "}")
		if value, ok := args.Get(name); ok {
			b.WriteString(c.value(name, value))
		} else {
			b.WriteString("{" + name + "}")
		}
		text = after
	}
}

// value gives the words of an argument that is itself a code, such as the
// cause of an ambiguity, and the span of time of one that is in seconds (its
// name ends in _s); others are shown as they are.
func (c *Catalogue) value(name, value string) string {
	if strings.HasSuffix(name, "_s") {
		if seconds, err := strconv.ParseInt(value, 10, 64); err == nil {
			return c.duration(seconds, "\u2212")
		}
	}
	if isCode(value) {
		var buf [64]byte
		key := append(append(append(buf[:0], name...), '.'), value...)
		if words, ok := c.texts[string(key)]; ok {
			return words
		}
	}
	return value
}

// isCode reports whether a value may be a code: small letters, digits and
// hyphens.
func isCode(value string) bool {
	for i := 0; i < len(value); i++ {
		if c := value[i]; (c < 'a' || c > 'z') && c != '-' && !ascii.IsDigit(c) {
			return false
		}
	}
	return value != ""
}

func unknownText(key string, args Pairs) string {
	var b strings.Builder
	b.WriteString(key)
	var room [fewPairs]header.Arg
	for i, arg := range args.sorted(&room) {
		b.WriteString([...]string{" (", ", "}[min(i, 1)] + arg.Name + ": " + arg.Value)
	}
	if len(args) > 0 {
		b.WriteByte(')')
	}
	return b.String()
}
