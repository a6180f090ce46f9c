package signature

import (
	"reflect"
	"strings"
	"testing"
)

const dkimText = "v=1; a=rsa-sha256; c=relaxed/simple; d=contoso.example;\r\n s=selector1;\r\n h=From:Date:Subject:\r\n  Message-ID; t=1700000000; x=1700003600;\r\n bh=MTIz\r\n NDU=; i=ann=40home@mail.contoso.example; l=0;\r\n b=YWJj\r\n\tZGVm; q=dns/txt"

func TestParseDKIM(t *testing.T) {
	zero := int64(0)
	want := DKIM{
		Version: 1, Algorithm: "rsa-sha256", Domain: "contoso.example", Selector: "selector1", Header: "relaxed", Body: "simple",
		SignedFields: []string{"From", "Date", "Subject", "Message-ID"}, BodyHash: "MTIzNDU=", Signature: "YWJjZGVm", Length: &zero,
		Timestamp: 1700000000, Expiry: 1700003600, Identity: "ann@home@mail.contoso.example", Query: "dns/txt",
	}
	got := ParseDKIM(dkimText, 40)
	if len(got.Tags) != 13 || got.Tags[0].Span.Start != 40 {
		t.Errorf("%d tags, the first at %v", len(got.Tags), got.Tags[0].Span)
	}
	want.Tags = got.Tags
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v\nwant %+v", got, want)
	}
	for _, tag := range ParseDKIM(dkimText, -1).Tags {
		if !tag.Span.IsZero() || !tag.ValueSpan.IsZero() {
			t.Errorf("%s has a place in text without one", tag.Name)
		}
	}
}

func TestDefaults(t *testing.T) {
	d := ParseDKIM("v=1;a=ed25519-sha256;d=a.example;s=x;h=from;bh=YQ==;b=YQ==", 0)
	if d.Header != "simple" || d.Body != "simple" || d.Identity != "@a.example" || d.Query != "dns/txt" || d.Length != nil || len(d.Problems) > 0 {
		t.Errorf("%+v", d)
	}
	if d := ParseDKIM("v=1;c=relaxed;d=a.example", 0); d.Header != "relaxed" || d.Body != "simple" {
		t.Errorf("c=relaxed is %s/%s", d.Header, d.Body)
	}
}

// TestDKIMProblems changes one thing in a signature that has no Problem.
func TestDKIMProblems(t *testing.T) {
	const good = "v=1; a=rsa-sha256; d=a.example; s=x; h=From:To; bh=YQ==; b=YQ=="
	for text, want := range map[string]string{
		good:                                 "",
		good + ";":                           "",
		good + "; \r\n\t":                    "",
		";" + good:                           "signature-tag-syntax",
		good + ";;":                          "signature-tag-syntax",
		good + "; x":                         "signature-tag-syntax",
		good + "; =x":                        "signature-tag-syntax",
		good + "; 1a=x":                      "signature-tag-syntax",
		good + "; a b=x":                     "signature-tag-syntax",
		good + "; d=b.example; i=@b.example": "signature-identity:i signature-tag-twice:d",
		good + "; D=x; darn=y":               "signature-tag-unknown:D signature-tag-unknown:darn",
		good + "; i=ann@mail.A.example":      "",
		good + "; i=ann@mail.xa.example":     "signature-identity:i",
		good + "; i=ann@xa.example":          "signature-identity:i",
		good + "; i=a.example":               "signature-identity:i",
		strings.ReplaceAll(good, "a.example", "\u212ass.example") + "; i=@k\u017f\u017f.example": "signature-identity:i",
		good + "; t=2; x=2":                      "signature-expiry:x",
		good + "; t=2; x=3":                      "",
		good + "; t=-2; l=1e3; x=":               "signature-tag-value:l signature-tag-value:t signature-tag-value:x",
		good + "; t=1234567890123456789":         "signature-tag-value:t",
		good + "; c=relaxed/nowsp":               "signature-tag-value:c",
		"v=2; " + good[5:]:                       "signature-tag-value:v",
		"v=; " + good[5:]:                        "signature-tag-value:v",
		good[5:]:                                 "signature-tag-missing:v",
		"v=1; a=rsa-sha512; " + good[19:]:        "signature-tag-value:a",
		"v=1; a=rsa-sha256; d=a.example; h=To":   "signature-from:h signature-tag-missing:b signature-tag-missing:bh signature-tag-missing:s",
		"v=1; a=rsa-sha1; d=; s=x; h=; bh=x;b=x": "signature-tag-value:d signature-tag-value:h",
		"":                                       "signature-tag-missing:a signature-tag-missing:b signature-tag-missing:bh signature-tag-missing:d signature-tag-missing:h signature-tag-missing:s signature-tag-missing:v",
	} {
		d := ParseDKIM(text, 9)
		if got := codes(d.Problems); got != want {
			t.Errorf("%q:\n got %s\nwant %s", text, got, want)
		}
		checkTags(t, text, 9)
	}
}

func TestTags(t *testing.T) {
	tags := checkTags(t, " n1_x = a\r\n  b c ;z=From:a|To:\r\n b;b= x y", 0)
	for name, want := range map[string]string{"n1_x": "a b c", "z": "From:a|To:b", "b": "xy"} {
		if got, ok := tags.Get(name); got != want || !ok {
			t.Errorf("%s is %q, not %q", name, got, want)
		}
	}
	if _, ok := tags.Get("N1_x"); ok {
		t.Error("the case of a tag does not matter")
	}
}

func TestQuotedPrintable(t *testing.T) {
	for text, want := range map[string]string{"a=40b": "a@b", "a=4": "a=4", "=3D=3d=": "==3d=", "plain": "plain"} {
		if got := quotedPrintable(text); got != want {
			t.Errorf("%q is %q, not %q", text, got, want)
		}
	}
}

func TestParseSeal(t *testing.T) {
	s := ParseSeal("i=2; a=rsa-sha256; s=arcselector1; d=microsoft.example; cv=pass; t=1700000000;\r\n b=YWJj\r\n ZGVm", 0)
	if s.Instance != 2 || s.ChainStatus != "pass" || s.Algorithm != "rsa-sha256" || s.Domain != "microsoft.example" ||
		s.Selector != "arcselector1" || s.Signature != "YWJjZGVm" || s.Timestamp != 1700000000 || len(s.Problems) > 0 {
		t.Errorf("%+v", s)
	}
	for text, want := range map[string]string{
		"i=51; a=rsa-sha256; s=a; d=b; cv=maybe; b=c":     "signature-tag-value:cv signature-tag-value:i",
		"i=0; a=rsa-sha256; s=a; d=b; cv=none; b=c":       "signature-tag-value:i",
		"i=1; a=rsa-sha256; s=a; d=b; cv=none; b=c; h=To": "signature-tag-unknown:h",
		"a=rsa-sha256; s=a; d=b; b=c":                     "signature-tag-missing:cv signature-tag-missing:i",
	} {
		if got := codes(ParseSeal(text, 0).Problems); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

func TestParseMessageSignature(t *testing.T) {
	m := ParseMessageSignature("i=1; a=rsa-sha256; c=relaxed/relaxed; d=microsoft.example; s=x; h=From:DKIM-Signature; bh=YQ==; b=YQ==", 0)
	if m.Instance != 1 || m.Header != "relaxed" || m.Domain != "microsoft.example" || m.Identity != "" || m.Version != 0 || len(m.SignedFields) != 2 || len(m.Problems) > 0 {
		t.Errorf("%+v", m)
	}
	m = ParseMessageSignature("v=1; i=1; a=rsa-sha256; d=b; s=x; h=arc-seal; bh=YQ==; b=YQ==", 0)
	if got := codes(m.Problems); got != "signature-seal-signed:h signature-tag-unknown:v" {
		t.Errorf("%s", got)
	}
}

func BenchmarkParseDKIM(b *testing.B) {
	b.ReportAllocs()
	for range b.N {
		ParseDKIM(dkimText, 100)
	}
}
