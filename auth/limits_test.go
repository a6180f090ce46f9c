package auth

import (
	"testing"

	"github.com/hopproof/hopproof/header"
)

// TestStampLimit: of a pile of results the first are compared.
func TestStampLimit(t *testing.T) {
	section := header.ParseString("From: a@contoso.example\n")
	stamp := func(n int) []Stamp {
		all := make([]Stamp, n)
		for i := range all {
			all[i] = Stamp{Method: "dkim", Result: "pass", Domain: "contoso.example"}
		}
		return all
	}
	within := len(Compare(&section, stamp(MaxStamps), Identifier{}, &Result{}))
	if beyond := len(Compare(&section, stamp(3*MaxStamps), Identifier{}, &Result{})); within != MaxStamps || beyond != within {
		t.Errorf("%d findings of %d results, %d of more", within, MaxStamps, beyond)
	}
}
