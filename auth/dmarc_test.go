package auth

import (
	"context"
	"strings"
	"testing"
)

// dmarcWords is a view in short: status, code, policy.
func dmarcWords(v *DMARCView) string {
	return string(v.Status) + ":" + strings.TrimPrefix(v.Reason.Code, "auth.dmarc.") + ":" + v.Policy
}

// TestDMARC evaluates by both RFCs and says where they part.
func TestDMARC(t *testing.T) {
	const reject = "v=DMARC1; p=reject"
	for _, x := range []struct {
		name, author string
		zone         *zone
		spf          Identifier
		dkim         []Identifier
		walk, list   string
		differs      string
	}{
		{"nothing", "contoso.example", texts(), Identifier{}, nil, "none:none:", "none:none:", ""},
		{"aligned DKIM", "contoso.example", texts("_dmarc.contoso.example", reject), Identifier{}, []Identifier{{"contoso.example", Pass}}, "pass:pass:reject", "pass:pass:reject", ""},
		{"body not supplied", "contoso.example", texts("_dmarc.contoso.example", reject), Identifier{}, []Identifier{{"contoso.example", HeaderValid}}, "header-valid:header-valid:reject", "header-valid:header-valid:reject", ""},
		{"body not supplied, SPF", "contoso.example", texts("_dmarc.contoso.example", reject), Identifier{"bounce.contoso.example", Pass}, []Identifier{{"contoso.example", HeaderValid}}, "pass:pass:reject", "pass:pass:reject", ""},
		{"failed DKIM", "contoso.example", texts("_dmarc.contoso.example", reject), Identifier{"contoso.example", Fail}, []Identifier{{"contoso.example", Fail}}, "fail:fail:reject", "fail:fail:reject", ""},
		{"softfail", "contoso.example", texts("_dmarc.contoso.example", reject), Identifier{"contoso.example", "softfail"}, nil, "fail:fail:reject", "fail:fail:reject", ""},
		{"foreign pass", "contoso.example", texts("_dmarc.contoso.example", reject), Identifier{"other.example", Pass}, []Identifier{{"evil.example", Pass}}, "fail:fail:reject", "fail:fail:reject", ""},
		{"a name that only ends alike", "contoso.example", texts("_dmarc.contoso.example", reject), Identifier{}, []Identifier{{"xcontoso.example", Pass}}, "fail:fail:reject", "fail:fail:reject", ""},
		{"aligned temperror", "contoso.example", texts("_dmarc.contoso.example", reject), Identifier{}, []Identifier{{"contoso.example", TempError}}, "temperror:pending:reject", "temperror:pending:reject", ""},
		{"several records", "contoso.example", texts("_dmarc.contoso.example", reject, "_dmarc.contoso.example", reject), Identifier{}, nil, "none:several:", "none:several:", ""},
		{"no policy", "contoso.example", texts("_dmarc.contoso.example", "v=DMARC1; sp=none"), Identifier{}, nil, "none:invalid:", "none:invalid:", ""},
		{"only reports", "contoso.example", texts("_dmarc.contoso.example", "v=DMARC1; p=nonsense; rua=mailto:a@contoso.example"), Identifier{}, nil, "fail:fail:none", "fail:fail:none", ""},
		{"pct", "contoso.example", texts("_dmarc.contoso.example", reject+"; pct=10"), Identifier{}, nil, "fail:fail:reject", "fail:fail:reject", "percent-gone"},
		{"test mode", "contoso.example", texts("_dmarc.contoso.example", reject+"; t=y"), Identifier{}, nil, "fail:fail:quarantine", "fail:fail:reject", "policy-differs"},
		{"np", "gone.contoso.example", texts("_dmarc.contoso.example", "v=DMARC1; p=none; sp=quarantine; np=reject"), Identifier{}, nil, "fail:fail:reject", "fail:fail:quarantine", "policy-differs"},
		{"sp", "mail.contoso.example", texts("_dmarc.contoso.example", "v=DMARC1; p=none; sp=quarantine; np=reject", "mail.contoso.example", "x"), Identifier{}, nil, "fail:fail:quarantine", "fail:fail:quarantine", ""},
		{"own sp", "contoso.example", texts("_dmarc.contoso.example", reject+"; sp=none; np=none; rua=mailto:a@contoso.example"), Identifier{}, nil, "fail:fail:reject", "fail:fail:reject", ""},
		{"own record without policy", "a.contoso.example", texts("_dmarc.a.contoso.example", "v=DMARC1; adkim=s", "_dmarc.contoso.example", reject), Identifier{}, nil, "none:invalid:", "none:invalid:", "organization"},
		{"SPF temperror", "contoso.example", texts("_dmarc.contoso.example", reject), Identifier{"contoso.example", TempError}, nil, "temperror:pending:reject", "temperror:pending:reject", ""},
		{"author is a public suffix", "bank.example", texts("_dmarc.bank.example", reject+"; psd=y"), Identifier{"bank.example", Pass}, nil, "pass:pass:reject", "pass:pass:reject", ""},
		{"author is a public suffix below another", "bank.example", texts("_dmarc.bank.example", reject+"; psd=y", "_dmarc.example", "v=DMARC1; p=none"), Identifier{"shop.example", Pass}, nil, "fail:fail:reject", "fail:fail:reject", ""},
		// The parent publishes nothing: by the tree walk the two are strangers.
		{"organizational domain lost", "a.contoso.example", texts("_dmarc.a.contoso.example", reject), Identifier{}, []Identifier{{"contoso.example", Pass}}, "fail:fail:reject", "pass:pass:reject", "organization result-differs"},
		{"organizational domain by psd=n", "x.a.contoso.example", texts("_dmarc.a.contoso.example", reject+"; psd=n", "_dmarc.contoso.example", "v=DMARC1; p=none"), Identifier{}, []Identifier{{"contoso.example", Pass}}, "fail:fail:reject", "pass:pass:none", "organization result-differs policy-differs"},
		{"pct of the record that counts no more", "x.a.contoso.example", texts("_dmarc.a.contoso.example", reject+"; psd=n", "_dmarc.contoso.example", reject+"; pct=10"), Identifier{}, nil, "fail:fail:reject", "fail:fail:reject", "organization"},
		{"strict", "a.contoso.example", texts("_dmarc.contoso.example", reject+"; adkim=s; aspf=s"), Identifier{"contoso.example", Pass}, []Identifier{{"contoso.example", Pass}}, "fail:fail:reject", "fail:fail:reject", ""},
		{"relaxed", "a.contoso.example", texts("_dmarc.contoso.example", reject), Identifier{"b.contoso.example", Pass}, nil, "pass:pass:reject", "pass:pass:reject", ""},
		{"public suffix with a policy", "contoso.example", texts("_dmarc.example", reject+"; psd=y; sp=quarantine"), Identifier{}, nil, "fail:fail:quarantine", "none:none:", "result-differs policy-differs"},
	} {
		r := EvaluateDMARC(context.Background(), x.zone, x.author, x.spf, x.dkim)
		if got := dmarcWords(&r.Walk); got != x.walk {
			t.Errorf("%s, RFC 9989: %s, want %s", x.name, got, x.walk)
		}
		if got := dmarcWords(&r.List); got != x.list {
			t.Errorf("%s, RFC 7489: %s, want %s", x.name, got, x.list)
		}
		var differs []string
		for _, f := range r.Differences {
			differs = append(differs, strings.TrimPrefix(f.Code, "auth.dmarc."))
		}
		if got := strings.Join(differs, " "); got != x.differs {
			t.Errorf("%s: differs in %q, want %q", x.name, got, x.differs)
		}
	}
}

// TestDMARCDNS: an answer that does not come is a temperror, where it matters.
func TestDMARCDNS(t *testing.T) {
	z := texts("_dmarc.contoso.example", "v=DMARC1; p=reject")
	z.broken = map[string]bool{"_dmarc.a.contoso.example": true}
	r := EvaluateDMARC(context.Background(), z, "contoso.example", Identifier{}, []Identifier{{"a.contoso.example", Pass}})
	if r.Walk.Status != TempError || r.List.Status != Pass {
		t.Errorf("%s, %s", r.Walk.Status, r.List.Status)
	}
	r = EvaluateDMARC(context.Background(), z, "a.contoso.example", Identifier{}, nil)
	if r.Walk.Status != TempError || r.List.Status != TempError || r.Walk.Reason.Args[0].Value != "_dmarc.a.contoso.example" {
		t.Errorf("%s, %s", r.Walk.Status, r.List.Status)
	}
	// Above its own record the silence matters only where another domain is to be
	// compared.
	z = texts("_dmarc.a.contoso.example", "v=DMARC1; p=reject")
	z.broken = map[string]bool{"_dmarc.contoso.example": true}
	for signer, want := range map[string]Status{"a.contoso.example": Pass, "contoso.example": TempError, "": Fail} {
		r = EvaluateDMARC(context.Background(), z, "a.contoso.example", Identifier{}, []Identifier{{signer, Pass}}[:min(len(signer), 1)])
		if r.Walk.Status != want || r.Walk.Asked != "reject" || r.Walk.Organization != "" {
			t.Errorf("signed by %q: %+v", signer, r.Walk)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if r := EvaluateDMARC(ctx, texts(), "contoso.example", Identifier{}, nil); r.Walk.Status != TempError {
		t.Errorf("cancelled: %s", r.Walk.Status)
	}
}

// TestDMARCNotes: test mode and pct are said where they change something.
func TestDMARCNotes(t *testing.T) {
	for record, want := range map[string]string{
		"p=reject; t=y": "testing/", "p=none; t=y": "/", "p=reject; pct=5": "/percent", "p=none; pct=5": "/", "p=reject; pct=101": "/", "p=reject; pct=-1": "/",
	} {
		r := EvaluateDMARC(context.Background(), texts("_dmarc.contoso.example", "v=DMARC1; "+record), "contoso.example", Identifier{}, nil)
		var words []string
		for _, v := range []*DMARCView{&r.Walk, &r.List} {
			word := ""
			for _, f := range v.Notes {
				word += strings.TrimPrefix(f.Code, "auth.dmarc.")
			}
			words = append(words, word)
		}
		if got := strings.Join(words, "/"); got != want {
			t.Errorf("%s: %s, want %s", record, got, want)
		}
	}
	// Whether the author domain exists is not known: sp, and it is said.
	z := texts("_dmarc.contoso.example", "v=DMARC1; p=none; sp=quarantine; np=reject")
	z.broken = map[string]bool{"a.contoso.example": true}
	r := EvaluateDMARC(context.Background(), z, "a.contoso.example", Identifier{}, nil)
	if r.Walk.Policy != "quarantine" || len(r.Walk.Notes) != 1 || r.Walk.Notes[0].Code != CodeDMARCDNS {
		t.Errorf("%+v", r.Walk)
	}
}

// TestAuthor: DMARC needs one From with one domain.
func TestAuthor(t *testing.T) {
	for from, want := range map[string]string{
		"From: ann@Contoso.example":                      "contoso.example",
		"From: Ann <ann@a.example>, Bob <bob@A.example>": "a.example",
		"From: ann@a.example, bob@b.example":             "",
		"From: ann@a.example\r\nFrom: ann@a.example":     "",
		"From: nobody":      "",
		"To: ann@a.example": "",
		"From: \"x@evil.example\" <ann@a.example>":                   "a.example",
		"From: ann@a.example (evil <x@b.example>)":                   "a.example",
		"From: ann@bücher.example":                                   "",
		"X-A: b\r\nFrom: ann@a.example\r\nlost by a paste":           "",
		"From: ann@[203.0.113.1]":                                    "",
		"From: \"a@b.example\"@a.example":                            "a.example",
		"From: ann@a.example.":                                       "a.example",
		"From: ann@\u212aontoso.example":                             "", // no k, and RFC 8616 wants A-labels
		"From: =?utf-8?q?x=40evil.example?= <ann@a.example>\r\nX: y": "a.example",
	} {
		section, _ := split(from + "\r\n\r\n")
		if r := Check(context.Background(), &section, nil, Options{}); r.DMARC.Domain != want {
			t.Errorf("%q: %q, want %q", from, r.DMARC.Domain, want)
		}
	}
}
