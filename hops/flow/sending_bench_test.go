package flow_test

import (
	"testing"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/header/exchange"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/flow"
	"github.com/hopproof/hopproof/internal/testcorpus"
)

// BenchmarkSending measures what the mode of sending and the login add to an
// analysis, which has read the fields and addresses before. One operation is
// the whole corpus.
func BenchmarkSending(b *testing.B) {
	type message struct {
		s header.Section
		t *hops.Timeline
		f exchange.Fields
		a flow.Addresses
	}
	messages := testcorpus.Messages(b)
	read := make([]message, len(messages))
	for i, m := range messages {
		r := &read[i]
		r.s = header.Parse(m.Data)
		r.t, r.f = hops.Build(&r.s, hops.Options{}), exchange.Parse(&r.s)
		r.a = addressesOf(&r.s)
	}
	b.ReportAllocs()
	for b.Loop() {
		for i := range read {
			r := &read[i]
			flow.SendingOf(r.t, &r.f, nil)
			flow.IdentityOf(r.t, r.a)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(read)), "ns/message")
}
