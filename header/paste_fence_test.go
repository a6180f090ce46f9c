package header

import (
	"strings"
	"testing"
)

// TestFence: what stands in a block of code is read as it is, and ends with it.
// Without its end, or with another one, the lines behind are strays.
func TestFence(t *testing.T) {
	want := ParseString(original)
	for _, tt := range []struct {
		name, in string
		behind   string
	}{
		{"no text around", "```\n" + original + "```\n", "```"},
		{"text around", "Here they are:\n\n```\n" + original + "```\n\nThanks: bye\n", "```\n\nThanks: bye"},
		{"text that touches", "Headers: see below\nand tell me\n```text\n" + original + "````  \nThanks: bye\n", "````  \nThanks: bye"},
		{"tildes", "See\n~~~ headers ```\n" + original + "~~~\nbye", "~~~\nbye"},
		{"quoted", prefixed("See\n```\n"+original+"```\nThanks: bye\n", "> "), "> ```\n> Thanks: bye"},
		{"carriage returns", strings.ReplaceAll("See\n```\n"+original+"```\nbye", "\n", "\r\n"), "```\r\nbye"},
		{"a blank line last", "```\n" + original + "\n```\n", "```"},
		{"blank lines last, quoted", prefixed("See\n```\n"+original+"\n\n```\nbye\n", "> "), "> ```\n> bye"},
		{"a blank line first", "```\n\n" + original + "```\n", "```"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if strings.HasPrefix(tt.in, "Headers:") {
				tt.in = "Hello,\n" + tt.in // the first line of a message is a field
			}
			s := ParseString(tt.in)
			check(t, tt.in, &s)
			got, all := squeezed(&s), squeezed(&want)
			// A line of the text above may look like a field.
			if got = got[max(0, len(got)-len(all)):]; strings.Join(got, "\n") != strings.Join(all, "\n") {
				t.Errorf("read\n%s", strings.Join(got, "\n"))
			}
			for i := range s.Fields {
				if s.Fields[i].Mend.Guessed() {
					t.Errorf("%s is guessed", s.Fields[i].Name)
				}
			}
			last := s.Problems[len(s.Problems)-1]
			for _, p := range s.Problems {
				if p.Span.Start > last.Span.Start {
					last = p
				}
			}
			if text := tt.in[last.Span.Start:last.Span.End]; s.Body >= 0 || last.Code != ProblemOutside || text != tt.behind {
				t.Errorf("body at %d, %s %q", s.Body, last.Code, text)
			}
		})
	}
	for name, in := range map[string]string{
		"no block":           "See:\n" + original + "```\nbye\n",
		"another end":        "See:\n```\n" + original + "~~~\nbye\n",
		"a shorter end":      "See:\n````\n" + original + "```\nbye\n",
		"code within a line": "```a``` `b`\n" + original + "```\nbye\n",
	} {
		if s := ParseString(in); !s.Fields[1].Mend.Guessed() {
			t.Errorf("%s: nothing is guessed", name)
		}
	}
}

// TestFenceBody: a body in the block stays one.
func TestFenceBody(t *testing.T) {
	for _, body := range []string{"Hello\n```\n", "\nHello\n```\n", "", "\n"} {
		in := "```\n" + original + "\n" + body
		if s := ParseString(in); s.Body != len(in)-len(body) {
			t.Errorf("%q: the body is at %d of %d", body, s.Body, len(in))
		}
	}
}

// TestFenceWithinField: a folded line that looks like the end of the block hides
// none of the fields below it; a sender may have written it.
func TestFenceWithinField(t *testing.T) {
	s := Parse([]byte("Here it is\n```\nReceived: from a by b; Wed, 14 Oct 2026 08:15:00 +0000\nSubject: x\n ```\nX-Note: y\nFrom: a@example.com\n```\nthanks\n"))
	if len(s.Fields) != 4 || s.Fields[3].Name != "From" {
		t.Errorf("%d fields: %+v", len(s.Fields), s.Fields)
	}
}
