package live

import (
	"embed"

	"github.com/hopproof/hopproof/internal/sentences"
	"github.com/hopproof/hopproof/report"
)

//go:embed lang/*.json
var files embed.FS

// subjects are the files of each language, by what they speak of.
var subjects = [...]string{"auth", "domain", "live", "spf"}

// lookup reads the files once.
var lookup = sentences.Lookup(files, subjects[:]...)

// Lookup returns the catalogue of a language as report.Lookup does, with the
// sentences of the live checks.
func Lookup(lang string) *report.Catalogue { return lookup(lang) }
