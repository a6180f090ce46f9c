package summary

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/hopproof/hopproof/report"
)

// BenchmarkAnalyze is what a message costs before it is counted, for comparison.
func BenchmarkAnalyze(b *testing.B) {
	text, err := os.ReadFile(filepath.Join("..", "..", "testdata", "relay-postfix-gmail.eml"))
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		report.Of(text, report.Options{Name: "a.eml"})
	}
}

// BenchmarkAdd counts one message after the other.
func BenchmarkAdd(b *testing.B) {
	list := documents(1000)
	c := New(Options{})
	for i := 0; b.Loop(); i++ {
		c.Add(list[i%len(list)])
	}
}

// BenchmarkState saves what was counted, as a scan does now and then.
func BenchmarkState(b *testing.B) {
	c := collect(documents(5000))
	var state []byte
	for b.Loop() {
		state = c.AppendState(state[:0])
	}
	b.ReportMetric(float64(len(state)), "bytes/state")
}
