// Package testlang holds catalogues of sentences to their form, in tests.
package testlang

import (
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Read reads the catalogue in a file; see [Parse].
func Read(tb testing.TB, path string) map[string]string {
	tb.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		tb.Fatal(err)
	}
	return Parse(tb, path, string(text))
}

// Parse reads the text of a catalogue: a JSON object of strings with one key a
// line, sorted and none twice, so that changes merge.
func Parse(tb testing.TB, name, text string) map[string]string {
	tb.Helper()
	var m map[string]string
	if err := json.Unmarshal([]byte(text), &m); err != nil {
		tb.Fatalf("%s: %v", name, err)
	}
	lines := strings.Split(strings.TrimSpace(text), "\n")
	if len(lines) != len(m)+2 {
		tb.Errorf("%s: %d lines for %d keys: a key is written twice or the form is off", name, len(lines), len(m))
	}
	var keys []string
	for _, line := range lines {
		if parts := strings.SplitN(line, `"`, 3); len(parts) == 3 {
			keys = append(keys, parts[1])
		}
	}
	if !slices.IsSorted(keys) {
		tb.Errorf("%s: keys are not sorted", name)
	}
	return m
}

var place = regexp.MustCompile(`\{([^}]*)\}`)

// Places are the names of the arguments that a sentence wants, sorted, each once.
func Places(text string) []string {
	var names []string
	for _, match := range place.FindAllStringSubmatch(text, -1) {
		names = append(names, match[1])
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Agree asserts that two languages have the same keys, a sentence for each, and
// the same places in both.
func Agree(tb testing.TB, en, fr map[string]string) {
	tb.Helper()
	if len(en) == 0 {
		tb.Error("the English catalogue is empty")
	}
	for key, text := range en {
		other, ok := fr[key]
		if !ok || text == "" || other == "" {
			tb.Errorf("%s: English %q, French %q", key, text, other)
		} else if a, b := Places(text), Places(other); !slices.Equal(a, b) {
			tb.Errorf("%s has the places %v in English, %v in French", key, a, b)
		}
	}
	for key := range fr {
		if _, ok := en[key]; !ok {
			tb.Errorf("%s has no English sentence", key)
		}
	}
}

// A plain blank where French wants one that does not break, none where it wants
// one, and the straight apostrophe.
var misset = regexp.MustCompile(` [:;?!»]|« |[a-zé][;?!]|'`)

// French asserts the typography of a French text; name is what is said of it.
func French(tb testing.TB, name, text string) {
	tb.Helper()
	if found := misset.FindString(place.ReplaceAllString(text, "x")); found != "" {
		tb.Errorf("%s: %q in %q", name, found, text)
	}
}
