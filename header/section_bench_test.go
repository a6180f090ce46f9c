package header

import (
	"bytes"
	"strconv"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/internal/testcorpus"
)

// TestParseHostile: texts on which a careless search costs its square, in a
// size at which that would show as minutes. Every field is the text it names.
func TestParseHostile(t *testing.T) {
	heads := []string{"", "A: 1\n", "stray line\n", "> A: 1\n", "#\tHeader\tValue\n", "A: 1\n\nSubject: 2\n\n"}
	parts := []string{
		"A:\n", " \n", " x\n", "stray line\n", "\n", "> ", ">", ">\n", "\r", "\r\r\n", "\u00a0", "\u00a0\n",
		"1\tX\ty\n", "\t", "20:1\n", "A: 1\n\n", "From x y\n", "A: 1\nstray line\n", "A:\nDate:\n", "\x00", "X-Y", "A: \u00a0\n\u00a0",
	}
	for _, head := range heads {
		for _, part := range parts {
			in := []byte(head + strings.Repeat(part, 20_000))
			s := Parse(in)
			for i := range s.Fields {
				f := &s.Fields[i]
				if string(in[f.Span.Start:f.Span.End]) != f.Raw || len(f.Body()) > 2*len(f.Raw) {
					t.Fatalf("%q + %q: field %d is not its text", head, part, i)
				}
			}
		}
	}
}

func BenchmarkParse(b *testing.B) {
	typical := typicalSection()
	for _, size := range []int{12 << 10, 100 << 10, 1 << 20, 10 << 20} {
		in := []byte(strings.Repeat(typical, size/len(typical)+1)[:size])
		b.Run(strconv.Itoa(size), func(b *testing.B) { benchmark(b, in) })
	}
	b.Run("folds", func(b *testing.B) { benchmark(b, []byte("A: 1\n"+strings.Repeat(" x\n", 100_000))) })
	b.Run("fields", func(b *testing.B) { benchmark(b, []byte(strings.Repeat("A: 1\n", 100_000))) })
	b.Run("lost", func(b *testing.B) {
		benchmark(b, bytes.ReplaceAll([]byte(strings.Repeat(typical, 8)), []byte("\n "), []byte("\n")))
	})
	b.Run("body", func(b *testing.B) {
		benchmark(b, []byte(typical+"\r\n"+strings.Repeat("text\r\n", 1<<20)))
	})
}

func benchmark(b *testing.B, in []byte) {
	b.SetBytes(int64(len(in)))
	b.ReportAllocs()
	for b.Loop() {
		s := Parse(in)
		if len(s.Fields) == 0 {
			b.Fatal("no fields")
		}
	}
}

// typicalSection is 12 KB with 60 fields, a third of them folded.
func typicalSection() string {
	var b strings.Builder
	for i := range 20 {
		b.WriteString("Received: from mail" + strconv.Itoa(i) + ".example.com (203.0.113.25) by\r\n" +
			" mx.example.net (2001:db8::1) with Microsoft SMTP Server (version=TLS1_2,\r\n" +
			" cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384) id 15.20.6678.19 via Frontend\r\n" +
			" Transport; Fri, 11 Aug 2023 20:36:41 +0000\r\n")
		b.WriteString("X-MS-Exchange-CrossTenant-Network-Message-Id: " + strings.Repeat("0a", 70) + "\r\n")
		b.WriteString("X-Note-" + strconv.Itoa(i) + ": " + strings.Repeat("text ", 12) + "\r\n")
	}
	return b.String()
}

func BenchmarkCorpus(b *testing.B) {
	all := testcorpus.Messages(b)
	size := 0
	for _, m := range all {
		size += len(m.Data)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, m := range all {
			Parse(m.Data)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*len(all)), "us/msg")
}
