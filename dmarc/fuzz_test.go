package dmarc

import (
	"strings"
	"testing"

	"github.com/hopproof/hopproof/spf"
)

// FuzzParse: places are those of what they name, what counts is written in the
// record, and the corrected record has no problem, asks for nothing stronger
// than the record did, and stays as it is.
func FuzzParse(f *testing.F) {
	for _, text := range []string{
		"v=DMARC1; p=reject; sp=none; np=quarantine; adkim=s; aspf=r; fo=1:d; rua=mailto:a@b.example!10m,https://c.example/x",
		" v = DMARC1 ;; p = Block ; rua = mailto:a@b.example , c,, ; P=none; pct=10; foo; =x; t=y; t=n; psd=Y",
		"v=dmarc1 p=reject; \xff=\x00; RUA=\u017f:\u212a@x,mailto:a b@c",
		"v=DMARC1", "", ";", "'\"DMARC1\"'", "v=DMARC1;P=Reject;Rua=mailto:a@b.example;FO=d:s:",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r := Parse(text)
		checkPlaces(t, &r)
		checkCorrected(t, r.Corrected())
		if wanted, ok := Nearly(text); ok {
			checkCorrected(t, wanted)
		}
		if !IsRecord(text) {
			return
		}
		again := Parse(r.Corrected())
		if !r.Invalid && (again.Policy() != r.Policy() || r.Value("sp") != "" && again.Existing() != r.Existing() ||
			again.PSD() != r.PSD() && r.Value("psd") != "") {
			t.Errorf("%q is corrected to %q", text, r.Corrected())
		}
	})
}

func checkPlaces(t *testing.T, r *Record) {
	t.Helper()
	end := 0
	for _, tag := range r.Tags {
		if tag.Span.Start < end || tag.Span.End > len(r.Text) {
			t.Fatalf("tag %+v of %q", tag, r.Text)
		}
		end = tag.Span.End
		checkWritten(t, r.Text, tag)
	}
	end = 0
	for _, p := range r.Problems {
		switch {
		case p.Span == spf.Span{} && p.Code == ProblemNoPolicy:
		case p.Code == "" || p.Span.Start < end || p.Span.End > len(r.Text):
			t.Fatalf("problem %+v of %q", p, r.Text)
		case p.Code == ProblemURI:
			if end = p.Span.Start; p.Span.In(r.Text) != p.Value {
				t.Errorf("the address %q is not at its place in %q", p.Value, r.Text)
			}
		default:
			end = p.Span.Start
			checkWritten(t, r.Text, p.Tag)
		}
	}
}

// checkWritten holds a tag against its place: name first, value last.
func checkWritten(t *testing.T, text string, tag Tag) {
	t.Helper()
	if in := tag.Span.In(text); !strings.HasPrefix(in, tag.Name) || !strings.HasSuffix(in, tag.Value) {
		t.Errorf("%+v stands at %q", tag, in)
	}
}

func checkCorrected(t *testing.T, text string) {
	t.Helper()
	r := Parse(text)
	if !IsRecord(text) || !r.Usable() || len(r.Problems) > 0 || r.Corrected() != text {
		t.Errorf("corrected to %q: %+v", text, r.Problems)
	}
}
