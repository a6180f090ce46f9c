package redact_test

import (
	"testing"

	"github.com/hopproof/hopproof/internal/testcorpus"
	"github.com/hopproof/hopproof/redact"
)

func TestCorpusNothingSurvives(t *testing.T) {
	for _, message := range testcorpus.Messages(t) {
		r := redact.Section(message.Data, newMap(t))
		for _, leak := range r.Leaks {
			t.Errorf("%s: field %d %s: %s", message.Name, leak.Field, leak.Name, leak.Kind)
		}
		if r.Misread {
			t.Errorf("%s: other fields than before", message.Name)
		}
	}
}
