package authres

import (
	"strconv"
	"strings"
	"testing"
)

// summary writes the parts of a field in a line: what stands in which place.
func summary(r *Results) string {
	var b strings.Builder
	if r.Instance != 0 {
		b.WriteString("i=" + strconv.Itoa(r.Instance) + " ")
	}
	if r.AuthservID != "" {
		b.WriteString("id=" + r.AuthservID + " ")
	}
	if r.Version != 0 {
		b.WriteString("v" + strconv.Itoa(r.Version) + " ")
	}
	if r.NoResult {
		b.WriteString("none ")
	}
	for i := range r.Items {
		writeItem(&b, &r.Items[i])
	}
	for _, p := range r.Extra {
		b.WriteString("+" + property(p) + " ")
	}
	for _, c := range r.Comments {
		b.WriteString("(" + c.Value + ") ")
	}
	if r.Ambiguous {
		b.WriteString("ambiguous ")
	}
	return strings.TrimSpace(b.String())
}

func writeItem(b *strings.Builder, it *Item) {
	b.WriteString("[" + it.Method)
	if it.MethodVersion != 0 {
		b.WriteString("/" + strconv.Itoa(it.MethodVersion))
	}
	b.WriteString("=" + it.Result)
	if it.Reason != "" {
		b.WriteString(" reason:" + it.Reason)
	}
	for _, p := range it.Properties {
		b.WriteString(" " + property(p))
	}
	for _, p := range it.Extra {
		b.WriteString(" +" + property(p))
	}
	for _, c := range it.Comments {
		b.WriteString(" (" + c.Value + ")")
	}
	b.WriteString("] ")
}

func property(p Property) string {
	s := "<" + p.Value + ">"
	if p.Name != "" {
		s = p.Name + "=" + s
	}
	if p.Type != "" {
		s = p.Type + "." + s
	}
	return s
}

// forms are made up after the forms of RFC 8601 and of real receivers.
var forms = []struct{ name, text, want, problems string }{
	{"microsoft",
		"spf=pass (sender IP is 203.0.113.25)\r\n smtp.mailfrom=contoso.example; dkim=none (message not signed)\r\n header.d=none;dmarc=pass action=none header.from=contoso.example;compauth=pass\r\n reason=100",
		"[spf=pass smtp.mailfrom=<contoso.example> (sender IP is 203.0.113.25)] [dkim=none header.d=<none> (message not signed)] [dmarc=pass header.from=<contoso.example> +action=<none>] [compauth=pass reason:100]", ""},
	{"microsoft, recipient domain between results",
		"spf=none (sender IP is 2001:db8::25)\r\n smtp.mailfrom=a.example; alum.example; dkim=none (message not signed)\r\n header.d=none;alum.example; dmarc=bestguesspass action=none header.from=a.example;",
		"[spf=none smtp.mailfrom=<a.example> (sender IP is 2001:db8::25)] [dkim=none header.d=<none> (message not signed)] [dmarc=bestguesspass header.from=<a.example> +action=<none>] +<alum.example> +<alum.example>", ProblemText},
	{"microsoft, null reverse-path and empty From",
		"spf=none (sender IP is 192.0.2.7) smtp.helo=mail.example; dkim=timeout (key query timeout) header.d=b.example;dmarc=none action=none header.from=;",
		"[spf=none smtp.helo=<mail.example> (sender IP is 192.0.2.7)] [dkim=timeout header.d=<b.example> (key query timeout)] [dmarc=none header.from=<> +action=<none>]", ProblemValueEmpty},
	{"microsoft, mailbox", "dkim=none (message not signed)\r\n header.d=none;dmarc=none action=none header.from=c.example;",
		"[dkim=none header.d=<none> (message not signed)] [dmarc=none header.from=<c.example> +action=<none>]", ""},
	{"microsoft, pct", "dmarc=fail action=pct.quarantine header.from=a.example", "[dmarc=fail header.from=<a.example> +action=<pct.quarantine>]", ""},
	{"microsoft ARC", "i=1; mx.microsoft.com 1; spf=pass (sender ip is\r\n 203.0.113.25) smtp.rcpttodomain=b.example smtp.mailfrom=a.example; dmarc=pass\r\n (p=none sp=none pct=100) action=none header.from=a.example; dkim=none (message\r\n not signed); arc=none (0)",
		"i=1 id=mx.microsoft.com v1 [spf=pass smtp.rcpttodomain=<b.example> smtp.mailfrom=<a.example> (sender ip is 203.0.113.25)] [dmarc=pass header.from=<a.example> +action=<none> (p=none sp=none pct=100)] [dkim=none (message not signed)] [arc=none (0)]", ""},
	{"microsoft ARC, next instance", "i=2; mx.microsoft.com 1; arc=pass (0 oda=1 ltdi=1\r\n spf=[1,1,smtp.mailfrom=example.com] dkim=[1,1,header.d=example.com])",
		"i=2 id=mx.microsoft.com v1 [arc=pass (0 oda=1 ltdi=1 spf=[1,1,smtp.mailfrom=example.com] dkim=[1,1,header.d=example.com])]", ""},
	{"google", "mx.google.example;\r\n       dkim=pass header.i=@a.example header.s=s1 header.b=\"Z9k/yZIA\";\r\n       arc=pass (i=1 spf=pass spfdomain=a.example dkim=pass dkdomain=a.example);\r\n       spf=pass (google.example: domain of ann@a.example designates 192.0.2.9 as permitted sender) smtp.mailfrom=ann@a.example",
		"id=mx.google.example [dkim=pass header.i=<@a.example> header.s=<s1> header.b=<Z9k/yZIA>] [arc=pass (i=1 spf=pass spfdomain=a.example dkim=pass dkdomain=a.example)] [spf=pass smtp.mailfrom=<ann@a.example> (google.example: domain of ann@a.example designates 192.0.2.9 as permitted sender)]", ""},
	{"yahoo", "mta1.example;\n dmarc=pass(p=REJECT) header.from=a.example;", "id=mta1.example [dmarc=pass header.from=<a.example> (p=REJECT)]", ""},
	{"yahoo, old", "mta2.example  from=a.example; domainkeys=neutral (no sig); from=a.example; dkim=neutral (no sig)",
		"id=mta2.example [domainkeys=neutral (no sig)] [dkim=neutral (no sig)] +from=<a.example> +from=<a.example>", ProblemText},
	{"fold before a value", "mx.example; bimi=pass policy.mark-type=\"Verified Mark\" policy.authority-uri=\r\n\thttps://cert.example/a.pem?x=1",
		"id=mx.example [bimi=pass policy.mark-type=<Verified Mark> policy.authority-uri=<https://cert.example/a.pem?x=1>]", ""},
	{"empty value and another part", "mx.example; spf=none smtp.mailfrom= smtp.helo=a.example", "id=mx.example [spf=none smtp.mailfrom=<> smtp.helo=<a.example>]", ProblemValueEmpty},
	{"value ends with equals signs", "mx.example; dkim=pass header.b= YWJjZA==", "id=mx.example [dkim=pass header.b=<YWJjZA==>]", ""},
	{"property without method", "mx.example; header.From=ann@a.example; dkim=pass (ok);", "id=mx.example [dkim=pass (ok)] +header.from=<ann@a.example>", ProblemText},
	{"semicolons before and after", ";spf=pass;; ;", "[spf=pass]", ""},
	{"semicolon after space", "primary ;spf=none (x) ;dkim=pass header.b=????", "id=primary [spf=none (x)] [dkim=pass header.b=<????>]", ""},
	{"no semicolons", "mx.example; spf=pass smtp.mailfrom=a.example dkim=pass header.d=a.example", "id=mx.example [spf=pass smtp.mailfrom=<a.example> header.d=<a.example> +dkim=<pass>]", ProblemNoSemicolon},
	{"none", "mx.example 1; none", "id=mx.example v1 none", ""},
	{"none in ARC", "i=3; mx.example; none (nothing)", "i=3 id=mx.example none (nothing)", ""},
	{"none and more", "mx.example; none; spf=pass", "id=mx.example none [spf=pass]", ProblemNoneAndResults},
	{"none with more", "mx.example; none x", "id=mx.example +<none x>", ProblemEmpty + " " + ProblemText},
	{"comments everywhere", "(a) mx.example (b) 1 (c) ; (d) dkim (e) / (f) 1 (g) = (h) fail (i) reason (j) = (k) \"no; key\" (l) policy (m) . (n) expired (o) = (p) 136 (q) ; (r)",
		"id=mx.example v1 [dkim/1=fail reason:no; key policy.expired=<136> (d) (e) (f) (g) (h) (i) (j) (k) (l) (m) (n) (o) (p) (q)] (a) (b) (c) (r)", ""},
	{"quoted authserv-id", `"mx; dkim=pass" 1; spf=Fail`, "id=mx; dkim=pass v1 [spf=fail]", ""},
	{"reason is a token", "mx.example; spf=fail reason=bad smtp.mailfrom=a.example", "id=mx.example [spf=fail reason:bad smtp.mailfrom=<a.example>]", ""},
	{"two reasons", "mx.example; spf=fail reason=a reason=b", "id=mx.example [spf=fail reason:a +reason=<b>]", ProblemReasonTwice},
	{"version", "mx.example 2; spf=pass", "id=mx.example v2 [spf=pass]", ProblemVersion},
	{"no version", "mx.example 1x; spf=pass", "id=mx.example [spf=pass] +<1x>", ProblemText},
	{"instance beyond 50", "i=51; mx.example; none", "i=51 id=mx.example none", ProblemInstance},
	{"instance without end", "i=1 mx.example; none", "none [i=1 +<mx.example>]", ProblemNoneAndResults + " " + ProblemText},
	{"nothing", "", "", ProblemEmpty},
	{"only an id", "mx.example", "id=mx.example", ProblemEmpty},
	{"non-ASCII", "x1.h\u00e9.example; auth=pass smtp.mailfrom=ann@h\u00e9.example", "id=x1.h\u00e9.example [auth=pass smtp.mailfrom=<ann@h\u00e9.example>]", ""},
	{"result is quoted", `mx.example; dkim="pass" header.d=a.example`, "id=mx.example +dkim=<pass> +header.d=<a.example>", ProblemEmpty + " " + ProblemText},
	{"result is an address", "mx.example; envelope-from=pass@a.example", "id=mx.example +envelope-from=<pass@a.example>", ProblemEmpty + " " + ProblemText},
	{"quoted local part", `mx.example; spf=pass smtp.mailfrom="a; dkim=pass header.d=x"@evil.example; dkim=none`,
		`id=mx.example [spf=pass smtp.mailfrom=<"a; dkim=pass header.d=x"@evil.example>] [dkim=none]`, ""},
	{"quotes in the middle", `mx.example; spf=pass smtp.mailfrom=a"; dkim=pass "b@evil.example; dkim=none`,
		`id=mx.example [spf=pass smtp.mailfrom=<a"; dkim=pass "b@evil.example>] [dkim=none]`, ""},
	{"quoted-pair", `mx.example; spf=pass smtp.mailfrom="a\"; dkim=pass \\" smtp.helo=h`, `id=mx.example [spf=pass smtp.mailfrom=<a"; dkim=pass \> smtp.helo=<h>]`, ""},
	{"comment with a quoted parenthesis", `mx.example; spf=pass (domain of "a) ; dkim=pass ("@evil.example) smtp.mailfrom=a.example`,
		`id=mx.example [spf=pass smtp.mailfrom=<a.example> (domain of "a) ; dkim=pass ("@evil.example)] ambiguous`, ProblemQuotedParen},
	{"comment with one quotation mark", `mx.example; spf=pass (24" screen) smtp.helo=a (24" screen)`, `id=mx.example [spf=pass (24" screen) smtp.helo=a (24" screen)] ambiguous`, ProblemQuotedParen},
	{"comment with quotes that stay open", `mx.example; spf=pass (24" screen) smtp.helo=a (b) ("c)`, `id=mx.example [spf=pass (24" screen) smtp.helo=a (b) ("c)] ambiguous`, ProblemQuotedParen},
	{"comment with quotes that have no end", `mx.example; spf=pass (24" screen) smtp.helo=a (b)`, `id=mx.example [spf=pass smtp.helo=<a> (24" screen) (b)] ambiguous`, ProblemQuotedParen},
	{"comment with quotes", `mx.example; spf=pass ("a" (b) "c") smtp.helo=a`, `id=mx.example [spf=pass smtp.helo=<a> ("a" (b) "c")]`, ""},
	{"comment with escapes", `mx.example; spf=pass (a\) ; dkim=pass \() smtp.helo=a`, `id=mx.example [spf=pass smtp.helo=<a> (a\) ; dkim=pass \()]`, ""},
	{"comment without end", "mx.example; spf=pass (a ; dkim=pass", "id=mx.example [spf=pass (a ; dkim=pass)] ambiguous", ProblemComment},
	{"quotes without end", `mx.example; spf=pass smtp.helo="a ; dkim=pass`, `id=mx.example [spf=pass smtp.helo=<"a ; dkim=pass>] ambiguous`, ProblemQuote},
	{"parenthesis without partner", "mx.example; spf=pass (a) b) smtp.helo=c", "id=mx.example [spf=pass smtp.helo=<c> +<b)> (a)] ambiguous", ProblemParenthesis + " " + ProblemText},
	{"encoded", "=?utf-8?B?c3BmPXBhc3MgKHNlbmRlciBJUCBpcyAxOTIuMC4yLjEpIHNtdHAu?=\r\n =?utf-8?B?bWFpbGZyb209YS5leGFtcGxl?=", "[spf=pass smtp.mailfrom=<a.example> (sender IP is 192.0.2.1)]", ProblemEncoded},
	{"encoded in part", "mx.example; spf=pass smtp.mailfrom==?utf-8?Q?a=3Bdkim=3Dpass?=", "id=mx.example [spf=pass smtp.mailfrom=<=?utf-8?Q?a=3Bdkim=3Dpass?=>]", ""},
}

func TestForms(t *testing.T) {
	for _, form := range forms {
		r := checkResults(t, form.text, 11)
		if got := summary(&r); got != form.want {
			t.Errorf("%s:\n got %s\nwant %s", form.name, got, form.want)
		}
		if got := codes(r.Problems); got != form.problems {
			t.Errorf("%s: problems %q, want %q", form.name, got, form.problems)
		}
		rebuilt := Parse(form.text, -1)
		if summary(&rebuilt) != summary(&r) {
			t.Errorf("%s: text without a place reads as %s", form.name, summary(&rebuilt))
		}
		for _, it := range rebuilt.Items {
			if it.Spans != (ItemSpans{}) {
				t.Errorf("%s: text without a place has the place %v", form.name, it.Spans)
			}
		}
	}
}

func TestGet(t *testing.T) {
	r := Parse("dmarc=pass action=none header.from=a.example header.from=b.example x", 0)
	it := &r.Items[0]
	if v, ok := it.Get("header", "from"); v != "a.example" || !ok {
		t.Errorf("header.from is %q, %v", v, ok)
	}
	if v, ok := it.GetExtra("action"); v != "none" || !ok {
		t.Errorf("action is %q, %v", v, ok)
	}
	if _, ok := it.Get("header", "d"); ok {
		t.Error("there is no header.d")
	}
	if _, ok := it.GetExtra(""); ok {
		t.Error("text has no name")
	}
}

func TestSenderIP(t *testing.T) {
	for text, want := range map[string]string{
		"spf=pass (sender IP is 203.0.113.25) smtp.mailfrom=a.example":        "203.0.113.25",
		"spf=pass (sender ip is\r\n 2001:db8::25) smtp.mailfrom=a.example":    "2001:db8::25",
		"spf=pass (sender IP is ::ffff:203.0.113.25)":                         "203.0.113.25",
		"spf=pass (sender IP is fe80::1%eth0)":                                "fe80::1",
		"spf=pass (sender IP is 203.0.113.25 (x))":                            "invalid IP",
		"spf=pass (sender IP is )":                                            "invalid IP",
		"spf=pass (a sender IP is 203.0.113.25)":                              "invalid IP",
		"spf=pass (sender IP is 203.0.113.25) (sender IP is 203.0.113.26)":    "invalid IP",
		"spf=pass (sender IP is 203.0.113.25) (sender IP is 203.0.113.25)":    "203.0.113.25",
		"dkim=pass (sender IP is 203.0.113.25)":                               "invalid IP",
		`spf=pass smtp.mailfrom="(sender IP is 203.0.113.25)"@example.com`:    "invalid IP",
		"spf=pass smtp.mailfrom=a.example":                                    "invalid IP",
		"spf=pass (sender IP is 203.0.113.999)":                               "invalid IP",
		"spf=pass (sender IP is example.com)":                                 "invalid IP",
		"spf=pass (sender IP is [203.0.113.25])":                              "203.0.113.25",
		"i=1; mx.microsoft.com 1; spf=fail (sender ip is 203.0.113.25) a.b=c": "203.0.113.25",
	} {
		r := Parse(text, 0)
		if got := SenderIP(r.Items[0]).String(); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}
