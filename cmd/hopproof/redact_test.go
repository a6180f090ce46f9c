package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/internal/redactcheck"
	"github.com/hopproof/hopproof/internal/testlang"
	"github.com/hopproof/hopproof/redact"
)

// TestRedactWords: what redact says stands in both languages, and each refusal has
// its sentence, its advice and the word for what would be readable.
func TestRedactWords(t *testing.T) {
	en, fr := testlang.Read(t, "lang/redact.en.json"), testlang.Read(t, "lang/redact.fr.json")
	testlang.Agree(t, en, fr)
	for key, text := range fr {
		testlang.French(t, key, text)
	}
	for _, code := range []string{redactcheck.Misread, redactcheck.Leaking, redactcheck.Otherwise} {
		if en["redact."+code] == "" || en["redact."+code+".advice"] == "" {
			t.Errorf("no sentence for %s", code)
		}
	}
	for _, kind := range []redact.LeakKind{redact.LeakLocal, redact.LeakDomain, redact.LeakAddress, redact.LeakID, redact.LeakName} {
		a := &app{streams: streams{err: &bytes.Buffer{}}}
		a.common.lang = "fr"
		err := a.refusal("a.eml", &redactcheck.Refusal{Code: redactcheck.Leaking, Leak: redact.Leak{Field: 3, Name: "X-Field", Kind: kind}})
		want := "a.eml: champ 3, X-Field\u00a0: " + fr["redact.kind."+string(kind)] + " de l’original"
		if fr["redact.kind."+string(kind)] == "" || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: %v", kind, err)
		}
	}
}
