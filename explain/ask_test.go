package explain

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestAsk: words are explained together where that settles them, else each by
// itself; what no table knows is named, with the name that it stood behind.
func TestAsk(t *testing.T) {
	for _, x := range []struct {
		words    []string
		subjects []string // the first of each word
		unknown  []string // "word of name"
	}{
		{[]string{"550", "5.7.64"}, []string{"550 5.7.64"}, nil},
		{[]string{"AuthMechanism", "10"}, []string{"AuthMechanism:10"}, nil},
		{[]string{"Relay", "access", "denied"}, []string{"554 5.7.1"}, nil},
		{[]string{"ESMTPS", "held"}, []string{"ESMTPS", "held"}, nil},
		{[]string{"ESMTPS", "nonsense"}, []string{"ESMTPS"}, []string{"nonsense of "}},
		{[]string{"SFV:XYZ"}, []string{"SFV"}, []string{"XYZ of SFV"}},
		{[]string{"ESMTPS", "SFV:XYZ"}, []string{"ESMTPS", "SFV"}, []string{"XYZ of SFV"}},
		{[]string{"5.7.64", "SFV:SKI", "nonsense"}, []string{"5.7.64", "SFV:SKI"}, []string{"nonsense of "}},
		{[]string{"SFV:SKI", "nonsense"}, []string{"SFV:SKI"}, []string{"nonsense of "}},
		{[]string{"550", "5.7.60", "SMTP;", "Client", "does", "not", "have", "permissions"}, []string{"550 5.7.60"}, nil},
		{[]string{"nonsense"}, nil, []string{"nonsense of "}},
		{[]string{"nonsense", "more"}, nil, []string{"nonsense of ", "more of "}},
	} {
		e := Ask(x.words, "en")
		got := subjects(e.Answers)
		for _, want := range x.subjects {
			if !slices.Contains(got, want) {
				t.Errorf("%q: %q, want %s", x.words, got, want)
			}
		}
		var unknown []string
		for _, u := range e.Unknown {
			unknown = append(unknown, u.Word+" of "+u.Of)
		}
		if !slices.Equal(unknown, x.unknown) || len(x.subjects) == 0 && len(got) != 0 || e.Schema != SchemaName || e.Lang != "en" {
			t.Errorf("%q: %+v, unknown %q, want %q", x.words, got, unknown, x.unknown)
		}
	}
	if e := Ask([]string{"550", "5.7.64"}, "en"); slices.Contains(subjects(e.Answers), "550") {
		t.Errorf("the words of one code are explained apart: %q", subjects(e.Answers))
	}
}

// TestAskShortens: of a long question the beginning is shown, in whole
// characters.
func TestAskShortens(t *testing.T) {
	for text, want := range map[string]string{
		strings.Repeat("x", 80): strings.Repeat("x", 80), strings.Repeat("x", 81): strings.Repeat("x", 80) + "…",
		strings.Repeat("é", 41): strings.Repeat("é", 40) + "…", "x" + strings.Repeat("é", 40): "x" + strings.Repeat("é", 39) + "…",
	} {
		e := Ask([]string{text}, "en")
		if len(e.Unknown) != 1 || e.Unknown[0].Word != want || !utf8.ValidString(e.Unknown[0].Word) {
			t.Errorf("%q: %+v", text, e.Unknown)
		}
	}
}

// TestStatus: what is a code of SMTP, by itself and at the edges of its numbers
// (RFC 5321 section 4.2.1, RFC 3463 section 2).
func TestStatus(t *testing.T) {
	for word, want := range map[string]string{
		"550": "550", "200": "200", "599": "599", "5.7.64": "5.7.64", "2.1.5": "2.1.5", "4.4.317": "4.4.317", "5.999.999": "5.999.999",
		"550 5.7.64": "550 5.7.64", "550-5.7.26": "550 5.7.26", "550 #5.1.1": "550 5.1.1", "<550>": "550", "#5.1.1": "5.1.1",
		"199": "", "600": "", "55": "", "5500": "", "550x": "", "550_": "", "550-1": "", "550.1": "", "550 x": "", "x550": "",
		"3.7.1": "", "15.7.1": "", "5.7": "", "5.7.": "", "5..1": "", "5.1234.1": "", "5.7.1234": "", "5.7.1.1": "", "5:7:1": "", "": "",
	} {
		s, ok := parseStatus(word)
		if ok != (want != "") || ok && s.String() != want {
			t.Errorf("%q: %q %v, want %q", word, s.String(), ok, want)
		}
	}
}
