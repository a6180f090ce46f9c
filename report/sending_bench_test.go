package report

import (
	"testing"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/internal/testcorpus"
)

// BenchmarkSending is what the mode of sending and the identities, with their
// sentences, add to the analysis of a message of the corpus.
func BenchmarkSending(b *testing.B) {
	type message struct {
		b builder
		t *hops.Timeline
	}
	var messages []message
	for _, m := range testcorpus.Messages(b) {
		s := header.Parse(m.Data)
		x := message{t: hops.Build(&s, hops.Options{})}
		x.b.message(&s)
		x.b.microsoft(&s)
		messages = append(messages, x)
	}
	c := Lookup("en")
	b.ReportAllocs()
	for b.Loop() {
		for i := range messages {
			x := &messages[i]
			x.b.sending(x.t, nil)
			x.b.d.localizeSending(c)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(messages)), "ns/message")
}
