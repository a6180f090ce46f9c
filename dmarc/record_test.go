package dmarc

import (
	"slices"
	"strings"
	"testing"

	other "github.com/emersion/go-msgauth/dmarc"
)

// problems are the codes of a record's problems, each with what it is about.
func problems(r *Record) string {
	var words []string
	for _, p := range r.Problems {
		at := p.Name
		if p.Code == ProblemURI {
			at = p.Value
		}
		words = append(words, strings.TrimPrefix(p.Code, "dmarc-")+":"+at)
	}
	return strings.Join(words, " ")
}

// TestRecord: what receivers make of a record, and how it should read.
func TestRecord(t *testing.T) {
	for _, c := range []struct{ text, policies, problems, corrected string }{
		{"v=DMARC1; p=reject", "reject reject reject", "", "v=DMARC1; p=reject"},
		{"v=DMARC1;p=Reject;sp=none;np=quarantine;", "reject none quarantine", "", "v=DMARC1; p=reject; sp=none; np=quarantine"},
		{"v=DMARC1; p=none; t=Y; rua=mailto:a@b.example,HTTPS://c.example", "none none none", "", "v=DMARC1; p=none; t=y; rua=mailto:a@b.example,HTTPS://c.example"},
		{"v=DMARC1; P=Reject; RUA=mailto:a@b.example; SP=x; PCT=1", "ignored", "case:P case:RUA case:SP unknown:PCT no-p:p", "v=DMARC1; p=reject; rua=mailto:a@b.example"},
		{"v=DMARC1; sp=some", "ignored", "policy-value:sp no-p:p", "v=DMARC1; p=none"},
		{"v=DMARC1; sp=reject", "ignored", "no-p:p", "v=DMARC1; p=none; sp=reject"},
		{"v=DMARC1; p=block; rua=mailto:a@b.example", "none none none", "policy-value:p", "v=DMARC1; p=none; rua=mailto:a@b.example"},
		{"v=DMARC1; p=reject; np=x", "ignored", "policy-value:np", "v=DMARC1; p=reject"},
		{"v=DMARC1; p=reject; pct=10; ri=1; rf=afrf", "reject reject reject", "gone:pct gone:ri gone:rf", "v=DMARC1; p=reject"},
		{"v=DMARC1; p=reject; rua=a@b.example, mailto:c", "reject reject reject", "uri:a@b.example uri:mailto:c", "v=DMARC1; p=reject"},
		{"v=DMARC1; p=reject; fo=1:d:s; ruf=mailto:a@b.example", "reject reject reject", "", "v=DMARC1; p=reject; fo=1:d:s; ruf=mailto:a@b.example"},
		{"v=DMARC1; p=reject; fo=1:x; psd=?; =y; sp", "reject reject reject", "value:fo value:psd tag: tag:sp", "v=DMARC1; p=reject"},
		// Of a tag that stands twice the first counts, and of one without such a
		// value none.
		{"v=DMARC1; p=reject; p=none; t=x; t=y", "reject reject reject", "twice:p value:t", "v=DMARC1; p=reject; t=y"},
		{"v=DMARC1; p=none; v=DMARC1; rua=mailto:a@b.example; rua=", "none none none", "twice:v twice:rua", "v=DMARC1; p=none; rua=mailto:a@b.example"},
		// What is no URI makes no report, and an invalid policy no p=none.
		{"v=DMARC1; rua=mailto:a@b.example ,mailto:c@d.example", "none none none", "no-p:p", "v=DMARC1; p=none; rua=mailto:a@b.example,mailto:c@d.example"},
		{"v=DMARC1; rua= mailto:a@b.example ", "none none none", "no-p:p", "v=DMARC1; p=none; rua=mailto:a@b.example"},
		{"v=DMARC1; rua=mailto:a b@c.example", "ignored", "uri:mailto:a b@c.example no-p:p", "v=DMARC1; p=none"},
		{"v=DMARC1; rua=<mailto:a@b.example>", "ignored", "uri:<mailto:a@b.example> no-p:p", "v=DMARC1; p=none"},
		{"v=DMARC1; rua=1:x,:x,x:,x", "ignored", "uri:1:x uri::x uri:x: uri:x no-p:p", "v=DMARC1; p=none"},
		{"v=DMARC1; rua=ftp://a.example", "none none none", "uri:ftp://a.example no-p:p", "v=DMARC1; p=none"},
		// A scheme has + - . in it, and an address ~.
		{"v=DMARC1; rua=a+b-c.1:x", "none none none", "uri:a+b-c.1:x no-p:p", "v=DMARC1; p=none"},
		{"v=DMARC1; rua=https://r.example/~a", "none none none", "no-p:p", "v=DMARC1; p=none; rua=https://r.example/~a"},
	} {
		r := Parse(c.text)
		policies := string(r.Policy() + " " + r.Existing() + " " + r.Missing())
		if !r.Usable() {
			policies = "ignored"
		}
		if got := problems(&r); policies != c.policies || got != c.problems || r.Corrected() != c.corrected {
			t.Errorf("%s: %q, %q, %q", c.text, policies, got, r.Corrected())
		}
	}
}

// TestTags: what the tags say besides the policy, and what they say if they are
// missing.
func TestTags(t *testing.T) {
	r := Parse("v=DMARC1; p=none; adkim=S; aspf=s; t=y; psd=Y; pct=7")
	if !r.StrictDKIM() || !r.StrictSPF() || !r.Testing() || r.PSD() != 'y' || r.Percent() != 7 {
		t.Errorf("%+v", r)
	}
	r = Parse("v=DMARC1; p=none")
	if r.StrictDKIM() || r.StrictSPF() || r.Testing() || r.PSD() != 'u' || r.Percent() != 100 {
		t.Errorf("%+v", r)
	}
	former := Parse("v=DMARC1; p=none; sp=reject; np=none; psd=y; t=y; pct=7")
	former = former.Former()
	if former.Missing() != PolicyReject || former.PSD() != 'u' || former.Testing() || former.Percent() != 7 ||
		problems(&former) != "unknown:np unknown:psd unknown:t" {
		t.Errorf("by RFC 7489: %+v", former)
	}
	for value, want := range map[string]int{"0": 0, "100": 100, "101": 100, "-1": 100, "+5": 100, "5%": 100, "": 100, "99999999999999999999": 100} {
		if r := Parse("v=DMARC1; p=none; pct=" + value); r.Percent() != want {
			t.Errorf("pct=%s: %d", value, r.Percent())
		}
	}
}

// TestPlaces: a problem names the bytes that it is about.
func TestPlaces(t *testing.T) {
	r := Parse("v=DMARC1 ;\tp = block; rua = mailto:a@b.example , c ;foo")
	var got []string
	for _, tag := range r.Tags {
		got = append(got, tag.Span.In(r.Text))
	}
	for _, p := range r.Problems {
		got = append(got, p.Span.In(r.Text))
	}
	want := []string{"v=DMARC1", "p = block", "rua = mailto:a@b.example , c", "p = block", "c", "foo"}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

func TestIsRecord(t *testing.T) {
	for text, want := range map[string]bool{
		"v=DMARC1": true, "v=DMARC1;": true, " v = DMARC1 ; p=none": true, "v=DMARC1; p=none": true,
		"v=dmarc1; p=none": false, "V=DMARC1; p=none": false, "v=DMARC1 p=none": false, "v=DMARC11": false,
		"p=none; v=DMARC1": false, "; v=DMARC1": false, "": false, "v=spf1 -all": false, "v=DMARC1=": false,
	} {
		if got := IsRecord(text); got != want {
			t.Errorf("%q: %t", text, got)
		}
	}
}

// TestNearly: a text that was meant as a record is written as one, and no other
// is.
func TestNearly(t *testing.T) {
	for text, want := range map[string]string{
		"v=dmarc1 p=reject; rua=mailto:d@b.example": "v=DMARC1; p=reject; rua=mailto:d@b.example",
		`"v=DMARC1 p=none"`:                         "v=DMARC1; p=none",
		"dmarc1":                                    "v=DMARC1; p=none",
		"v=DMARC1; p=none":                          "",
		"v=spf1 -all":                               "",
		"":                                          "",
	} {
		if got, ok := Nearly(text); got != want || ok != (want != "") {
			t.Errorf("%q: %q, %t", text, got, ok)
		}
	}
}

func TestReportDomains(t *testing.T) {
	r := Parse("v=DMARC1; p=none; rua=mailto:a@B.example!10m, MAILTO:x@y@c.example.,mailto:d@b.example,https://e.example,mailto:f,mailto:g@h,mailto:i.example")
	if got := r.ReportDomains(); !slices.Equal(got, []string{"b.example", "c.example"}) {
		t.Errorf("%q", got)
	}
}

func TestPolicy(t *testing.T) {
	order := []Policy{PolicyNone, PolicyQuarantine, PolicyReject}
	for i, p := range order {
		if want := order[max(0, i-1)]; p.Softened() != want {
			t.Errorf("%s is softened to %s", p, p.Softened())
		}
		for j, q := range order {
			if p.Weaker(q) != (i < j) {
				t.Errorf("%s weaker than %s: %t", p, q, p.Weaker(q))
			}
		}
	}
}

// TestOracle: what go-msgauth reads as a record is read alike.
func TestOracle(t *testing.T) {
	n := 0
	for _, text := range []string{
		"v=DMARC1; p=none", "v=DMARC1;p=reject;sp=none;adkim=s;aspf=r;pct=7", "v=DMARC1 ; p = quarantine ; aspf = s",
		"v=DMARC1; sp=none", "v=DMARC1", "v=DMARC2; p=none", "", "v=DMARC1; p=none; x=y;",
	} {
		r := Parse(text)
		ok := IsRecord(text) && r.Usable()
		o, err := other.Parse(text)
		if ok != (err == nil) {
			t.Errorf("%q: %t, go-msgauth says %v", text, ok, err)
		}
		if err != nil {
			continue
		}
		n++
		percent := 100
		if o.Percent != nil {
			percent = *o.Percent
		}
		if string(r.Policy()) != string(o.Policy) || r.Value("sp") != string(o.SubdomainPolicy) || r.Percent() != percent ||
			r.StrictDKIM() != (o.DKIMAlignment == other.AlignmentStrict) || r.StrictSPF() != (o.SPFAlignment == other.AlignmentStrict) {
			t.Errorf("%q: %+v", text, r)
		}
	}
	if n != 4 {
		t.Errorf("%d records were compared", n)
	}
}
