package report_test

import (
	"bytes"
	"net/mail"
	"os"
	"testing"
	"time"

	"github.com/hopproof/hopproof/internal/testcorpus"
	"github.com/hopproof/hopproof/report"
)

// BenchmarkScan compares what a scan does with each file of the corpus (read
// it, analyse it, write its Document as a line of JSON) with a Go program that
// reads the file and calls net/mail.ReadMessage. Both take turns in one run, so
// that a busy machine slows both; ratio is what to look at. Run it with -cpu 1.
func BenchmarkScan(b *testing.B) {
	var paths []string
	for _, m := range testcorpus.Messages(b) {
		paths = append(paths, testcorpus.Path(b, "corpus", "headers", m.Name))
	}
	var line []byte
	scan := func(data []byte) {
		d := analyze(b, data, report.Options{})
		line = append(d.AppendJSON(line[:0], ""), '\n')
	}
	var scanned, peer time.Duration
	for b.Loop() {
		scanned += eachFile(b, paths, scan)
		peer += eachFile(b, paths, readMessage)
	}
	n := float64(b.N * len(paths))
	b.ReportMetric(float64(scanned.Nanoseconds())/n, "scan-ns/file")
	b.ReportMetric(float64(peer.Nanoseconds())/n, "net/mail-ns/file")
	b.ReportMetric(float64(scanned)/float64(peer), "ratio")
}

// eachFile reads every file, hands it to one and tells how long that took.
func eachFile(tb testing.TB, paths []string, one func(data []byte)) time.Duration {
	start := time.Now()
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			tb.Fatal(err)
		}
		one(data)
	}
	return time.Since(start)
}

// readMessage is what a Go program does to see the fields of a message at all.
func readMessage(data []byte) {
	_, _ = mail.ReadMessage(bytes.NewReader(data))
}
