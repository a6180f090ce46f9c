package authres

import (
	"strings"
	"testing"
)

func spfSummary(r *ReceivedSPF) string {
	var b strings.Builder
	b.WriteString(r.Result)
	for _, part := range []struct{ name, value string }{
		{"from", r.EnvelopeFrom}, {"helo", r.Helo}, {"receiver", r.Receiver}, {"identity", r.Identity}, {"mechanism", r.Mechanism},
		{"host", r.Prose.Host}, {"domain", r.Prose.Domain},
	} {
		if part.value != "" {
			b.WriteString(" " + part.name + ":" + part.value)
		}
	}
	if r.ClientIP.IsValid() {
		b.WriteString(" ip:" + r.ClientIP.String())
	}
	if r.Prose.IP.IsValid() {
		b.WriteString(" said:" + r.Prose.IP.String())
	}
	for _, p := range r.Extra {
		b.WriteString(" +" + property(p))
	}
	if r.Ambiguous {
		b.WriteString(" ambiguous")
	}
	return b.String()
}

// spfForms are made up after RFC 7208 section 9.1 and real receivers.
var spfForms = []struct{ name, text, want, problems string }{
	{"RFC 7208", "pass (mybox.example.org: domain of myname@example.com designates 192.0.2.1 as permitted sender) receiver=mybox.example.org; client-ip=192.0.2.1; envelope-from=\"myname@example.com\"; helo=foo.example.com;",
		"pass from:myname@example.com helo:foo.example.com receiver:mybox.example.org host:mybox.example.org domain:myname@example.com ip:192.0.2.1 said:192.0.2.1", ""},
	{"microsoft", "Pass (protection.outlook.example: domain of a.example designates\r\n 203.0.113.25 as permitted sender) receiver=protection.outlook.example;\r\n client-ip=203.0.113.25; helo=relay.a.example; pr=C",
		"pass helo:relay.a.example receiver:protection.outlook.example host:protection.outlook.example domain:a.example ip:203.0.113.25 said:203.0.113.25", ""},
	{"microsoft, none", "None (protection.outlook.example: a.example does not designate\r\n permitted sender hosts)", "none host:protection.outlook.example domain:a.example", ""},
	{"microsoft, fail", "Fail (protection.outlook.example: domain of a.example does not designate 203.0.113.25 as permitted sender) receiver=protection.outlook.example; client-ip=203.0.113.25; helo=[10.0.0.5];",
		"fail helo:[10.0.0.5] receiver:protection.outlook.example host:protection.outlook.example domain:a.example ip:203.0.113.25 said:203.0.113.25", ""},
	{"microsoft, softfail", "SoftFail (protection.outlook.example: domain of transitioning\r\n a.example discourages use of 2001:db8::25 as permitted sender)", "softfail host:protection.outlook.example domain:a.example said:2001:db8::25", ""},
	{"microsoft, temperror", "TempError (protection.outlook.example: error in processing during lookup of a.example: DNS Timeout)", "temperror host:protection.outlook.example domain:a.example", ""},
	{"google", "neutral (google.example: 192.0.2.9 is neither permitted nor denied by best guess record for domain of ann@a.example) client-ip=192.0.2.9;",
		"neutral host:google.example domain:ann@a.example ip:192.0.2.9 said:192.0.2.9", ""},
	{"agari", "pass\r\n    (a.example: Sender is authorized to use 'ann@a.example' in 'mfrom' identity (mechanism 'include:b.example' matched))\r\n    receiver=mx.example;\r\n    identity=mailfrom;\r\n    envelope-from=\"ann@a.example\";\r\n    client-ip=::ffff:192.0.2.1",
		"pass from:ann@a.example receiver:mx.example identity:mailfrom ip:192.0.2.1", ""},
	{"pypolicyd", "Pass (mailfrom) identity=mailfrom; client-ip=2001:db8::1; helo=h.example; envelope-from=ann@a.example; receiver=<UNKNOWN> ",
		"pass from:ann@a.example helo:h.example receiver:<UNKNOWN> identity:mailfrom ip:2001:db8::1", ""},
	{"angle brackets", "pass client-ip=192.0.2.1; envelope-from=<ann@a.example>; mechanism=ip4:192.0.2.0/24", "pass from:ann@a.example mechanism:ip4:192.0.2.0/24 ip:192.0.2.1", ""},
	{"null reverse-path", "none client-ip=192.0.2.1; envelope-from=<>; helo=h.example", "none from:<> helo:h.example ip:192.0.2.1", ""},
	{"problem with escapes", `none client-ip=192.0.2.1; problem="no\ spf\ txt"; identity=mailfrom`, "none identity:mailfrom ip:192.0.2.1", ""},
	{"no result", "client-ip=\"<nil>\"; envelope-from=; helo=x", " helo:x", ProblemValueEmpty + " " + ProblemSPFAddress + " " + ProblemSPFNoResult},
	{"key twice", "pass client-ip=192.0.2.1; helo=a; client-ip=192.0.2.2", "pass helo:a ip:192.0.2.1 ambiguous", ProblemSPFKeyTwice},
	{"quoted key", `pass envelope-from="a; client-ip=192.0.2.66; x"@evil.example; client-ip=192.0.2.1`, `pass from:"a; client-ip=192.0.2.66; x"@evil.example ip:192.0.2.1`, ""},
	{"prose with more words", "pass (mx.example: domain of a designates 192.0.2.66 as permitted sender x designates 192.0.2.1 as permitted sender)", "pass", ""},
	{"prose without host", "pass (domain of a.example designates 192.0.2.1 as permitted sender)", "pass domain:a.example said:192.0.2.1", ""},
	{"text", "pass hello world; client-ip=192.0.2.1", "pass ip:192.0.2.1 +<hello world>", ProblemText},
	{"encoded", "=?us-ascii?Q?pass_client-ip=3D192=2E0=2E2=2E1?=", "pass ip:192.0.2.1", ProblemEncoded},
	{"nothing", "", "", ProblemSPFNoResult},
}

func TestReceivedSPF(t *testing.T) {
	for _, form := range spfForms {
		r := checkReceivedSPF(t, form.text, 17)
		if got := spfSummary(&r); got != form.want {
			t.Errorf("%s:\n got %s\nwant %s", form.name, got, form.want)
		}
		if got := codes(r.Problems); got != form.problems {
			t.Errorf("%s: problems %q, want %q", form.name, got, form.problems)
		}
		rebuilt := ParseReceivedSPF(form.text, -1)
		if spfSummary(&rebuilt) != spfSummary(&r) || rebuilt.Spans != (ReceivedSPFSpans{}) {
			t.Errorf("%s: text without a place reads as %s", form.name, spfSummary(&rebuilt))
		}
	}
}
