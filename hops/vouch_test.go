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

// TestSenderInOtherResults: nor where anything else of the sender's does that servers
// write into them: the identity of a DKIM signature, decoded, the domain of the author,
// a HELO.
func TestSenderInOtherResults(t *testing.T) {
	const results = "Authentication-Results: mx.google.com; dkim=pass header.d=evil.example header.i=x; dkim=pass header.d=contoso.example y@evil.example header.b=abc"
	signature := func(tag string) string {
		return "DKIM-Signature: v=1; a=rsa-sha256; d=evil.example; s=sel;\r\n " + tag + "; h=From; bh=x; b=y;"
	}
	const client = "evil.example"
	for _, tt := range []struct {
		helo, field string
		want        hops.Basis
	}{
		{client, signature("t=1"), hops.Receiver},
		{client, signature("i=@evil.example"), hops.Receiver},
		{client, signature("i=bounce+a=3Db.example@evil.example"), hops.Receiver},
		{client, signature("i=x=3B=20dkim=3Dpass=20header.d=3Dcontoso.example=20y@evil.example"), hops.Claimed},
		{client, signature("i=x=3bdkim=3dpass@evil.example"), hops.Claimed},
		{client, signature(`i="x"@evil.example`), hops.Claimed},
		{client, signature("i=x header.d=contoso.example@evil.example"), hops.Claimed},
		{client, signature("s=x dkim=pass header.d=contoso.example"), hops.Claimed},
		{client, `From: "Doe; John (Sales)" <j@evil.example>`, hops.Receiver},
		{client, "From: =?utf-8?q?a?= ; =?utf-8?q?b?= <j@evil.example>", hops.Receiver},
		{client, "From: <x@evil.example;dkim=pass header.d=contoso.example>", hops.Claimed},
		{client, "From: <x@evil.example; dkim (x) = pass header.d=contoso.example>", hops.Claimed},
		{client, "From: <x@evil.example;\r\n dkim/1=pass header.d=contoso.example>", hops.Claimed},
		{"evil.example;dkim=pass", signature("t=1"), hops.Claimed},
		{`"evil.example"`, signature("t=1"), hops.Claimed},
	} {
		s := header.Parse(gen.Section(results, gen.GmailLineFrom(tt.helo, "198.51.100.9", 8), tt.field))
		tl := hops.Build(&s, hops.Options{})
		r := authres.Parse(s.Fields[0].Value())
		if got := tl.ResultsBasis(0, &r); got != tt.want {
			t.Errorf("%s, %s: %v, want %v", tt.helo, tt.field, got, tt.want)
		}
	}
}
