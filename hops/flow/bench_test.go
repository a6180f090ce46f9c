package flow_test

import (
	"testing"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/flow"
	"github.com/hopproof/hopproof/internal/testcorpus"
)

// BenchmarkCorpus measures what the two readings add to an analysis. One
// operation is the whole corpus.
func BenchmarkCorpus(b *testing.B) {
	messages := testcorpus.Messages(b)
	timelines := make([]*hops.Timeline, len(messages))
	for i, m := range messages {
		s := header.Parse(m.Data)
		timelines[i] = hops.Build(&s, hops.Options{})
	}
	run := func(name string, one func(*hops.Timeline)) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for _, t := range timelines {
					one(t)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(timelines)), "ns/message")
		})
	}
	run("forwardings", func(t *hops.Timeline) { flow.Forwardings(t) })
	run("filters", func(t *hops.Timeline) { flow.FilterFindings(t, flow.Filters(t)) })
}
