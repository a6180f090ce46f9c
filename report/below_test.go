package report_test

import (
	"context"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/report"
)

// TestBelow: a header below the text of a ticket is pointed at, and not read; below
// that of a message it is the words of whoever wrote the message.
func TestBelow(t *testing.T) {
	const pasted = "Delivered-To: a@contoso.example\r\nReceived: from a.example ([203.0.113.25])\r\n by b.example; Wed, 14 Oct 2026 08:15:00 +0000\r\nSubject: a\r\n"
	const ticket = "Subject: [4711] scanner\r\n\r\nHello,\r\n\r\n"
	for name, c := range map[string]struct{ text, line string }{
		"a ticket":            {ticket + pasted, "5"},
		"a title":             {"Headers:\n\n" + pasted, "3"},
		"quoted":              {ticket + "> " + strings.ReplaceAll(pasted, "\n", "\n> "), "5"},
		"touching text":       {"Subject: x\n\nsee\n" + pasted, "3"},
		"in small letters":    {ticket + "received: by b.example\n", "5"},
		"no ticket":           {pasted, ""},
		"a message with From": {"From: a@contoso.example\n" + ticket + pasted, ""},
		"a message with Date": {"Date: x\n" + ticket + pasted, ""},
		"a message that came": {"Received: by c.example\n" + ticket + pasted, ""},
		"a word":              {ticket + "Received:\r\n", ""},
		"nothing below":       {ticket, ""},
		"no body":             {"Subject: x\n", ""},
		"beyond what is read": {ticket + strings.Repeat("x\n", header.MaxSection/2) + pasted, ""},
	} {
		d, err := report.Analyze(context.Background(), []byte(c.text), report.Options{})
		if err != nil {
			t.Fatal(err)
		}
		line := ""
		for _, p := range d.Problems {
			if p.Code == report.ProblemBelow {
				line = p.Args[0].Value
				if part := c.text[p.Span[0]:p.Span[1]]; !strings.Contains(strings.ToLower(part), "received:") || !strings.HasSuffix(c.text[:p.Span[0]], "\n") {
					t.Errorf("%s: points at %q", name, part)
				}
			}
		}
		if line != c.line {
			t.Errorf("%s: line %q, want %q", name, line, c.line)
		}
		if c.line != "" && len(d.Hops) > 0 {
			t.Errorf("%s: it was read", name)
		}
		if whole := report.Of([]byte(c.text), report.Options{}); len(whole.Problems) != len(d.Problems) {
			t.Errorf("%s: %v, %v", name, whole.Problems, d.Problems)
		}
	}
}
