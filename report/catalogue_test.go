package report

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/hopproof/hopproof/internal/testlang"
)

// TestLanguagesAgree on keys and places, and French on its signs.
func TestLanguagesAgree(t *testing.T) {
	fr := Lookup("fr").texts
	testlang.Agree(t, Lookup("en").texts, fr)
	for key, text := range fr {
		if key != "label.zone" {
			testlang.French(t, key, text)
		}
	}
}

// TestSentences: each key stands once and in order of the heading, with a
// sentence in each language.
func TestSentences(t *testing.T) {
	if heading, _, _ := strings.Cut(sentences, "\n"); heading != "key\t"+strings.Join(Languages(), "\t") {
		t.Errorf("heading %q", heading)
	}
	seen := map[string]bool{}
	for line := range strings.Lines(sentences) {
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(cells) != 1+len(Languages()) || slices.Contains(cells, "") || seen[cells[0]] {
			t.Errorf("%q", line)
		}
		seen[cells[0]] = true
	}
}

// TestEveryLabelIsUsed finds words of the report that nothing writes.
func TestEveryLabelIsUsed(t *testing.T) {
	source := strings.Join(sources(t, "*.go"), "")
	for key := range Lookup("en").texts {
		group, name, _ := strings.Cut(key, ".")
		if group == "label" && !strings.Contains(source, `"`+name+`"`) && !strings.Contains(source, `"label.`+name+`"`) {
			t.Errorf("%s is used nowhere", key)
		}
	}
}

// TestWordsHaveSentences: every role and basis that the Document knows can be
// shown in both languages.
func TestWordsHaveSentences(t *testing.T) {
	for _, lang := range Languages() {
		c := Lookup(lang)
		for _, role := range []Role{RoleDevice, RoleSubmission, RoleRelay, RoleFilter, RoleEOP, RoleExchangeOnline,
			RoleEOPOutbound, RoleForwarder, RoleList, RoleDestination, RoleInternal, RoleOther} {
			mustHave(t, c, "role."+string(role))
		}
		for _, basis := range []Basis{BasisReceiver, BasisOperator, BasisDeclared, BasisSealed, BasisClaimed, BasisLog} {
			mustHave(t, c, "basis."+string(basis))
		}
		for _, tie := range []Tie{TieNetworkID, TieQueueID, TieMessageID} {
			mustHave(t, c, "tie."+string(tie))
		}
		for _, word := range []FilterVerdict{FilterSpam, FilterNotSpam, FilterSuspect, FilterBulk, FilterPhishing, FilterMalware, FilterNotScanned} {
			mustHave(t, c, "filter."+string(word))
		}
		for _, host := range []string{"relay", "device", "filter"} {
			for _, known := range []string{"", "-plain", "-bare"} {
				mustHave(t, c, "question."+host+known)
			}
		}
		for _, outcome := range []Outcome{Held, Broken, Unknown} {
			mustHave(t, c, "verdict."+string(outcome))
			mustHave(t, c, "label."+string(outcome))
		}
	}
}

func mustHave(t *testing.T, c *Catalogue, key string) {
	t.Helper()
	if !c.Has(key) {
		t.Errorf("%s: no sentence for %s", c.Lang(), key)
	}
}

// codes are the ways in which the packages that emit codes write them, and the
// groups of the catalogue in which their sentences stand.
var codes = []struct {
	group, files string
	pattern      *regexp.Regexp
}{
	{"problem", "../header/*.go", regexp.MustCompile(`(?:problem|run)\("([a-z0-9-]+)"|Problem\w+ += "([a-z0-9-]+)"|Problem\{Code: "([a-z0-9-]+)"|code :?= "([a-z0-9-]+)"`)},
	{"problem", "../scan/source/problem.go", regexp.MustCompile(`\t\w+ += "([a-z-]+)"`)},
	{"problem", "../scan/read.go", regexp.MustCompile(`\t\w+ += "([a-z-]+)"`)},
	{"special", "../scan/source/path.go", regexp.MustCompile(`what :?= "([a-z]+)"`)},
	{"item", "../msg/errors.go", regexp.MustCompile(`Is\w+ +Reason += "([a-z-]+)"`)},
	{"cause", "../header/*.go", regexp.MustCompile(`Ambiguous\w+ += "([a-z0-9-]+)"`)},
	{"cause", "../hops/reading.go", regexp.MustCompile(`[cC]ause\w+ += "([a-z-]+)"`)},
	{"reason", "../hops/*.go", regexp.MustCompile(`Stop\w+ += "([a-z0-9-]+)"`)},
	{"finding", "../hops/*.go", regexp.MustCompile(`find\("([a-z0-9-]+)"`)},
	{"finding", "../hops/route/*.go", regexp.MustCompile(`Code: +"([a-z0-9-]+)"`)},
	{"reason remedy", "../hops/route/*.go", regexp.MustCompile(`coded\("([a-z0-9-]+)"`)},
	{"reason remedy", "../hops/route/rule*.go", regexp.MustCompile(`"([a-z]+(?:-[a-z]+)+)"`)},
	{"explain", "../hops/route/explain.go", regexp.MustCompile(`"(explain-[a-z-]+)"`)},
	{"finding", "../hops/flow/latency.go", regexp.MustCompile(`Code: "([a-z-]+)"`)},
	{"because", "../hops/flow/sending.go", regexp.MustCompile(`\tby\w+ += "([a-z-]+)"`)},
	{"because", "../hops/flow/identity.go", regexp.MustCompile(`\tlogin\w+ += "([a-z-]+)"`)},
	{"sending", "../hops/flow/sending.go", regexp.MustCompile(`Mode += "([a-z-]+)"`)},
	{"mode", "../hops/flow/sending.go", regexp.MustCompile(`Mode += "([a-z-]+)"`)},
	{"finding", "../hops/route/log*.go", regexp.MustCompile(`(?:untied|v\.find)\("([a-z-]+)"`)},
	{"finding", "../evidence/record.go", regexp.MustCompile(`Problem\w+ += "([a-z-]+)"`)},
	{"finding", "../hops/route/bypass.go", regexp.MustCompile(`v.find\("([a-z-]+)"`)},
	{"finding", "../hops/flow/*.go", regexp.MustCompile(`Code: +"([a-z-]+)"`)},
	{"forwarding", "../hops/flow/usable.go", regexp.MustCompile(`Reason\w+ += "([a-z-]+)"`)},
	{"finding", "../hops/*.go", regexp.MustCompile(`(?:contradicted\(e, |code.* := )"([a-z-]+)"`)},
}

// TestEveryCodeHasASentence reads the sources of the packages that emit codes. Of
// the groups about legs, no sentence is left over either.
func TestEveryCodeHasASentence(t *testing.T) {
	c := Lookup("en")
	emitted := map[string]bool{}
	for _, kind := range codes {
		for _, text := range sources(t, kind.files) {
			for _, match := range kind.pattern.FindAllStringSubmatch(text, -1) {
				code := strings.Join(match[1:], "")
				found := false
				for _, group := range strings.Fields(kind.group) {
					found = found || c.Has(group+"."+code)
					emitted[group+"."+code] = true
				}
				if !found {
					t.Errorf("%s: %s has no sentence in group %s", kind.files, code, kind.group)
				}
			}
		}
	}
	for _, key := range c.Keys() {
		if group, _, _ := strings.Cut(key, "."); !emitted[key] && (group == "cause" || group == "reason" || group == "remedy") {
			t.Errorf("nothing emits %s", key)
		}
	}
}

// sources are the texts of the files that are no tests.
func sources(t *testing.T, pattern string) []string {
	t.Helper()
	paths, err := filepath.Glob(pattern)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, path := range paths {
		if !strings.HasSuffix(path, "_test.go") {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, string(text))
		}
	}
	return all
}

func TestText(t *testing.T) {
	c := Lookup("en")
	for _, x := range []struct {
		key  string
		args Pairs
		want string
	}{
		{"reason.entered-by-smtp", Pairs{{Name: "ip", Value: "192.0.2.1"}},
			"The message entered Microsoft 365 by SMTP from 192.0.2.1; it was not written in a mailbox."},
		{"label.field", nil, "field {field}"},
		{"label.field", Pairs{{Name: "field", Value: "{field}"}}, "field {field}"},
		{"no.such", Pairs{{Name: "z", Value: "1"}, {Name: "a", Value: "2"}}, "no.such (a: 2, z: 1)"},
		{"no.such", nil, "no.such"},
		{"finding.received-ambiguous", Pairs{{Name: "cause", Value: "second-by"}},
			"A Received line can be read in two ways (a second by), so it proves nothing."},
		{"finding.received-ambiguous", Pairs{{Name: "cause", Value: "moon"}},
			"A Received line can be read in two ways (moon), so it proves nothing."},
	} {
		if got := c.Text(x.key, x.args); got != x.want {
			t.Errorf("Text(%s) = %q, want %q", x.key, got, x.want)
		}
	}
}

func TestLookup(t *testing.T) {
	for lang, want := range map[string]string{"": "en", "en-GB": "en", "fr": "fr", "FR-ca": "fr", "fr_FR.UTF-8": "fr", "frr": "en", "de": "en"} {
		if got := Lookup(lang).Lang(); got != want {
			t.Errorf("Lookup(%q) is %s, want %s", lang, got, want)
		}
	}
}

func TestLocalizeChangesSentencesOnly(t *testing.T) {
	for name, d := range samples() {
		if name == "hostile" {
			continue
		}
		d.Localize("fr")
		french := string(d.AppendJSON(nil, "\t"))
		d.Localize("en")
		for _, line := range strings.Split(string(d.AppendJSON(nil, "\t")), "\n") {
			key, _, _ := strings.Cut(strings.TrimSpace(line), ":")
			switch key {
			case `"text"`, `"reason_text"`, `"remedy_text"`, `"sentence"`, `"meaning"`, `"means"`, `"lang"`:
				if value := strings.TrimSpace(line); strings.Contains(value, "reason.") || strings.Contains(value, "{") {
					t.Errorf("%s: no sentence: %s", name, line)
				}
			default:
				if !strings.Contains(french, line) {
					t.Errorf("%s: %s is not the same in French", name, line)
				}
			}
		}
	}
}

func TestVerdict(t *testing.T) {
	for name, want := range map[string]string{
		"held":        "The message went relay → eop → exchange-online → delivery: every required leg is proven, from what mx.google.com recorded.",
		"broken":      "The message did not take this route: a believable line contradicts “relay”, provided that mx.google.com is your receiver (assumed).",
		"unknown":     "The headers cannot prove this route: no believable line shows “relay”, from what mx.google.com recorded.",
		"no-received": "There is no Received line, so no route can be proven or refuted.",
		"analyzed":    "",
	} {
		if got := Lookup("en").Verdict(samples()[name]); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	inner := *samples()["held"]
	inner.Input.InnerNumber = 1
	const want = "The message went relay → eop → exchange-online → delivery: every required leg is proven, provided that whoever attached this message is honest, from what mx.google.com is said to have recorded."
	if got := Lookup("en").Verdict(&inner); got != want {
		t.Errorf("inner: %q, want %q", got, want)
	}
}

func FuzzFlatJSON(f *testing.F) {
	for _, seed := range []string{`{}`, `{"a":"b"}`, ` { "a" : "\u00e9\ud83d\ude42\n" , "b":"\/" } `, `{"a":"\ud800x"}`, `{"a":"\ud800\u0041"}`, `{"a":1}`, `{"a":"b"} x`, `{`, `{"a":"`, `{"a":"\u12`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			return // encoding/json mends such text, the catalogue has none
		}
		got := map[string]string{}
		err := readFlat(text, func(name, value string) { got[name] = value })
		var want map[string]string
		jsonErr := json.Unmarshal([]byte(text), &want)
		if strings.TrimSpace(text) == "null" || strings.Contains(text, "null") {
			return // null is a string map to encoding/json, not to us
		}
		if (err == nil) != (jsonErr == nil) || err == nil && !maps.Equal(got, want) {
			t.Errorf("%q: %v %v, encoding/json %v %v", text, got, err, want, jsonErr)
		}
	})
}
