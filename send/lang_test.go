package send_test

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func sentences(t *testing.T, lang string) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, subject := range []string{"send", "copies"} {
		data, err := os.ReadFile("../internal/sendreport/lang/" + subject + "." + lang + ".json")
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(data, &all); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

var place = regexp.MustCompile(`\{[^}]*\}`)

func places(s string) []string {
	found := place.FindAllString(s, -1)
	slices.Sort(found)
	return slices.Compact(found)
}

func TestLanguagesAgree(t *testing.T) {
	en, fr := sentences(t, "en"), sentences(t, "fr")
	if a, b := slices.Sorted(maps.Keys(en)), slices.Sorted(maps.Keys(fr)); !slices.Equal(a, b) {
		t.Fatal("the languages have different keys")
	}
	wrong := regexp.MustCompile(` [:;?!»]|« |[a-zé][;?!]|'`)
	for key := range en {
		if a, b := places(en[key]), places(fr[key]); !slices.Equal(a, b) {
			t.Errorf("%s has the places %v in English, %v in French", key, a, b)
		}
		if found := wrong.FindString(fr[key]); found != "" {
			t.Errorf("%s: %q in %q", key, found, fr[key])
		}
	}
}

// TestEverySentenceIsUsed: each code stands in the source that writes it.
func TestEverySentenceIsUsed(t *testing.T) {
	var source strings.Builder
	for _, pattern := range []string{"*.go", "../internal/sendreport/*.go", "../cmd/hopproof/send*.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatal(pattern, err)
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.HasSuffix(file, "_test.go") {
				source.Write(data)
			}
		}
	}
	for key := range sentences(t, "en") {
		code := key[strings.LastIndexByte(key, '.')+1:]
		for _, prefix := range []string{"message-", "tls-", "found-", "is-"} { // composed ones
			if rest, ok := strings.CutPrefix(code, prefix); ok && !strings.Contains(source.String(), `"`+code+`"`) {
				code = rest
			}
		}
		if !strings.Contains(source.String(), `"`+code+`"`) && !strings.Contains(source.String(), `.`+code+`"`) {
			t.Errorf("nothing writes %s", key)
		}
	}
}
