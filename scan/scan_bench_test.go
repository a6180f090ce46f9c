//go:build unix

package scan_test

import (
	"bytes"
	"context"
	"net/mail"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/hopproof/hopproof/internal/testcorpus"
	"github.com/hopproof/hopproof/report"
	"github.com/hopproof/hopproof/scan"
)

// corpusFiles are the messages of the corpus as files, each so many times. The corpus
// is header sections only; body is what each gets as its body.
func corpusFiles(b *testing.B, rounds int, body []byte) (dir string, paths []string) {
	messages := testcorpus.Messages(b)
	dir = b.TempDir()
	for round := range rounds {
		for i, m := range messages {
			path := filepath.Join(dir, strconv.Itoa(round)+"-"+strconv.Itoa(i)+".eml")
			if err := os.WriteFile(path, whole(m.Data, body), 0o644); err != nil {
				b.Fatal(err)
			}
			paths = append(paths, path)
		}
	}
	return dir, paths
}

// whole is a message of a section, which may end before its empty line, and a body.
func whole(section, body []byte) []byte {
	if len(body) == 0 {
		return section
	}
	return slices.Concat(bytes.TrimRight(section, "\r\n"), []byte("\r\n\r\n"), body)
}

// base64Body is a body of size bytes in lines of 76 characters, as an attachment has
// them (RFC 2045 section 6.8).
func base64Body(size int) []byte {
	line := bytes.Repeat([]byte("QUJD"), 19)
	line = append(line, "\r\n"...)
	return bytes.Repeat(line, size/len(line)+1)[:size]
}

// yardstick is what a Go program does that only wants the fields of the messages.
func yardstick(b *testing.B, paths []string) {
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			b.Fatal(err)
		}
		_, _ = mail.ReadMessage(bytes.NewReader(data)) // it refuses some
	}
}

// scanned scans as the command does, with its way of collecting garbage.
func scanned(b *testing.B, dir string, workers int) {
	defer debug.SetGCPercent(debug.SetGCPercent(400))
	n := 0
	o := scan.Options{Workers: workers, Append: ndjson, Report: report.Options{Generator: "test"}}
	err := scan.Run(context.Background(), []string{dir}, o, func(batch *scan.Batch) error { n += len(batch.Text); return nil })
	if err != nil || n == 0 {
		b.Fatal(n, err)
	}
}

// BenchmarkScan compares a scan of the corpus, rows of NDJSON included, with that
// program, one processor each, and two workers on two processors with one. The
// three take turns, and the median of their ratios counts. The first ratio is of
// processor time, which other work on the machine hardly changes; the second needs
// an idle one.
//
// What is left, in thousands of instructions a message (337 with files in memory, 355
// from files; net/mail takes 151), and why:
//
//   - 118 parse the section: Received fields 82, of five fields of two hundred
//     bytes, in four passes (words, comments, clauses, what Exchange vouches for); the lines
//     and names of all fields 31. A loop over bytes costs seven to ten
//     instructions for each, so that less needs fewer passes: one that reads words
//     and clauses together.
//   - 45 write JSON: 280 members of 25 bytes, of which hardly any could be left out.
//   - 39 are the timeline, forwarding and the table of hosts; 25 authentication and
//     Microsoft's fields; 19 the report; 14 search for bytes; 11 addresses. That is the work
//     itself, spread over hundreds of functions, of which none of ours has 4 %.
//   - 44 are the memory: copies, and 46 pieces a message. A third of the bytes is its
//     text, which may outlive the message. To collect less often than the command does
//     (GOGC 1200, or only at its limit) gives 3 % at most, and takes twice the memory.
//   - 18 are the scan itself. Each file costs four calls of the system: open, fstat, read,
//     close.
//   - Profile-guided optimization gives 3 %, and makes the first build of the
//     command four times as long; it is not used.
//
// bench.txt beside this file has figures, and bench.sh compares two commits.
func BenchmarkScan(b *testing.B) { benchmarkScan(b, 5, nil) }

// BenchmarkScanBodies compares the same for whole messages, as an archive has them. A
// scan leaves a body unread but in a mailbox file, where the next message may stand
// behind it; the program reads it. 75 KB is the average message of Microsoft's Exchange
// Server Role Requirements Calculator.
func BenchmarkScanBodies(b *testing.B) {
	for _, kilobytes := range []int{16, 75} {
		b.Run(strconv.Itoa(kilobytes)+"KB", func(b *testing.B) {
			benchmarkScan(b, 2, base64Body(kilobytes<<10))
		})
	}
}

func benchmarkScan(b *testing.B, rounds int, body []byte) {
	dir, paths := corpusFiles(b, rounds, body)
	yardstick(b, paths) // warms the cache
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	var against, gain, each []float64
	for b.Loop() {
		runtime.GOMAXPROCS(1)
		plain, _ := took(func() { yardstick(b, paths) })
		one, alone := took(func() { scanned(b, dir, 1) })
		runtime.GOMAXPROCS(2)
		_, together := took(func() { scanned(b, dir, 2) })
		against, gain = append(against, one/plain), append(gain, alone/together)
		each = append(each, one*1e6/float64(len(paths)))
	}
	b.ReportMetric(median(against), "x-net/mail")
	b.ReportMetric(median(gain), "x-two-workers")
	b.ReportMetric(median(each), "µs/message")
}

// took gives the seconds of processor time and of time that f takes.
func took(f func()) (cpu, wall float64) {
	runtime.GC()
	start, spent := time.Now(), processorTime()
	f()
	return processorTime() - spent, time.Since(start).Seconds()
}

func processorTime() float64 {
	var u unix.Rusage
	if unix.Getrusage(unix.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
}

func median(list []float64) float64 {
	slices.Sort(list)
	return list[len(list)/2]
}
