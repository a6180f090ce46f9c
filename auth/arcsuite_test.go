package auth

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/internal/testcorpus"
)

// arcSuite is one document of ValiMail's validation suite.
type arcSuite struct {
	Description string            `yaml:"description"`
	Tests       yaml.MapSlice     `yaml:"tests"` // some names stand twice
	Texts       map[string]string `yaml:"txt-records"`
}

// TestARCSuite runs the whole suite, with bodies, and again without them: what
// passes with the body is header-valid without it, and what fails because of the
// body alone is the only other that may be.
func TestARCSuite(t *testing.T) {
	data, err := os.ReadFile(testcorpus.Path(t, "suites", "arc", "arc-draft-validation-tests.yml"))
	if err != nil {
		t.Fatal(err)
	}
	cases, count := 0, map[Status]int{}
	decoder := yaml.NewDecoder(bytes.NewReader(data), yaml.AllowDuplicateMapKey())
	for {
		var suite arcSuite
		if err := decoder.Decode(&suite); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		z := &zone{texts: map[string][]string{}}
		for name, text := range suite.Texts {
			z.texts[name] = []string{text}
		}
		for _, item := range suite.Tests {
			test := item.Value.(map[string]any)
			cases++
			cv, _ := test["cv"].(string)
			want := Status(strings.ToLower(strings.TrimSpace(cv)))
			if want == "" { // three seals that say cv=fail are left without a word: RFC 8617 section 5.2, step 2
				want = Fail
			}
			got := checkARCCase(t, item.Key.(string), test["message"].(string), z, want)
			count[got]++
		}
	}
	t.Logf("%d cases: %v", cases, count)
	if cases < 150 || count[Pass] < 50 || count[Fail] < 90 {
		t.Error("too few cases")
	}
}

func checkARCCase(t *testing.T, name, text string, z *zone, want Status) Status {
	t.Helper()
	section := header.Parse([]byte(text))
	body := []byte{}
	if section.Body >= 0 {
		body = []byte(text[section.Body:])
	}
	r := Check(context.Background(), &section, body, Options{Resolver: z})
	if r.ARC.Status != want {
		t.Errorf("%s: %s (%s), want %s", name, r.ARC.Status, r.ARC.Reason.Code, want)
	}
	blind := Check(context.Background(), &section, nil, Options{Resolver: z})
	switch {
	case r.ARC.Status == Pass && blind.ARC.Status != HeaderValid:
		t.Errorf("%s: without body %s (%s)", name, blind.ARC.Status, blind.ARC.Reason.Code)
	case r.ARC.Status == Fail && blind.ARC.Status != Fail && r.ARC.Reason.Args[2].Value != CodeBodyChanged:
		t.Errorf("%s: without body %s, with it %s", name, blind.ARC.Status, r.ARC.Reason.Args[2].Value)
	}
	return r.ARC.Status
}
