package header

import (
	"mime"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/hopproof/hopproof/internal/testcorpus"
)

func TestDecodeWords(t *testing.T) {
	koi := func(charset string, text []byte) (string, bool) {
		return "<" + string(text) + ">", charset == "koi8-r"
	}
	tests := []struct{ name, in, want string }{
		{"none", "plain = ? text", "plain = ? text"},
		{"Q", "=?utf-8?Q?caf=C3=A9_=3D?=", "café ="},
		{"B", "=?UTF-8?b?Y2Fmw6k=?=", "café"},
		{"B without padding", "=?UTF-8?B?Y2Fmw6k?=", "café"},
		{"text around", "a =?utf-8?q?b?= c", "a b c"},
		{"inside a token", "a=?utf-8?q?b?=c", "abc"},
		{"in quotes", `"=?utf-8?q?b?="`, `"b"`},
		{"white space between words", "=?utf-8?q?a?= \t=?iso-8859-1?q?=E9?= =?utf-8?q?b?=", "aéb"},
		{"folded between words", "=?utf-8?q?a?=\r\n =?utf-8?q?b?=", "ab"},
		{"text between words", "=?utf-8?q?a?= x =?utf-8?q?b?=", "a x b"},
		{"character split between words", "=?utf-8?B?w6==?= =?UTF-8?B?qQ==?=", "é"},
		{"character split between B and Q", "=?utf-8?B?ww?= =?utf-8?Q?=A9?=", "é"},
		{"language", "=?utf-8*fr?Q?=C3=A9t=C3=A9?=", "été"},
		{"Windows-1252", "=?windows-1252?Q?=80=93x?=", "€“x"},
		{"ISO-8859-15", "=?ISO-8859-15?Q?=A4=BD=E9?=", "€œé"},
		{"ISO-8859-1 as browsers read it", "=?iso-8859-1?Q?=93=A4?=", "“¤"},
		{"US-ASCII with UTF-8 in it", "=?us-ascii?Q?=C3=A9?=", "é"},
		{"not UTF-8", "=?utf-8?Q?a=FF=FEb?=", "a\ufffdb"},
		{"unknown set", "=?x-none?Q?a?= b", "=?x-none?Q?a?= b"},
		{"unknown set keeps its white space", "=?utf-8?Q?a?= =?x-none?Q?b?= =?x-none?Q?c?= =?utf-8?Q?d?=", "a =?x-none?Q?b?= =?x-none?Q?c?= d"},
		{"set of the caller", "=?koi8-r?Q?a?= =?koi8-r?Q?b?=", "<ab>"},
		{"invalid base64", "=?utf-8?B?@@@@?= x", "=?utf-8?B?@@@@?= x"},
		{"invalid base64 between words", "=?utf-8?q?a?= =?utf-8?B?@?= =?utf-8?q?b?=", "a =?utf-8?B?@?= b"},
		{"invalid Q", "=?utf-8?Q?a=ZZ=4?=", "a=ZZ=4"},
		{"spaces and question marks in Q", "=?utf-8?Q?a b? c?=", "a b? c"},
		{"Q that begins with an escape", "=?utf-8?Q?=41?=", "A"},
		{"empty words", "=?utf-8?Q??= =?utf-8?B??=x", "x"},
		{"unknown encoding", "=?utf-8?X?a?=", "=?utf-8?X?a?="},
		{"no set", "=??Q?a?= =?*en?Q?a?=", "=??Q?a?= =?*en?Q?a?="},
		{"cut off", "=?utf-8?Q?a", "=?utf-8?Q?a"},
		{"cut off behind a word", "=?utf-8?Q?a?= =?utf-8?Q?b", "a =?utf-8?Q?b"},
		{"a word in the ruins of another", "=?utf-8 =?utf-8?Q?a?=", "=?utf-8 a"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := DecodeWords(tt.in, koi); got != tt.want {
				t.Errorf("%q\ngot  %q\nwant %q", tt.in, got, tt.want)
			}
		})
	}
}

// TestWordsCorpus compares with the standard library, which refuses a set that
// it does not know, missing padding, a language and a split character.
func TestWordsCorpus(t *testing.T) {
	std := mime.WordDecoder{}
	same, refused, differ := 0, 0, 0
	for _, m := range testcorpus.Messages(t) {
		s := Parse(m.Data)
		for i := range s.Fields {
			body := s.Fields[i].Body()
			if !strings.Contains(body, "=?") {
				continue
			}
			got := DecodeWords(body, nil)
			want, err := std.DecodeHeader(body)
			switch {
			case err != nil:
				refused++
			case got == want:
				same++
			default:
				differ++
				t.Logf("%s: field %d (%s) differs", m.Name, i, s.Fields[i].Name)
			}
		}
	}
	t.Logf("%d the same, %d refused by mime, %d differ", same, refused, differ)
	if differ > same/20 {
		t.Errorf("%d fields differ, %d are the same", differ, same)
	}
}

func FuzzDecodeWords(f *testing.F) {
	for _, s := range []string{"=?utf-8?Q?a?= =?utf-8?B?YQ==?= x", "=?x?q??=?=", "=?utf-8*e?b?=?="} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := DecodeWords(s, nil)
		if !strings.Contains(s, "=?") && got != s {
			t.Fatal("text without words was changed")
		}
		if utf8.ValidString(s) && !utf8.ValidString(got) {
			t.Fatalf("%q is not UTF-8", got)
		}
		// What stands around words is kept: with a mark at both ends, the
		// marks are still there and enclose the same text.
		if w := DecodeWords("\x01 "+s+" \x02", nil); !strings.HasPrefix(w, "\x01 ") || !strings.HasSuffix(w, " \x02") {
			t.Fatalf("text outside of words was lost: %q", w)
		}
		if len(got) > 4*len(s) {
			t.Fatalf("%d bytes became %d", len(s), len(got))
		}
	})
}

// hostileWords are texts on which a careless search costs its square.
var hostileWords = []string{"=?", "=?a?b?", "=?a?q?", "=?*?q?", "=?utf-8?B?a?", "=?a?q?< ", "=?x?q?a?= ", "=?utf-8?q??="}

// TestWordsHostile: in a size at which the square would show as minutes. Words
// only ever get shorter by decoding, but for characters that were invalid.
func TestWordsHostile(t *testing.T) {
	for _, s := range hostileWords {
		for _, tail := range []string{"", "?="} {
			in := strings.Repeat(s, 50_000) + tail
			if out := DecodeWords(in, nil); len(out) > 3*len(in) {
				t.Errorf("%q x 50,000 + %q became %d bytes", s, tail, len(out))
			}
			Addresses(in, nil)
		}
	}
}

func BenchmarkDecodeWords(b *testing.B) {
	in := "Re: =?utf-8?Q?caf=C3=A9?= =?utf-8?B?Y2Fmw6k=?= and more"
	b.ReportAllocs()
	b.SetBytes(int64(len(in)))
	for b.Loop() {
		DecodeWords(in, nil)
	}
}
