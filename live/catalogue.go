package live

import (
	"embed"
	"sync"

	"github.com/hopproof/hopproof/report"
)

//go:embed lang/*.json
var sentences embed.FS

// subjects are the files of each language, by what they speak of.
var subjects = [...]string{"auth", "domain", "live", "spf"}

var catalogues = map[string]func() *report.Catalogue{
	"en": sync.OnceValue(func() *report.Catalogue { return extended("en") }),
	"fr": sync.OnceValue(func() *report.Catalogue { return extended("fr") }),
}

// Lookup returns the catalogue of a language as report.Lookup does, with the
// sentences of the live checks.
func Lookup(lang string) *report.Catalogue {
	return catalogues[report.Lookup(lang).Lang()]()
}

// extended reads the embedded files, which a test holds to their form.
func extended(lang string) *report.Catalogue {
	c := report.Lookup(lang)
	for _, subject := range subjects {
		text, err := sentences.ReadFile("lang/" + subject + "." + lang + ".json")
		if err == nil {
			c, err = c.Extend(string(text))
		}
		if err != nil {
			panic("live: " + err.Error())
		}
	}
	return c
}
