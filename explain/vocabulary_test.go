package explain

import (
	"slices"
	"strings"
	"testing"
)

// TestVocabulary: every word that is offered is explained, and stands in order.
func TestVocabulary(t *testing.T) {
	for _, begun := range []string{"", ":", "SFV:", "sfv:s", "5.7.", "X-MS-", "--"} {
		list := Vocabulary(begun)
		if !slices.IsSorted(list) || len(slices.Compact(slices.Clone(list))) != len(list) {
			t.Errorf("%q: not in order: %q", begun, list)
		}
		for _, word := range list {
			if answer, ok := Word(word, "en"); !ok || answer.Meaning == "" && answer.Fix == "" {
				t.Errorf("%q: %q is not explained", begun, word)
			}
		}
	}
	for begun, want := range map[string]string{
		"sf": "SFV", "SFV:SK": "SFV:SKI", "5.7.6": "5.7.64", "Rece": "Received", "hop-neg": "hop-negative-delay", "ESMTPS": "ESMTPSA", "--rel": "--relay-host",
	} {
		if list := Vocabulary(begun); !slices.Contains(list, want) {
			t.Errorf("%q offers %q, without %s", begun, list, want)
		}
	}
	if list := Vocabulary("SF"); slices.ContainsFunc(list, func(w string) bool { return strings.Contains(w, ":") }) {
		t.Errorf("values are offered before the colon: %q", list)
	}
	if list := Vocabulary("no such"); len(list) > 0 {
		t.Errorf("%q", list)
	}
}
