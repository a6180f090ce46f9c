package report

import (
	"testing"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/header/exchange"
	"github.com/hopproof/hopproof/internal/testcorpus"
)

// BenchmarkMicrosoft is what Microsoft's fields and their meanings add to the
// analysis of a message of the corpus.
func BenchmarkMicrosoft(b *testing.B) {
	var sections []header.Section
	for _, m := range testcorpus.Messages(b) {
		sections = append(sections, header.Parse(m.Data))
	}
	b.ReportAllocs()
	for b.Loop() {
		for i := range sections {
			var x builder
			f := exchange.Parse(&sections[i])
			x.microsoft(&f)
			if x.d.Microsoft != nil {
				x.d.Microsoft.localize("en")
			}
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(sections)), "ns/message")
}
