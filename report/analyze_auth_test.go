package report_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/header/authres"
	"github.com/hopproof/hopproof/header/verdict"
	"github.com/hopproof/hopproof/internal/testcorpus"
	gen "github.com/hopproof/hopproof/internal/tracegen"
	"github.com/hopproof/hopproof/report"
)

// atMailbox is a message as an Exchange Online mailbox stores it: above is put
// directly above the border line, below under it.
func atMailbox(above, below []string) []byte {
	return gen.Section(gen.Join(
		[]string{gen.DeliveryLine(gen.First, 5), gen.HubLine(gen.First, 4), gen.ProxyLine(gen.First, 3)}, above,
		[]string{gen.BorderLine(gen.First, "relay.contoso.example", "203.0.113.25", 2)}, below, gen.Message())...)
}

// atPostfix is a message as a Postfix server stores it.
func atPostfix(above, below []string) []byte {
	return gen.Section(gen.Join([]string{"Return-Path: <bounce@mail.contoso.example>"}, above,
		[]string{gen.PostfixLine("mx.fabrikam.example", "relay.contoso.example", "relay.contoso.example", "203.0.113.25", 2)}, below, gen.Message())...)
}

// says is "method=result" of each result, with "!" before what is believed.
func says(d *report.Document) string {
	var words []string
	if d.Authentication != nil {
		for _, r := range d.Authentication.Results {
			word := r.Method + "=" + r.Result
			if r.Believed {
				word = "!" + word
			}
			words = append(words, word)
		}
	}
	return strings.Join(words, " ")
}

const microsoftResults = "Authentication-Results: spf=fail (sender IP is 203.0.113.25)\r\n smtp.mailfrom=contoso.example; dkim=none (message not signed)\r\n header.d=none;dmarc=fail action=quarantine\r\n header.from=contoso.example;compauth=fail reason=601"

func TestBelieved(t *testing.T) {
	own := "Authentication-Results: mx.fabrikam.example; spf=pass smtp.mailfrom=contoso.example"
	for name, x := range map[string]struct {
		data []byte
		want string
	}{
		"Microsoft, above its border line":    {atMailbox([]string{microsoftResults}, nil), "!spf=fail !dkim=none !dmarc=fail !compauth=fail"},
		"Microsoft's form, below that line":   {atMailbox(nil, []string{microsoftResults}), "spf=fail dkim=none dmarc=fail compauth=fail"},
		"in a name, where Microsoft has none": {atMailbox([]string{own}, nil), "spf=pass"},
		"renamed by Microsoft":                {atMailbox([]string{strings.Replace(microsoftResults, ":", "-Original:", 1)}, nil), "spf=fail dkim=none dmarc=fail compauth=fail"},
		"Microsoft's Received-SPF":            {atMailbox([]string{"Received-SPF: Fail (protection.outlook.com: domain of contoso.example does not\r\n designate 203.0.113.25 as permitted sender) receiver=protection.outlook.com;\r\n client-ip=203.0.113.25; helo=x;"}, nil), "!spf=fail"},
		"another's Received-SPF":              {atMailbox([]string{"Received-SPF: pass (mx.fabrikam.example: ok) receiver=mx.fabrikam.example; client-ip=203.0.113.25"}, nil), "spf=pass"},
		"the receiver's, above its line":      {atPostfix([]string{own}, nil), "!spf=pass"},
		"in the name of its domain":           {atPostfix([]string{strings.Replace(own, "mx.fabrikam", "fabrikam", 1)}, nil), "!spf=pass"},
		"in a name beside it":                 {atPostfix([]string{strings.Replace(own, "mx.fabrikam", "x.fabrikam", 1)}, nil), "spf=pass"},
		"below its line":                      {atPostfix(nil, []string{own}), "spf=pass"},
		"without a name":                      {atPostfix([]string{microsoftResults}, nil), "spf=fail dkim=none dmarc=fail compauth=fail"},
		"ambiguous":                           {atPostfix([]string{own + " (a"}, nil), "spf=pass"},
		"encoded":                             {atPostfix([]string{"Authentication-Results: =?us-ascii?Q?mx.fabrikam.example;_spf=3Dpass?="}, nil), "spf=pass"},
		"nothing checked":                     {atPostfix([]string{"Authentication-Results: mx.fabrikam.example; none"}, nil), "!=none"},
		"Received-SPF without a name":         {atPostfix([]string{"Received-SPF: pass client-ip=203.0.113.25"}, nil), "spf=pass"},
		"Received-SPF with its name":          {atPostfix([]string{"Received-SPF: pass client-ip=203.0.113.25; receiver=mx.fabrikam.example"}, nil), "!spf=pass"},
		"no trace at all":                     {[]byte(own + "\r\n\r\n"), "spf=pass"},
	} {
		d := analyze(t, x.data, report.Options{})
		if got := says(&d); got != x.want {
			t.Errorf("%s: %s, want %s", name, got, x.want)
		}
	}
}

func TestAuthResult(t *testing.T) {
	d := analyze(t, atMailbox([]string{microsoftResults}, nil), report.Options{})
	r := d.Authentication.Results
	action, _ := r[2].Properties.Get("action")
	if r[0].Source != "Authentication-Results" || r[0].Comment != "sender IP is 203.0.113.25" || action != "quarantine" || r[3].Reason != "601" {
		t.Errorf("%+v", r)
	}
	if from, _ := r[2].Properties.Get("header.from"); from != "contoso.example" {
		t.Errorf("%+v", r[2].Properties)
	}
	for lang, want := range map[string]string{"en": "direct send", "fr": "envoi direct"} {
		if d.Localize(lang); !strings.Contains(r[3].Meaning, want) || r[2].Meaning == "" {
			t.Errorf("%s: %q", lang, r[3].Meaning)
		}
	}
}

func TestAlignment(t *testing.T) {
	for _, x := range []struct{ results, spf, dkim, by string }{
		{"spf=pass smtp.mailfrom=a@contoso.example; dkim=pass header.d=contoso.example", "strict", "strict", "spf dkim"},
		{"spf=pass smtp.mailfrom=bounce.contoso.example", "relaxed", "", "spf"},
		{"spf=fail smtp.mailfrom=contoso.example", "strict", "", ""},
		{"spf=pass smtp.mailfrom=fabrikam.example; dkim=fail header.d=contoso.example", "none", "none", ""},
		{"spf=pass smtp.helo=relay.contoso.example", "relaxed", "", ""}, // MAIL FROM was not empty: HELO says nothing of it
		{"spf=pass smtp.helo=relay.contoso.example; spf=fail smtp.mailfrom=fabrikam.example", "none", "", ""},
		{"spf=none smtp.mailfrom=contoso.example; spf=pass smtp.helo=contoso.example", "strict", "", ""},
		{"dkim=pass header.i=@news.contoso.example; dkim=pass header.d=fabrikam.example", "relaxed", "relaxed", "dkim"},
		{"dkim=fail header.d=contoso.example; dkim=pass header.d=contoso.example", "relaxed", "strict", "dkim"},
		{"dkim=pass header.d=fabrikam.example; dkim=fail header.d=contoso.example", "relaxed", "none", ""},
		{"dkim=pass header.d=example", "relaxed", "none", ""},
		{"iprev=pass", "relaxed", "", ""}, // MAIL FROM by Return-Path alone
	} {
		d := analyze(t, atPostfix([]string{"Authentication-Results: mx.fabrikam.example; " + x.results}, nil), report.Options{})
		a := d.Authentication.Alignment
		if string(a.SPF) != x.spf || string(a.DKIM) != x.dkim || strings.Join(a.PassedBy, " ") != x.by || !a.Believed || a.HeaderFrom != "contoso.example" {
			t.Errorf("%s: %+v", x.results, a)
		}
	}
}

// TestAlignmentBy: the receiver's own results go before all others; without
// them the topmost claim is taken, and said to be one; two authors have none.
func TestAlignmentBy(t *testing.T) {
	claim := "Authentication-Results: mx.attacker.example; dkim=pass header.d=contoso.example"
	own := "Authentication-Results: mx.fabrikam.example; dkim=fail header.d=contoso.example"
	d := analyze(t, atPostfix([]string{claim, own}, nil), report.Options{})
	if a := d.Authentication.Alignment; a.DKIM != report.AlignedNone || !a.Believed {
		t.Errorf("%+v", a)
	}
	d = analyze(t, atPostfix(nil, []string{claim, own}), report.Options{})
	if a := d.Authentication.Alignment; a.DKIM != report.AlignedStrict || a.Believed {
		t.Errorf("%+v", a)
	}
	d = analyze(t, atPostfix([]string{own}, []string{"From: b@fabrikam.example"}), report.Options{})
	if a := d.Authentication.Alignment; a.HeaderFrom != "" || a.DKIM != "" {
		t.Errorf("%+v", a)
	}
}

// TestAlignmentNames: a letter that only Unicode takes for one of US-ASCII makes
// another domain, and of a name in another script nobody here knows the ASCII form.
func TestAlignmentNames(t *testing.T) {
	for _, x := range []struct{ from, domain, want string }{
		{"a@tasks.example", "tasks.example", "strict"},
		{"a@tas\u212as.example", "tasks.example", "none"},
		{"a@ta\u017fks.example", "ta\u017fks.example", "strict"},
		{"a@b\u00fccher.example", "xn--bcher-kva.example", ""}, {"a@b\u00fccher.example", "B\u00dcCHER.example", ""},
		{"a@b\u00fccher.example", "contoso.example", "none"},
	} {
		d := analyze(t, []byte("Authentication-Results: mx.fabrikam.example; dkim=pass header.d="+x.domain+"\r\nFrom: "+x.from+"\r\n\r\n"), report.Options{})
		if got := string(d.Authentication.Alignment.DKIM); got != x.want {
			t.Errorf("%+q signed by %+q: %q, want %q", x.from, x.domain, got, x.want)
		}
	}
}

// TestAuthorWithWords: what stands before a stray comma in From is no author.
func TestAuthorWithWords(t *testing.T) {
	d := analyze(t, []byte("From: Thank You!! ,_<a@contoso.example>\r\nTo: team\r\nAuthentication-Results: mx.fabrikam.example; dkim=pass header.d=contoso.example\r\n\r\n"), report.Options{})
	if m := d.Message; !slices.Equal(m.HeaderFrom, []string{"a@contoso.example"}) || len(m.To) > 0 || d.Authentication.Alignment.DKIM != report.AlignedStrict {
		t.Errorf("%+v, %+v", m, d.Authentication.Alignment)
	}
}

// TestDMARCOfForeign: whether another spelling of the author's domain aligns is
// not known, so nothing explains the failure.
func TestDMARCOfForeign(t *testing.T) {
	for signer, want := range map[string]string{"xn--bcher-kva.example": "", "contoso.example": "dmarc-fail-unaligned-dkim"} {
		d := analyze(t, gen.Section("Return-Path: <a@contoso.example>",
			"Authentication-Results: mx.fabrikam.example; dmarc=fail; spf=fail smtp.mailfrom=contoso.example; dkim=pass header.d="+signer,
			gen.PostfixLine("mx.fabrikam.example", "relay.contoso.example", "relay.contoso.example", "203.0.113.25", 2), "From: a@b\u00fccher.example"), report.Options{})
		if got := codesOf(&d); got != want {
			t.Errorf("signed by %s: %q, want %q", signer, got, want)
		}
	}
}

// TestSPFOfHelo: where MAIL FROM was empty, SPF is about HELO.
func TestSPFOfHelo(t *testing.T) {
	d := analyze(t, []byte("Return-Path: <>\r\nAuthentication-Results: mx.fabrikam.example; spf=pass smtp.helo=relay.contoso.example\r\nFrom: a@contoso.example\r\n\r\n"), report.Options{})
	if a := d.Authentication.Alignment; a.SPF != report.AlignedRelaxed || a.SPFResult != "pass" || a.SPFDomain != "relay.contoso.example" {
		t.Errorf("%+v", a)
	}
}

// codesOf lists the findings that concern authentication.
func codesOf(d *report.Document) string {
	var list []string
	for _, f := range d.Findings {
		for _, group := range []string{"dmarc-", "compauth-", "dkim-", "arc-"} {
			if strings.HasPrefix(f.Code, group) {
				list = append(list, f.Code)
			}
		}
		if f.Text == "" || strings.Contains(f.Text, "{") {
			list = append(list, "no sentence: "+f.Code)
		}
	}
	return strings.Join(list, " ")
}

func TestDMARCFindings(t *testing.T) {
	for results, want := range map[string]string{
		"dmarc=pass header.from=contoso.example; spf=pass smtp.mailfrom=contoso.example":         "dmarc-by-spf-only",
		"dmarc=pass; spf=pass smtp.mailfrom=contoso.example; dkim=pass header.d=contoso.example": "",
		"dmarc=none; spf=pass smtp.mailfrom=contoso.example":                                     "dmarc-no-record",
		"dmarc=bestguesspass; spf=pass smtp.mailfrom=contoso.example":                            "dmarc-no-record",
		"dmarc=none": "",
		"dmarc=fail; spf=fail smtp.mailfrom=contoso.example; dkim=none":                             "dmarc-fail-nothing-passed",
		"dmarc=fail; spf=pass smtp.mailfrom=fabrikam.example; dkim=none":                            "dmarc-fail-unaligned-spf",
		"dmarc=fail; spf=fail smtp.mailfrom=contoso.example; dkim=pass header.d=fabrikam.example":   "dmarc-fail-unaligned-dkim",
		"dmarc=fail; spf=pass smtp.mailfrom=fabrikam.example; dkim=pass header.d=northwind.example": "dmarc-fail-unaligned-both",
		"dmarc=fail; spf=pass smtp.mailfrom=mail.contoso.example":                                   "dmarc-fail-strict",
		"dmarc=fail; spf=pass smtp.mailfrom=contoso.example":                                        "",
		"dmarc=fail; dkim=none": "", // SPF may stand in a field of its own
		"dmarc=fail header.from=fabrikam.example; spf=fail smtp.mailfrom=fabrikam.example; dkim=none": "", // of another From
		"compauth=fail reason=000": "compauth-failed-explicit",
		"compauth=fail reason=001": "compauth-failed-implicit",
		"compauth=fail reason=601": "compauth-failed-own-domain",
		"compauth=fail reason=010": "compauth-failed-own-domain",
		"compauth=fail reason=002": "compauth-failed",
		"compauth=fail reason=602": "compauth-failed",
		"compauth=pass reason=100": "",
	} {
		field := "Authentication-Results: mx.fabrikam.example; " + results
		d := analyze(t, atPostfix([]string{field}, nil), report.Options{})
		if got := codesOf(&d); got != want {
			t.Errorf("%s: %q, want %q", results, got, want)
		}
		d = analyze(t, atPostfix(nil, []string{field}), report.Options{})
		if got := codesOf(&d); got != "" {
			t.Errorf("%s, not believed: %q", results, got)
		}
	}
}

// signatureField is a DKIM-Signature with the given tags.
func signatureField(tags string) string {
	return "DKIM-Signature: v=1; s=x; bh=YQ==; " + tags
}

func TestSignatureFindings(t *testing.T) {
	good := "a=rsa-sha256; d=contoso.example; h=From:To:Subject:Date; b=" + strings.Repeat("A", 342) + "=="
	for tags, want := range map[string]string{
		good:                                "",
		strings.Replace(good, "To:", "", 1): "", // as Exchange Online signs
		strings.Replace(good, "sha256", "sha1", 1):                                  "dkim-sha1",
		strings.Replace(good, strings.Repeat("A", 342), strings.Repeat("A", 86), 1): "dkim-short-key",
		strings.Replace(good, strings.Repeat("A", 342), "...", 1):                   "", // shortened by a person
		good + "; l=100":                                      "dkim-body-limited",
		strings.Replace(good, "From:", "", 1):                 "dkim-from-unsigned",
		strings.Replace(good, "From:To:Subject:", "From:", 1): "dkim-fields-unsigned",
		strings.Replace(strings.Replace(good, ":Date", "", 1), "d=contoso", "d=fabrikam", 1): "", // of another
		good + fmt.Sprint("; x=", gen.Start.Unix()):                                          "dkim-expired",
		good + fmt.Sprint("; x=", gen.Start.Unix()+60):                                       "",
	} {
		d := analyze(t, atPostfix(nil, []string{signatureField(tags)}), report.Options{})
		if got := codesOf(&d); got != want {
			t.Errorf("%.60s: %q, want %q", tags, got, want)
		}
	}
}

func TestARC(t *testing.T) {
	set := func(i int, cv string) []string {
		return []string{
			fmt.Sprintf("ARC-Seal: i=%d; a=rsa-sha256; d=list.example; s=x; cv=%s; b=YQ==", i, cv),
			fmt.Sprintf("ARC-Message-Signature: i=%d; a=rsa-sha256; d=list.example; s=x; h=From; bh=YQ==; b=YQ==", i),
			fmt.Sprintf("ARC-Authentication-Results: i=%d; mx.list.example; spf=pass smtp.mailfrom=contoso.example", i),
		}
	}
	for name, x := range map[string]struct {
		fields            []string
		sets              int
		findings, problem string
	}{
		"whole":    {gen.Join(set(2, "pass"), set(1, "none")), 2, "", ""},
		"failed":   {gen.Join(set(2, "fail"), set(1, "none")), 2, "arc-chain-failed", ""},
		"no seal":  {set(1, "none")[1:], 1, "arc-chain-incomplete", "arc-part-missing"},
		"gap":      {gen.Join(set(3, "pass"), set(1, "none")), 2, "arc-chain-incomplete", "arc-set-missing"},
		"twice":    {gen.Join(set(1, "none"), set(1, "none")[:1]), 1, "arc-chain-incomplete", "arc-part-twice"},
		"status":   {set(1, "pass"), 1, "arc-chain-incomplete", "arc-chain-status"},
		"instance": {[]string{"ARC-Seal: i=51; d=list.example; cv=none"}, 0, "arc-chain-incomplete", "arc-instance"},
	} {
		d := analyze(t, atPostfix(nil, x.fields), report.Options{})
		sets, problem := 0, ""
		if d.Authentication != nil {
			sets = len(d.Authentication.ARC)
		}
		if len(d.Problems) > 0 {
			problem = d.Problems[0].Code
		}
		if got := codesOf(&d); got != x.findings || sets != x.sets || problem != x.problem {
			t.Errorf("%s: %d sets, %q, %q", name, sets, got, problem)
		}
		if sets == 2 && (d.Authentication.ARC[0] != report.ARCSet{Instance: 1, CV: "none", Domain: "list.example", AuthservID: "mx.list.example"}) {
			t.Errorf("%s: %+v", name, d.Authentication.ARC)
		}
	}
}

func TestVerdicts(t *testing.T) {
	d := analyze(t, atPostfix(nil, []string{"X-Spam-Status: No, score=2.0 required=5.0", "X-VR-SPAMCAUSE: abc", "X-Spam-Level:"}), report.Options{})
	if len(d.Verdicts) != 3 || d.Verdicts[0].Verdict != report.FilterNotSpam || d.Verdicts[0].Score != "2.0" || d.Verdicts[1].Detail != "abc" {
		t.Errorf("%+v", d.Verdicts)
	}
	text := string(report.AppendText(nil, &d, report.TextOptions{}))
	if !strings.Contains(text, "not spam, 2.0 / 5.0 (X-Spam-Status)") || strings.Contains(text, "abc") {
		t.Error(text)
	}
	if text = string(report.AppendMarkdown(nil, &d, "en")); !strings.Contains(text, "abc") || strings.Contains(text, "Level") {
		t.Error(text)
	}
	// The words of the two packages are the same.
	for _, w := range []verdict.Word{verdict.Spam, verdict.NotSpam, verdict.Suspect, verdict.Bulk, verdict.Phishing, verdict.Malware, verdict.NotScanned} {
		if !report.Lookup("en").Has("filter." + string(w)) {
			t.Errorf("no word for %s", w)
		}
	}
}

// TestCorpusAuthentication: every result of every field stands in the
// Document, in its order; nothing below the oldest believed line is believed.
func TestCorpusAuthentication(t *testing.T) {
	results, believed, aligned := 0, 0, 0
	for _, m := range testcorpus.Messages(t) {
		d := analyze(t, m.Data, report.Options{})
		s := header.Parse(m.Data)
		var want []string
		for i := range s.Fields {
			want = append(want, wanted(&s.Fields[i], i)...)
		}
		var got []string
		if d.Authentication != nil {
			for _, r := range d.Authentication.Results {
				got = append(got, fmt.Sprint(r.Field, " ", r.Method, "=", r.Result))
				if r.Believed {
					believed++
					if !believedBelow(&d, r.Field) {
						t.Errorf("%s: field %d is believed, the line below it is not", m.Name, r.Field)
					}
				}
			}
			if d.Authentication.Alignment.HeaderFrom != "" {
				aligned++
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %d results, want %d", m.Name, len(got), len(want))
		}
		results += len(got)
	}
	t.Logf("%d results, %d believed; alignment of %d messages", results, believed, aligned)
	if results < 1000 || believed < 200 || aligned < 100 {
		t.Error("of the corpus there is hardly anything left to compare")
	}
}

// TestHostileAuthentication: in sizes at which the square would show as
// minutes.
func TestHostileAuthentication(t *testing.T) {
	const n = 20_000
	own := "Authentication-Results: mx.fabrikam.example; spf=pass smtp.mailfrom=a.contoso.example"
	for _, fields := range [][]string{
		{own, gen.PostfixLine("mx.fabrikam.example", "localhost", "localhost", "127.0.0.1", 1)},
		{"Authentication-Results: x.example; spf=pass", gen.PostfixLine("mx.fabrikam.example", "localhost", "localhost", "127.0.0.1", 1)},
		{microsoftResults, gen.BorderLine(gen.First, "relay.contoso.example", "203.0.113.25", 2)},
		{"Received-SPF: pass receiver=mx.fabrikam.example", own},
		{"ARC-Seal: i=1; cv=none", "ARC-Authentication-Results: i=2; x.example; none"},
		{signatureField("a=rsa-sha1; d=contoso.example; h=x; l=1; b=YQ==")},
		{"X-Spam-Status: No, score=1 required=2"},
	} {
		d := analyze(t, []byte(strings.Repeat(strings.Join(fields, "\r\n")+"\r\n", n/len(fields))+"\r\n"), report.Options{})
		report.AppendText(nil, &d, report.TextOptions{})
	}
}

// wanted are the results of a field, read without the report.
func wanted(f *header.Field, i int) (list []string) {
	switch strings.ToLower(f.Name) {
	case "received-spf":
		r := authres.ParseReceivedSPF(f.Value())
		return []string{fmt.Sprint(i, " spf=", r.Result)}
	case "authentication-results", "authentication-results-original", "arc-authentication-results", "x-ms-exchange-authentication-results":
		r := authres.Parse(f.Value())
		for _, item := range r.Items {
			list = append(list, fmt.Sprint(i, " ", item.Method, "=", item.Result))
		}
		if len(list) == 0 && r.NoResult {
			return []string{fmt.Sprint(i, " =none")}
		} else if len(list) == 0 {
			return []string{fmt.Sprint(i, " =")}
		}
	}
	return list
}

// believedBelow reports whether the trace line below a field is believed.
func believedBelow(d *report.Document, field int) bool {
	for i := len(d.Hops) - 1; i >= 0; i-- {
		if d.Hops[i].Field > field {
			return d.Hops[i].Basis.Believed()
		}
	}
	return false
}
