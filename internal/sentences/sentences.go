// Package sentences adds the sentences of a package to the catalogues of package
// report. They stand in files lang/SUBJECT.LANGUAGE.json.
package sentences

import (
	"io/fs"
	"sync"

	"github.com/hopproof/hopproof/report"
)

// Lookup returns what report.Lookup does, with the sentences of the subjects.
// The files are embedded, and a test of whoever embeds them holds them to their
// form: one that cannot be read is a fault of the program.
func Lookup(files fs.ReadFileFS, subjects ...string) func(lang string) *report.Catalogue {
	catalogues := map[string]func() *report.Catalogue{}
	for _, lang := range report.Languages() {
		catalogues[lang] = sync.OnceValue(func() *report.Catalogue { return extended(files, subjects, lang) })
	}
	return func(lang string) *report.Catalogue { return catalogues[report.Lookup(lang).Lang()]() }
}

func extended(files fs.ReadFileFS, subjects []string, lang string) *report.Catalogue {
	c := report.Lookup(lang)
	for _, subject := range subjects {
		text, err := files.ReadFile("lang/" + subject + "." + lang + ".json")
		if err == nil {
			c, err = c.Extend(string(text))
		}
		if err != nil {
			panic("sentences of " + subject + ": " + err.Error())
		}
	}
	return c
}
