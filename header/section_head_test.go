package header_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/internal/testcorpus"
)

// TestParseHead: where the beginning is sure, it says what the whole says.
func TestParseHead(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		head int
		sure bool
	}{
		"behind the section": {"Subject: a\nTo: b\n c\n\nbody\n", len("Subject: a\nTo: b\n c\n\n"), true},
		"CRLF":               {"Subject: a\r\nTo: b\r\n\r\nbody", len("Subject: a\r\nTo: b\r\n\r\nb"), true},
		"inside the section": {"Subject: a\nTo: b\n\nbody\n", len("Subject: a\nTo:"), false},
		"all of it":          {"Subject: a\nstray\nTo: b\n", len("Subject: a\nstray\nTo: b\n"), true},
		"a stray line":       {"Subject: a\nstray line\nTo: b\n\nbody\n", len("Subject: a\nstray line\nTo: b\n\nb"), false},
		"one field, blank":   {"Subject: a\n\nTo: b\n\nCc: c\n\n", len("Subject: a\n\nT"), false},
		"UTF-16":             {"\xff\xfeS\x00:\x00\n\x00\n\x00b\x00", 10, false},
	} {
		got, sure := header.ParseHead([]byte(c.text[:c.head]), len(c.text))
		if sure != c.sure {
			t.Errorf("%s: sure is %v", name, sure)
		}
		if want := header.Parse([]byte(c.text)); sure && !reflect.DeepEqual(got, want) {
			t.Errorf("%s:\ngot  %+v\nwant %+v", name, got, want)
		}
	}
}

// TestParseHeadTells: what was left out is said.
func TestParseHeadTells(t *testing.T) {
	s, sure := header.ParseHead([]byte("Subject: "+strings.Repeat("x", 100)), 1<<30)
	if sure || !s.Truncated || len(s.Problems) != 1 || s.Problems[0].Code != header.ProblemSectionLimit || s.Problems[0].Span != (header.Span{109, 1 << 30}) {
		t.Errorf("%v %+v", sure, s)
	}
}

// TestParseHeadCorpus: the beginnings of real messages give what the whole gives.
func TestParseHeadCorpus(t *testing.T) {
	surely := 0
	messages := testcorpus.Messages(t)
	for _, m := range messages {
		whole := append(m.Data[:len(m.Data):len(m.Data)], "\r\n\r\nbody\r\n\r\nmore\r\n"...)
		got, sure := header.ParseHead(whole[:len(m.Data)+4], len(whole))
		if !sure {
			continue
		}
		surely++
		if want := header.Parse(whole); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: the beginning gives another section", m.Name)
		}
	}
	if surely < len(messages)*9/10 {
		t.Errorf("only %d of %d are sure", surely, len(messages))
	}
}

// TestReader: what stood in the memory before does not show, nor is it kept.
func TestReader(t *testing.T) {
	var r header.Reader
	for _, text := range []string{
		"A: 1\nB: 2\nC: 3\n\n", "D: 4\n", "", "E: 5\nstray line\nF: 6\n", "G: 7\nH: 8\n", strings.Repeat("I: 9\n", 1000), "J: 10\n\n",
	} {
		got, _ := r.ParseHead([]byte(text), len(text))
		if want := header.Parse([]byte(text)); len(got.Fields) != len(want.Fields) || len(want.Fields) > 0 && !reflect.DeepEqual(got, want) {
			t.Errorf("%.20q:\ngot  %+v\nwant %+v", text, got, want)
		}
	}
	s, _ := r.ParseHead([]byte("A: 1\nB: 2\n"), 10)
	r.ParseHead([]byte("A: 1\n"), 5)
	if old := s.Fields[:2]; old[1] != (header.Field{}) {
		t.Errorf("%+v stays in memory", old[1])
	}
}
