package live

import (
	"io/fs"
	"testing"

	"github.com/hopproof/hopproof/internal/testlang"
)

// read is one file of sentences.
func read(t *testing.T, subject, lang string) map[string]string {
	t.Helper()
	path := "lang/" + subject + "." + lang + ".json"
	text, err := files.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return testlang.Parse(t, path, string(text))
}

// TestLanguagesAgree on keys and places, and French on its signs.
func TestLanguagesAgree(t *testing.T) {
	for _, subject := range subjects {
		fr := read(t, subject, "fr")
		testlang.Agree(t, read(t, subject, "en"), fr)
		for key, text := range fr {
			testlang.French(t, key, text)
		}
	}
}

// TestFiles: no key in two files, and no file that nobody reads.
func TestFiles(t *testing.T) {
	seen := map[string]string{}
	for _, subject := range subjects {
		for key := range read(t, subject, "en") {
			if other, ok := seen[key]; ok {
				t.Errorf("%s stands in %s and %s", key, other, subject)
			}
			seen[key] = subject
		}
	}
	files, err := fs.Glob(files, "lang/*.json")
	if err != nil || len(files) != 2*len(subjects) {
		t.Errorf("%d files for %d subjects (%v)", len(files), len(subjects), err)
	}
}
