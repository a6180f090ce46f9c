package explain

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/hopproof/hopproof/report"
)

// FuzzNDR: no text is told twice; case, line ends and quoting marks make no
// difference; nothing of the text reaches a terminal raw.
func FuzzNDR(f *testing.F) {
	for _, seed := range []string{exchangeReport, postfixReport, "550-5.7.26 x\n550 5.7.26 y", "5.7.1\x1b[31m", "=\n=\n", "> >\n\n",
		"client host client host blocked using", "SFV:\x1b]0;x\a", "550 \u202e5.7.64"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		list := NDR(text, "en")
		for i := range list {
			if a := &list[i]; a.Meaning == "" || a.Source == "" || a.Confidence == "" {
				t.Errorf("incomplete: %+v", a)
			}
			for j := range i {
				if list[i].Subject == list[j].Subject && list[i].Meaning == list[j].Meaning {
					t.Errorf("told twice: %+v", list[i])
				}
			}
		}
		same(t, text, list, strings.ReplaceAll(text, "\n", "\r\n"))
		same(t, text, list, "> "+strings.ReplaceAll(text, "\n", "\n> "))
		same(t, text, list, asciiUpper(text))
		printed := AppendText(nil, append(Text(text, "fr"), list...), report.TextOptions{Lang: "fr"})
		for _, r := range string(printed) {
			if r < ' ' && r != '\n' || r >= 0x7f && r < 0xa0 || r == '\u202e' || r == utf8.RuneError {
				t.Errorf("%q reaches the terminal", r)
			}
		}
	})
}

func same(t *testing.T, text string, want []Answer, variant string) {
	t.Helper()
	if len(variant) > maxReport {
		return
	}
	if got := subjects(NDR(variant, "en")); !slices.Equal(got, subjects(want)) {
		t.Errorf("%q: %q, but %q: %q", text, subjects(want), variant, got)
	}
}

func asciiUpper(s string) string {
	b := []byte(s)
	for i, c := range b {
		if 'a' <= c && c <= 'z' {
			b[i] = c - 'a' + 'A'
		}
	}
	return string(b)
}

// FuzzWord: any word gives whole answers or none.
func FuzzWord(f *testing.F) {
	for _, seed := range []string{"SFV:SKI", "5.7.64", "x.7.x", "Relay", "a=b", "compauth=pass reason=1", "..", "5..", ":", "="} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, word string) {
		for _, a := range Words(word, "fr") {
			if a.Kind == "" || a.Subject == "" || a.Meaning == "" || a.Source == "" || a.Confidence == "" {
				t.Errorf("%q: %+v", word, a)
			}
		}
		if len(Suggest(word)) > 3 {
			t.Errorf("%q: too many suggestions", word)
		}
	})
}

// hostile are reports that a careless matcher would read again and again.
var hostile = map[string]string{
	"first fragments": strings.Repeat("client host ", maxReport/12),
	"codes":           strings.Repeat("5.7.64 ", maxReport/7),
	"digits":          strings.Repeat("5.", maxReport/2),
	"paragraphs":      strings.Repeat("\n\nx", maxReport/3),
	"words":           strings.Repeat("unable to relay ", maxReport/16),
	"replies":         strings.Repeat("550-5.7.26 your email\n", maxReport/22),
	"quotes":          strings.Repeat("> ", maxReport/2),
	"one line":        strings.Repeat("a", maxReport),
}

func BenchmarkNDRHostile(b *testing.B) {
	for name, text := range hostile {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				NDR(text, "en")
			}
		})
	}
}

func BenchmarkNDR(b *testing.B) {
	b.SetBytes(int64(len(exchangeReport)))
	for b.Loop() {
		NDR(exchangeReport, "en")
	}
}
