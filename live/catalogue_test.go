package live

import (
	"encoding/json"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// read is one file of sentences.
func read(t *testing.T, subject, lang string) (map[string]string, string) {
	t.Helper()
	text, err := sentences.ReadFile("lang/" + subject + "." + lang + ".json")
	if err != nil {
		t.Fatal(err)
	}
	var m map[string]string
	if err := json.Unmarshal(text, &m); err != nil {
		t.Fatalf("%s.%s: %v", subject, lang, err)
	}
	return m, string(text)
}

var place = regexp.MustCompile(`\{[^}]*\}`)

func places(text string) []string {
	found := place.FindAllString(text, -1)
	slices.Sort(found)
	return slices.Compact(found)
}

func TestLanguagesAgree(t *testing.T) {
	for _, subject := range subjects {
		en, _ := read(t, subject, "en")
		fr, _ := read(t, subject, "fr")
		for key, text := range en {
			other, ok := fr[key]
			if !ok || text == "" || other == "" {
				t.Errorf("%s: English %q, French %q", key, text, other)
			} else if a, b := places(text), places(other); !slices.Equal(a, b) {
				t.Errorf("%s has the places %v in English, %v in French", key, a, b)
			}
		}
		for key := range fr {
			if _, ok := en[key]; !ok {
				t.Errorf("%s has no English sentence", key)
			}
		}
	}
}

// TestFiles: one sorted key a line, no key in two files, and no file that
// nobody reads.
func TestFiles(t *testing.T) {
	seen := map[string]string{}
	for _, subject := range subjects {
		for _, lang := range []string{"en", "fr"} {
			m, text := read(t, subject, lang)
			var keys []string
			for _, line := range strings.Split(strings.TrimSpace(text), "\n") {
				if key, _, found := strings.Cut(strings.TrimSpace(line), `":`); found {
					keys = append(keys, strings.TrimPrefix(key, `"`))
				}
			}
			if !slices.IsSorted(keys) || len(keys) != len(m) {
				t.Errorf("%s.%s: %d sorted keys in lines, %d in all", subject, lang, len(keys), len(m))
			}
			for key := range m {
				if other, ok := seen[lang+key]; ok {
					t.Errorf("%s stands in %s and %s", key, other, subject)
				}
				seen[lang+key] = subject
			}
		}
	}
	files, err := fs.Glob(sentences, "lang/*.json")
	if err != nil || len(files) != 2*len(subjects) {
		t.Errorf("%d files for %d subjects (%v)", len(files), len(subjects), err)
	}
}

func TestFrenchTypography(t *testing.T) {
	wrong := regexp.MustCompile(` [:;?!»]|« |[a-zé][;?!]|'`)
	for _, subject := range subjects {
		m, _ := read(t, subject, "fr")
		for key, text := range m {
			if found := wrong.FindString(place.ReplaceAllString(text, "x")); found != "" {
				t.Errorf("%s: %q in %q", key, found, text)
			}
		}
	}
}
