package exchange

import (
	"strings"
	"testing"

	"github.com/hopproof/hopproof/header"
)

// flat writes pairs and the rest as "K=v|K=v|~rest".
func flat(f *Fields) string {
	var parts []string
	for _, p := range f.Antispam {
		parts = append(parts, p.Key+"="+p.Value)
	}
	for _, r := range f.Rest {
		parts = append(parts, "~"+r.Text)
	}
	return strings.Join(parts, "|")
}

func TestReports(t *testing.T) {
	for _, c := range []struct{ name, body, want string }{
		{"X-Forefront-Antispam-Report", "CIP:203.0.113.25;CTRY:US;SFV:NSPM;SFS:(1)(2);DIR:INB;", "CIP=203.0.113.25|CTRY=US|SFV=NSPM|SFS=(1)(2)|DIR=INB"},
		{"x-forefront-antispam-report-untrusted", "CIP:2001:db8::25;SRV:;SCL:-1", "CIP=2001:db8::25|SRV=|SCL=-1"},
		{"X-Forefront-Antispam-Report", "CIP:192.0.2.1; IPV:; CTRY:CH; EFV:NLI;\r\n SFV:NSPM;\r\n SFS:(1)\r\n (2); A:1; MX:1; ", "CIP=192.0.2.1|IPV=|CTRY=CH|EFV=NLI|SFV=NSPM|SFS=(1) (2)|A=1|MX=1"},
		{"X-Forefront-Antispam-Report", "CIP:192.0.2.1;KIP:(null);UIP:(null);IPV:NLI", "CIP=192.0.2.1|KIP=(null)|UIP=(null)|IPV=NLI"},
		{"X-Forefront-Antispam-Report", "CIP:192.0.2.1, SFV:NSPM,SCL:1", "CIP=192.0.2.1|SFV=NSPM|SCL=1"},
		{"X-Forefront-Antispam-Report", "CIP:192.0.2.1 SFV:NSPM", "CIP=192.0.2.1|SFV=NSPM"},
		{"X-Forefront-Antispam-Report", "H:a, SFV:SKN b;SCL:1", "H=a, SFV:SKN b|SCL=1"},
		{"X-Microsoft-Antispam", "BCL:0;ARA:1|2|3;", "BCL=0|ARA=1|2|3"},
		{"X-Microsoft-Antispam", "UriScan:;BCL:0;PCL:0;RULEID:(7)(8);SRVR:AM4PR01MB9000;", "UriScan=|BCL=0|PCL=0|RULEID=(7)(8)|SRVR=AM4PR01MB9000"},
		{"X-Microsoft-Antispam-Mailbox-Delivery", "ucf:0;dest:J;OFR:SpamFilterAuthJ;WIMS-PRA:x;anna@example.com;", "ucf=0|dest=J|OFR=SpamFilterAuthJ|WIMS-PRA=x|~anna@example.com"},
		{"X-Microsoft-Antispam", "=?utf-8?B?QkNMOjA7?=", "~=?utf-8?B?QkNMOjA7?="},
		{"X-Microsoft-Antispam-Message-Info", "BCL:0;", ""},
		{"X-Microsoft-Antispam-PRVS", "<a@b.example>", ""},
		{"X-Microsoft-Antispam", ":x;;;a b:c;" + strings.Repeat("k", 33) + ":v", "~:x|~a b:c|~" + strings.Repeat("k", 33) + ":v"},
		{"X-MS-Exchange-Organization-Antispam-Report", "DV:3.3.5705.600;SID:SenderIDStatus Fail;OrigIP:192.0.2.1", "DV=3.3.5705.600|SID=SenderIDStatus Fail|OrigIP=192.0.2.1"},
		{"X-Mailer", "CIP:192.0.2.1;", ""},
	} {
		f := parse("Subject: x", c.name+": "+c.body)
		if got := flat(&f); got != c.want {
			t.Errorf("%s: %s\n got  %s\n want %s", c.name, c.body, got, c.want)
		}
		for _, p := range f.Antispam {
			if p.Field != 1 || p.Header != c.name {
				t.Errorf("the pair stands in %+v", p)
			}
		}
	}
}

func TestPairSpans(t *testing.T) {
	input := "Subject: x\r\nX-Forefront-Antispam-Report: CIP:192.0.2.1;\r\n SFV:NSPM; junk;SCL:1\r\n\r\n"
	s := header.ParseString(input)
	f := Parse(&s)
	var got []string
	for _, p := range f.Antispam {
		got = append(got, input[p.Span.Start:p.Span.End])
	}
	got = append(got, input[f.Rest[0].Span.Start:f.Rest[0].Span.End])
	if want := "CIP:192.0.2.1 SFV:NSPM SCL:1 junk"; strings.Join(got, " ") != want {
		t.Errorf("spans are %q, want %s", got, want)
	}
}

// FuzzSplitReport: every byte of a report belongs to a pair, to the rest, or
// to what parts them; spans ascend; the same text gives the same pairs again.
func FuzzSplitReport(f *testing.F) {
	for _, seed := range []string{"CIP:2001:db8::1;SFS:(1)(2);", "a:b, c:d", ";;x;:", "=?utf-8?B?eA==?=", "K:v\r\n w; :", "\x00:\xff;é:1"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		last := 0
		between := func(gap string) {
			if strings.Trim(gap, "; ,\t\r\n") != "" {
				t.Errorf("%q: %q belongs to nothing", text, gap)
			}
		}
		splitReport(text, func(start, keyEnd, end int) {
			if start < last || end <= start || end > len(text) || keyEnd >= 0 && (keyEnd <= start || keyEnd >= end || text[keyEnd] != ':') {
				t.Fatalf("%q: bounds %d %d %d after %d", text, start, keyEnd, end, last)
			}
			between(text[last:start])
			last = end
		})
		between(text[last:])
		s := header.ParseString("X-Forefront-Antispam-Report: " + text + "\r\n\r\n")
		fields := Parse(&s)
		for i := range fields.Antispam {
			fields.Antispam[i].Meaning("fr")
		}
		fieldsWith(text)
	})
}

// FuzzExplain: any question gets an answer, and one that names its entry.
func FuzzExplain(f *testing.F) {
	for _, seed := range []string{"SFV:SKI", "compauth=pass reason=130", "X-Forefront-Antispam-Report: SFV:SKI;CAT", "\x00", "AuthAs ", "*", "x=:;", "A-B-*"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, word string) {
		for _, e := range Lookup(word, "en") {
			if e.Path == "" || e.Text == "" || len(e.Sources) == 0 {
				t.Errorf("%q: an entry without content: %+v", word, e)
			}
		}
		for _, s := range Suggest(word) {
			if Lookup(s, "") == nil {
				t.Errorf("%q: the suggestion %q is not known", word, s)
			}
		}
	})
}

// fieldsWith reads one field of every name that this package knows, all with
// the same body.
func fieldsWith(body string) Fields {
	var b strings.Builder
	for _, name := range names {
		b.WriteString(name + ": " + body + "\r\n")
	}
	s := header.ParseString(b.String() + "\r\n")
	f := Parse(&s)
	f.Attribution()
	f.AuthMechanism()
	f.Situation()
	ParseOrigin(body)
	f.EndToEndLatency()
	return f
}
