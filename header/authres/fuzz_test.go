package authres

import (
	"math"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/header"
)

func addSeeds(f *testing.F) {
	for _, form := range forms {
		f.Add(form.text)
	}
	for _, form := range spfForms {
		f.Add(form.text)
	}
	for _, seed := range hostile {
		f.Add(strings.Repeat(seed, 9))
	}
}

// hidden tells for each byte whether it lies in a comment or in quotes, by a
// plain reading of RFC 5322 section 3.2 from left to right.
func hidden(text string) []bool {
	in := make([]bool, len(text))
	depth, quoted := 0, false
	for i := 0; i < len(text); i++ {
		c := text[i]
		was := depth > 0 || quoted
		switch {
		case was && c == '\\':
			in[i] = true
			if i++; i < len(text) {
				in[i] = true
			}
			continue
		case quoted:
			quoted = c != '"'
		case c == '(':
			depth++
		case c == ')' && depth > 0:
			depth--
		case c == '"' && depth == 0:
			quoted = true
		}
		in[i] = was || depth > 0 || quoted
	}
	return in
}

// doubtful is where a comment begins that ends in two places. Behind it, the
// plain reading is another.
func doubtful(problems []header.Problem) int {
	for _, p := range problems {
		if p.Code == ProblemQuotedParen {
			return p.Span.Start
		}
	}
	return math.MaxInt
}

// FuzzParse: all text is accounted for and stands where the parts say; no
// method and no result lies in a comment or in quotes; folds mean nothing.
func FuzzParse(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, text string) {
		r := checkResults(t, text, 0)
		if r.Encoded {
			return
		}
		doubt := doubtful(r.Problems)
		in := hidden(text)
		for _, it := range r.Items {
			for _, s := range [][2]int{{it.Spans.Method.Start, it.Spans.Method.End}, {it.Spans.Result.Start, it.Spans.Result.End}} {
				for i := s[0]; i < s[1] && i < doubt; i++ {
					if in[i] {
						t.Fatalf("%s=%s lies in a comment or in quotes of %q", it.Method, it.Result, text)
					}
				}
			}
		}
		flat := Parse(strings.NewReplacer("\r", " ", "\n", " ").Replace(text), 0)
		if len(flat.Items) != len(r.Items) || flat.AuthservID != strings.NewReplacer("\r", "", "\n", "").Replace(r.AuthservID) && !strings.Contains(text, `"`) {
			t.Fatalf("%q reads in another way without folds", text)
		}
	})
}

// escape makes text the content of a quoted-string or a comment.
func escape(text string) string {
	return strings.NewReplacer(`\`, `\\`, `"`, `\"`, "(", `\(`, ")", `\)`).Replace(text)
}

// FuzzInjection: whatever a sender writes into a quoted-string or a comment,
// the field has the results of its writer and no others.
func FuzzInjection(f *testing.F) {
	addSeeds(f)
	f.Add(`a; dkim=pass header.d=x`)
	f.Fuzz(func(t *testing.T, text string) {
		text = escape(text)
		field := `mx.example; spf=pass (domain of ` + text + ` designates) smtp.mailfrom="` + text + `"@evil.example (` + text +
			`); dkim=none reason="` + text + `"; dmarc=fail header.from=a.example`
		r := checkResults(t, field, 2)
		if len(r.Items) != 3 || r.Items[0].Method != "spf" || r.Items[1].Method != "dkim" || r.Items[1].Result != "none" || r.Items[2].Method != "dmarc" {
			t.Fatalf("%q reads as %s", field, summary(&r))
		}
		if len(r.Problems) > 0 || len(r.Items[0].Properties) != 1 || len(r.Items[0].Comments) != 2 || len(r.Extra) > 0 {
			t.Fatalf("%q has the problems %s", field, codes(r.Problems))
		}
		spf := checkReceivedSPF(t, `fail (`+text+`) envelope-from="`+text+`"@evil.example; client-ip=192.0.2.1`, 2)
		if spf.Result != "fail" || spf.ClientIP.String() != "192.0.2.1" || len(spf.Pairs) != 2 || len(spf.Problems) > 0 {
			t.Fatalf("%q reads as %s", text, spfSummary(&spf))
		}
	})
}

// FuzzReceivedSPF: all text is accounted for and stands where the parts say.
func FuzzReceivedSPF(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, text string) {
		r := checkReceivedSPF(t, text, 0)
		in := hidden(text)
		for i := r.Spans.Result.Start; i < min(r.Spans.Result.End, doubtful(r.Problems)); i++ {
			if in[i] {
				t.Fatalf("%s lies in a comment or in quotes of %q", r.Result, text)
			}
		}
	})
}
