package auth

import (
	"strings"
	"testing"
)

// TestFieldForms writes fields in both forms (RFC 6376 section 3.4.1, 3.4.2). A CR
// that ends no line is content.
func TestFieldForms(t *testing.T) {
	for text, want := range map[string][2]string{
		"A: X\r\n":                   {"A: X\r\n", "a:X\r\n"},
		"B : Y\t\r\n\tZ  \r\n":       {"B : Y\t\r\n\tZ  \r\n", "b:Y Z\r\n"},
		"B : Y\t\n\tZ  \n":           {"B : Y\t\r\n\tZ  \r\n", "b:Y Z\r\n"},
		"A: x\r b\n":                 {"A: x\r b\r\n", "a:x\r b\r\n"},
		"A: x\r\r\n b":               {"A: x\r\n b\r\n", "a:x b\r\n"},
		"A: x\n b\r":                 {"A: x\r\n b\r\n", "a:x b\r\n"},
		"A: x\r b\r":                 {"A: x\r\n b\r\n", "a:x b\r\n"},
		"A:":                         {"A:\r\n", "a:\r\n"},
		"A: \r\n \r\n":               {"A: \r\n \r\n", "a:\r\n"},
		"Ä: é\u00a0\r\n":             {"Ä: é\u00a0\r\n", "Ä:é\u00a0\r\n"},
		"A: b\vc\r\n":                {"A: b\vc\r\n", "a:b\vc\r\n"},
		"Subject: :colon: and;x\r\n": {"Subject: :colon: and;x\r\n", "subject::colon: and;x\r\n"},
	} {
		if got := string(appendField(nil, text, false)); got != want[0] {
			t.Errorf("%q, simple: %q, want %q", text, got, want[0])
		}
		if got := string(appendField(nil, text, true)); got != want[1] {
			t.Errorf("%q, relaxed: %q, want %q", text, got, want[1])
		}
	}
}

// TestBodyForms: RFC 6376 section 3.4.3, 3.4.4 and its example 3.4.5.
func TestBodyForms(t *testing.T) {
	for text, want := range map[string][2]string{
		"":                              {"\r\n", ""},
		"\r\n\r\n":                      {"\r\n", ""},
		" \r\n":                         {" \r\n", ""},
		" C \r\nD \t E\r\n\r\n\r\n":     {" C \r\nD \t E\r\n", " C\r\nD E\r\n"},
		"a":                             {"a\r\n", "a\r\n"},
		"a\n\nb\n":                      {"a\r\n\r\nb\r\n", "a\r\n\r\nb\r\n"},
		"a\rb\r\n":                      {"a\rb\r\n", "a\rb\r\n"},
		"a\r\n\r\n \r\n":                {"a\r\n\r\n \r\n", "a\r\n"},
		strings.Repeat("\r\n", 9) + "x": {strings.Repeat("\r\n", 9) + "x\r\n", strings.Repeat("\r\n", 9) + "x\r\n"},
	} {
		if got := string(canonicalBody([]byte(text), false)); got != want[0] {
			t.Errorf("%q, simple: %q, want %q", text, got, want[0])
		}
		if got := string(canonicalBody([]byte(text), true)); got != want[1] {
			t.Errorf("%q, relaxed: %q, want %q", text, got, want[1])
		}
	}
}

// TestWithoutSignature: only the value of b goes, wherever else "b=" stands.
func TestWithoutSignature(t *testing.T) {
	for text, want := range map[string]string{
		"S: b=abc":                      "S: b=",
		"S: a=1; b = a\r\n b ; bh=b=x":  "S: a=1; b =; bh=b=x",
		"S: z=b=1|b=2; bb=3;\r\n\tb=4;": "S: z=b=1|b=2; bb=3;\r\n\tb=;",
		"S: a=b":                        "S: a=b",
		"b=1: x":                        "b=1: x",
		"S:b=1\r\n":                     "S:b=",
	} {
		if got := withoutSignature(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
