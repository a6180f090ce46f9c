package connector

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/hops/connector/lang"
	"github.com/hopproof/hopproof/internal/tsv"
)

// TestTables: every row has its source and the month it was checked, and stands
// once, in order.
func TestTables(t *testing.T) {
	for name, table := range map[string]string{"parameters": parametersTSV, "lint": lintTSV, "rules": rulesTSV, "refusals": refusalsTSV} {
		columns := len(strings.Split(strings.SplitN(table, "\n", 2)[0], "\t"))
		last := ""
		for _, row := range tsv.Rows(table) {
			if row[columns-2] == "" || !regexp.MustCompile(`^20\d\d-\d\d$`).MatchString(row[columns-1]) {
				t.Errorf("%s: %s has no source or date", name, row[0])
			}
			if ordered := name == "parameters" || name == "lint"; ordered && row[0] <= last {
				t.Errorf("%s: %s is not in order", name, row[0])
			}
			last = row[0]
		}
	}
	for i := range parameters {
		if f := parameters[i].fact(); f.name != parameters[i].name || f.types == "object" {
			t.Errorf("parameters.tsv does not know %s", parameters[i].name)
		}
	}
	previous := int64(-1)
	for _, r := range relayRules() {
		if r.from <= previous {
			t.Errorf("rule %s is not in order", r.id)
		}
		previous = r.from
	}
}

func sentences(t *testing.T, language string) map[string]string {
	t.Helper()
	var all map[string]string
	if err := json.Unmarshal([]byte(lang.Text(language)), &all); err != nil {
		t.Fatal(err)
	}
	return all
}

var place = regexp.MustCompile(`\{[a-z]+\}`)

// TestLanguagesAgree: the same keys with the same places in both, and French as
// it is typeset.
func TestLanguagesAgree(t *testing.T) {
	en, fr := sentences(t, "en"), sentences(t, "fr")
	wrong := regexp.MustCompile(` [:;?!»]|« |[a-zé][;?!]|'`)
	for key, text := range en {
		places := func(s string) []string {
			list := place.FindAllString(s, -1)
			slices.Sort(list)
			return slices.Compact(list)
		}
		if fr[key] == "" || !slices.Equal(places(text), places(fr[key])) {
			t.Errorf("%s: %q and %q do not agree", key, text, fr[key])
		}
		if found := wrong.FindString(fr[key]); found != "" {
			t.Errorf("%s: %q in %q", key, found, fr[key])
		}
	}
	if !slices.Equal(slices.Sorted(maps.Keys(en)), slices.Sorted(maps.Keys(fr))) {
		t.Error("the languages have not the same keys")
	}
}

// TestEveryCodeHasASentence, and every sentence a code: the sources are read.
func TestEveryCodeHasASentence(t *testing.T) {
	en := sentences(t, "en")
	used := map[string]bool{}
	need := func(key string) {
		used[key] = true
		if en[key] == "" {
			t.Errorf("no sentence for %s", key)
		}
	}
	for _, code := range slices.Sorted(maps.Keys(remarks())) {
		need("lint." + code)
	}
	for _, r := range relayRules() {
		need("rule." + r.id)
	}
	source := ""
	files, _ := filepath.Glob("*.go")
	for _, name := range files {
		if text, err := os.ReadFile(name); err == nil && !strings.HasSuffix(name, "_test.go") {
			source += string(text)
		}
	}
	emitted := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?:l\.add|finding|d\.note|l\.overlap|overlappingNames)\("([a-z0-9-]+)"`).FindAllStringSubmatch(source, -1) {
		emitted[m[1]] = true
	}
	for _, code := range slices.Sorted(maps.Keys(remarks())) {
		if !strings.Contains(source, `"`+code+`"`) {
			t.Errorf("lint.tsv has %s, which nothing finds", code)
		}
	}
	for code := range emitted {
		if _, known := remarks()[code]; !known {
			t.Errorf("%s is found and not in lint.tsv", code)
		}
	}
	for _, m := range regexp.MustCompile(`coded\("([a-z0-9-]+)"`).FindAllStringSubmatch(source, -1) {
		if en["check."+m[1]] == "" && en["do."+m[1]] == "" {
			t.Errorf("no sentence for the reason or remedy %s", m[1])
		}
		used["check."+m[1]], used["do."+m[1]] = true, true
	}
	for _, m := range regexp.MustCompile(`k\.(?:find|whyNot|howTo)\("([a-z-]+)"|Code: "([a-z-]+)"`).FindAllStringSubmatch(source, -1) {
		used["check."+m[1]+m[2]], used["do."+m[1]+m[2]] = true, true
		if en["check."+m[1]+m[2]] == "" && en["do."+m[1]+m[2]] == "" {
			t.Errorf("no sentence for %s", m[1]+m[2])
		}
	}
	for key := range en {
		group, _, _ := strings.Cut(key, ".")
		if (group == "lint" || group == "check" || group == "do" || group == "rule") && !used[key] {
			t.Errorf("nothing says %s", key)
		}
	}
}

// TestSortedFiles: one key a line in order, so that changes merge.
func TestSortedFiles(t *testing.T) {
	for _, language := range []string{"en", "fr"} {
		lines := strings.Split(strings.TrimSpace(lang.Text(language)), "\n")
		if len(lines) != len(sentences(t, language))+2 || !slices.IsSortedFunc(lines[1:len(lines)-1], func(a, b string) int {
			return strings.Compare(strings.SplitN(a, `"`, 3)[1], strings.SplitN(b, `"`, 3)[1])
		}) {
			t.Errorf("%s: a key twice, or not in order", language)
		}
	}
}
