package hops_test

import (
	"testing"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/header/authres"
	"github.com/hopproof/hopproof/hops"
	gen "github.com/hopproof/hopproof/internal/tracegen"
)

// TestSenderInResults: results of the receiver are not believed where MAIL FROM
// holds what may pass for one, as servers that leave its quotes out write it.
func TestSenderInResults(t *testing.T) {
	const results = "Authentication-Results: mx.google.com; spf=pass (envelope-from=x); dkim=pass header.d=contoso.example (y@evil.example)"
	for sender, want := range map[string]hops.Basis{
		"<scanner@contoso.example>":         hops.Receiver,
		"<bounce+a=b.example@evil.example>": hops.Receiver,
		"<>":                                hops.Receiver,
		`<"x); dkim=pass header.d=contoso.example (y"@evil.example>`: hops.Claimed,
		`<"x;dkim=pass"@evil.example>`:                               hops.Claimed,
		"<x; dkim=pass header.i=@contoso.example>":                   hops.Claimed,
	} {
		top := []string{"Return-Path: " + sender, results, gen.GmailLine(8)}
		s := header.Parse(gen.Section(gen.Join(top, relayed, relayLine)...))
		tl := hops.Build(&s, hops.Options{})
		r := authres.Parse(s.Fields[1].Value())
		if got := tl.ResultsBasis(1, &r); got != want {
			t.Errorf("%s: %v, want %v", sender, got, want)
		}
	}
	// A sender's own Return-Path, below the receiver's line, says nothing.
	s := header.Parse(gen.Section(gen.Join([]string{results, gen.GmailLine(8), `Return-Path: <"x;"@evil.example>`}, relayed)...))
	r := authres.Parse(s.Fields[0].Value())
	if got := hops.Build(&s, hops.Options{}).ResultsBasis(0, &r); got != hops.Receiver {
		t.Errorf("a sender's Return-Path: %v", got)
	}
}
