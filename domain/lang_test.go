package domain_test

import (
	"iter"
	"testing"

	"github.com/hopproof/hopproof/domain"
	"github.com/hopproof/hopproof/internal/testlang"
	"github.com/hopproof/hopproof/spf"
)

// TestEveryCodeIsShown: the zones bring out every item, reason, scenario and
// change that has a sentence, each sentence finds its arguments, and nothing
// comes out that has none.
func TestEveryCodeIsShown(t *testing.T) {
	texts := testlang.Read(t, "../live/lang/domain.en.json")
	seen := map[string]bool{}
	for _, path := range zones(t) {
		r := readZone(t, common, path).check(t)
		for key, args := range sentences(&r) {
			seen[key] = true
			text, ok := texts[key]
			if !ok {
				t.Errorf("%s has no sentence", key)
			}
			for _, p := range testlang.Places(text) {
				if _, ok := args[p]; !ok {
					t.Errorf("%s: %s has no argument %s", path, key, p)
				}
			}
		}
	}
	for _, code := range elsewhere {
		seen[code] = true
		if texts[code] == "" {
			t.Errorf("%s has no sentence", code)
		}
	}
	for key := range texts {
		if !seen[key] {
			t.Errorf("no zone brings out %s", key)
		}
	}
}

// elsewhere are the words that no zone need bring out: the problems of policies
// have a test of their own, and the reasons of a permerror are package spf's.
var elsewhere = []string{
	"problem.policy-bad-age", "problem.policy-bad-line", "problem.policy-bad-mode", "problem.policy-bad-mx",
	"problem.policy-no-mx", "problem.policy-no-version", "problem.policy-too-long",
	"permerror." + spf.ReasonSeveral, "permerror." + spf.ReasonSyntax, "permerror." + spf.ReasonVoids,
	"permerror." + spf.ReasonMX, "permerror." + spf.ReasonDepth, "permerror." + spf.ReasonIncludeNone,
	"permerror." + spf.ReasonRedirectNone,
}

// words are the arguments whose values are codes with words of their own.
var words = []string{"problem", "permerror", "kind", "cloud"}

// sentences are the keys that a report needs, with their arguments.
func sentences(r *domain.Report) iter.Seq2[string, map[string]string] {
	return func(yield func(string, map[string]string) bool) {
		add := func(key string, args map[string]string) {
			yield(key, args)
			for _, name := range words {
				if value, ok := args[name]; ok {
					yield(name+"."+value, nil)
				}
			}
		}
		add("domain.scenario."+r.Scenario.Code, r.Scenario.Args)
		for _, b := range r.Scenario.Because {
			add("domain.because."+b.Code, b.Args)
		}
		for _, i := range r.Items {
			if i.Code != "spf-lint" { // in the catalogue of package spf
				add(i.Key(), i.Args)
			}
			add("domain.topic."+string(i.Topic), nil)
			for _, c := range i.Changes {
				add("domain.change."+c.Code, map[string]string{"name": c.Name, "type": c.Type, "from": c.From, "to": c.To})
			}
		}
	}
}
