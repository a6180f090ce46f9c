package report_test

import (
	"bytes"
	"context"
	"net/mail"
	"net/netip"
	"strconv"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/hops/route"
	"github.com/hopproof/hopproof/internal/testcorpus"
	gen "github.com/hopproof/hopproof/internal/tracegen"
	"github.com/hopproof/hopproof/report"
)

// relayRoute is the built-in route with the made-up relay declared.
func relayRoute(tb testing.TB) *route.Route {
	tb.Helper()
	r, ok := route.Builtin(route.Office365Relay, route.Declared{RelayIP: []netip.Prefix{netip.MustParsePrefix("203.0.113.25/32")}})
	if !ok {
		tb.Fatal("no built-in route")
	}
	return &r
}

// BenchmarkCorpus compares a full analysis, verdict and sentences included,
// with what ten lines of Go do on the same bytes: net/mail.ReadMessage and
// ParseDate of each Received. One operation is the whole corpus.
func BenchmarkCorpus(b *testing.B) {
	messages := testcorpus.Messages(b)
	size := int64(0)
	for _, m := range messages {
		size += int64(len(m.Data))
	}
	r := relayRoute(b)
	run := func(name string, one func([]byte)) {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(size)
			b.ReportAllocs()
			for b.Loop() {
				for _, m := range messages {
					one(m.Data)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*len(messages)), "µs/message")
		})
	}
	run("yardstick", yardstick)
	run("analyze", func(data []byte) { analyze(b, data, report.Options{}) })
	run("verify", func(data []byte) { analyze(b, data, report.Options{Route: r}) })
}

func analyze(tb testing.TB, data []byte, o report.Options) report.Document {
	d, err := report.Analyze(context.Background(), data, o)
	if err != nil {
		tb.Fatal(err)
	}
	return d
}

// yardstick is what a Go program does without hopproof.
func yardstick(data []byte) {
	m, err := mail.ReadMessage(bytes.NewReader(data))
	if err != nil {
		return
	}
	for _, line := range m.Header["Received"] {
		if i := strings.LastIndexByte(line, ';'); i >= 0 {
			mail.ParseDate(strings.TrimSpace(line[i+1:]))
		}
	}
}

// BenchmarkSize shows that cost grows with the size of the input: MB/s stays.
func BenchmarkSize(b *testing.B) {
	lines := gen.Join(gen.Traversal(gen.First, "relay.contoso.example", "203.0.113.25", 3),
		[]string{gen.PostfixLine("relay.contoso.example", "scanner3f", "unknown", "192.168.7.31", 0)}, gen.Message())
	section := strings.Join(lines, "\r\n") + "\r\n"
	inputs := map[string][]byte{
		"one Received of 100 KB": []byte("Received: from a.example (" + strings.Repeat("x ", 50<<10) + ") by b.example; Wed, 14 Oct 2026 08:15:00 +0000\r\n\r\n"),
		"100,000 folds":          []byte("Received: from a.example\r\n" + strings.Repeat(" x\r\n", 100_000) + " by b.example; Wed, 14 Oct 2026 08:15:00 +0000\r\n\r\n"),
		"nested comments 100 KB": []byte("Received: from a.example " + strings.Repeat("(", 100<<10) + " by b.example; Wed, 14 Oct 2026 08:15:00 +0000\r\n\r\n"),
	}
	for _, kb := range []int{10, 100, 1000, 10000} {
		inputs[strconv.Itoa(kb)+" KB of fields"] = []byte(strings.Repeat(section, kb<<10/len(section)+1) + "\r\n")
	}
	r := relayRoute(b)
	for name, data := range inputs {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				analyze(b, data, report.Options{Route: r})
			}
		})
	}
}
