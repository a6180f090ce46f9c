package mailscan

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem/local"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/log"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/runners/prism"

	"github.com/hopproof/hopproof/internal/declare"
	"github.com/hopproof/hopproof/report"
	"github.com/hopproof/hopproof/scan"
	"github.com/hopproof/hopproof/scan/source"
	"github.com/hopproof/hopproof/scan/summary"
)

// asCommand makes the test program the command, on the embedded runner: "small"
// for small units.
const asCommand = "HOPPROOF_BEAM_COMMAND"

func TestMain(m *testing.M) {
	switch os.Getenv(asCommand) {
	case "small":
		unitBytes, unitFiles = 8<<10, 4
		fallthrough
	case "usual":
		os.Exit(Main(prism.Execute))
	}
	flag.Parse()
	log.LogLevel = "warn"
	beam.Init()
	unitBytes, unitFiles = 64<<10, 16
	os.Exit(m.Run())
}

// made are the messages of the repository, made up, the names of their files in
// order.
func made(t *testing.T) [][]byte {
	t.Helper()
	paths, _ := filepath.Glob("../../testdata/*.eml")
	var texts [][]byte
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, text)
	}
	if len(texts) < 20 {
		t.Fatalf("only %d messages", len(texts))
	}
	return texts
}

// message is one of them with an id of its own.
func message(texts [][]byte, i int) []byte {
	return fmt.Appendf(nil, "Message-ID: <%d@scan.example>\n%s\n\nbody %d\n", i, texts[i%len(texts)], i)
}

func write(t *testing.T, path string, text []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, text, 0o644); err != nil {
		t.Fatal(err)
	}
}

// mailbox is a mailbox file of messages.
func mailbox(texts [][]byte, from, to int) []byte {
	var b bytes.Buffer
	for i := from; i < to; i++ {
		fmt.Fprintf(&b, "From a@example.com Wed Oct 14 08:15:00 2026\n%s\n", message(texts, i))
	}
	return b.Bytes()
}

// archive is a tar.gz of messages.
func archive(t *testing.T, texts [][]byte, from, to int) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	w := tar.NewWriter(z)
	for i := from; i < to; i++ {
		text := message(texts, i)
		if err := w.WriteHeader(&tar.Header{Name: fmt.Sprintf("%d.eml", i), Mode: 0o644, Size: int64(len(text))}); err != nil {
			t.Fatal(err)
		}
		w.Write(text)
	}
	w.Close()
	z.Close()
	return b.Bytes()
}

// mail makes a folder with about 460 messages in all that they come in, and with
// poison beside them.
func mail(t *testing.T) string {
	dir, texts := t.TempDir(), made(t)
	for i := range 60 {
		write(t, filepath.Join(dir, "files", fmt.Sprintf("%d.eml", i)), message(texts, i))
		write(t, filepath.Join(dir, "mh", fmt.Sprint(i)), message(texts, 100+i))
	}
	for i := range 20 {
		write(t, filepath.Join(dir, "Maildir/cur", fmt.Sprintf("%d.host:2,S", i)), message(texts, 200+i))
	}
	for _, folder := range []string{"new", "tmp"} {
		if err := os.MkdirAll(filepath.Join(dir, "Maildir", folder), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	write(t, filepath.Join(dir, "box.mbox"), mailbox(texts, 300, 540))
	write(t, filepath.Join(dir, "small.mbox"), mailbox(texts, 600, 603))
	packed := archive(t, texts, 700, 780)
	write(t, filepath.Join(dir, "mail.tar.gz"), packed)
	write(t, filepath.Join(dir, "poison", "cut.tar.gz"), packed[:len(packed)/2])
	write(t, filepath.Join(dir, "poison", "box.zip"), []byte("PK\x03\x04 not one"))
	write(t, filepath.Join(dir, "poison", "empty.eml"), nil)
	write(t, filepath.Join(dir, "poison", "n\xffme.eml"), message(texts, 800))
	for name, target := range map[string]string{"gone.eml": "nowhere", "loop": "../files"} {
		if err := os.Symlink(target, filepath.Join(dir, "poison", name)); err != nil {
			t.Skip("skipped: no symbolic links here")
		}
	}
	return dir
}

func settings(t *testing.T) Settings {
	t.Helper()
	route, err := expected("", &declare.Text{RelayIP: []string{"203.0.113.25"}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return Settings{Route: route, Lang: "en"}
}

// scanned is what scan finds: rows, summary, and the rows of what is not readable.
type scanned struct {
	rows, summary, dead []byte
	counts              map[string]int64
}

func scanOf(t *testing.T, s Settings, paths ...string) (want scanned) {
	t.Helper()
	o, err := s.options()
	if err != nil {
		t.Fatal(err)
	}
	c := summary.New(summary.Options{Generator: generator})
	want.counts = map[string]int64{}
	line := func(d *report.Document) []byte { return append(d.AppendJSON(nil, ""), '\n') }
	err = scan.Run(context.Background(), paths, scan.Options{Report: o, Keep: true}, func(b *scan.Batch) error {
		for _, r := range b.Results {
			row := line(r.Document)
			want.rows = append(want.rows, row...)
			if r.Problem != "" {
				want.counts[countDead]++
				want.dead = append(want.dead, row...)
			}
			if r.Outcome != "" {
				want.counts[string(r.Outcome)]++
			}
			if r.Document.Input.Fields == 0 {
				c.Unreadable(r.Document)
				continue
			}
			want.counts[countMessages]++
			c.Add(r.Document)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	sum := c.Summary()
	want.summary = append(summary.AppendJSON(nil, &sum, s.Lang), '\n')
	return want
}

// collected is the text of the files of a kind, one behind the other.
func collected(t *testing.T, folder, kind string) (text []byte, files int) {
	t.Helper()
	paths, _ := filepath.Glob(join(literal(folder), kind))
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		text = append(text, data...)
	}
	return text, len(paths)
}

// same compares the folder of a run with what scan finds.
func (want *scanned) same(t *testing.T, folder string) {
	t.Helper()
	rows, _ := collected(t, folder, "rows-*.ndjson")
	sameLines(t, "rows", rows, want.rows)
	dead, _ := collected(t, folder, "dead-*.ndjson")
	sameLines(t, "dead letters", dead, want.dead)
	sum, _ := collected(t, folder, summaryJSON)
	sameLines(t, "summary", sum, want.summary)
	if left, n := collected(t, folder, temporary+"*"); n > 0 {
		t.Errorf("%d files are left that are not whole: %.100s", n, left)
	}
}

// sameLines compares byte by byte, and says where the first difference is.
func sameLines(t *testing.T, what string, got, want []byte) {
	t.Helper()
	if bytes.Equal(got, want) {
		return
	}
	a, b := strings.SplitAfter(string(got), "\n"), strings.SplitAfter(string(want), "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			t.Errorf("%s: line %d of %d is\n%.300s\nnot, of %d,\n%.300s", what, i+1, len(a), a[i], len(b), b[i])
			return
		}
	}
	t.Errorf("%s: %d lines, not %d", what, len(a), len(b))
}

// run runs the pipeline on the embedded runner, in this process.
func run(t *testing.T, o Options) map[string]int64 {
	t.Helper()
	if err := Prepare(context.Background(), o.Output, false); err != nil {
		t.Fatal(err)
	}
	p, s := beam.NewPipelineWithRoot()
	if err := Build(s, o); err != nil {
		t.Fatal(err)
	}
	result, err := beam.Run(context.Background(), "prism", p)
	if err != nil {
		t.Fatal(err)
	}
	return Counts(result)
}

// TestAsScan: rows, summary and counters are those of scan, whatever the messages
// come in, and a poisoned file costs nothing but itself.
func TestAsScan(t *testing.T) {
	dir := mail(t)
	for _, branches := range []int{1, 4} {
		o := Options{Inputs: []string{dir, filepath.Join(dir, "absent*")}, Output: filepath.Join(t.TempDir(), "a [b]*"), Branches: branches, Report: settings(t)}
		counts := run(t, o)
		want := scanOf(t, o.Report, o.Inputs...)
		want.same(t, o.Output)
		for name, n := range want.counts {
			if counts[name] != n || n == 0 {
				t.Errorf("%s: %d, not %d", name, counts[name], n)
			}
		}
		if _, n := collected(t, o.Output, "rows-*"); n < 15 {
			t.Errorf("only %d units", n)
		}
	}
}

// TestGlobs: a glob stands for what the shell makes of it, and the output is no
// input.
func TestGlobs(t *testing.T) {
	dir := mail(t)
	t.Chdir(dir)
	o := Options{Inputs: []string{"*", "poison/*.eml"}, Output: "out", Report: settings(t)}
	write(t, "out/note.eml", []byte("Subject: of an earlier run\n\n"))
	run(t, o)
	paths, _ := filepath.Glob("*")
	paths = slices.DeleteFunc(paths, func(path string) bool { return path == "out" })
	more, _ := filepath.Glob("poison/*.eml")
	want := scanOf(t, o.Report, append(paths, more...)...)
	want.same(t, "out")
	// Below a folder that is an input, the output is passed over too.
	o = Options{Inputs: []string{"."}, Output: "files/out", Report: settings(t)}
	write(t, "files/out/note.eml", []byte("Subject: of an earlier run\n\n"))
	os.RemoveAll("out")
	run(t, o)
	rows, _ := collected(t, "files/out", "rows-*")
	if bytes.Contains(rows, []byte("earlier run")) || bytes.Count(rows, []byte("\n")) < 400 {
		t.Error("the output was read")
	}
}

// TestNothing: of no message there is a summary.
func TestNothing(t *testing.T) {
	o := Options{Inputs: []string{t.TempDir()}, Output: t.TempDir(), Report: Settings{Lang: "fr"}}
	run(t, o)
	want := scanOf(t, o.Report, o.Inputs...)
	want.same(t, o.Output)
}

// TestUnitCoder: a unit is the same behind its coder, also its names.
func TestUnitCoder(t *testing.T) {
	u := Unit{Number: 3, Part: 4, Items: []Item{{Part: source.Part{Path: "a\xff\n", Offset: 1 << 40, First: 5, Count: 6}}, {Problem: unreadable(os.ErrNotExist)}}}
	data, err := encodeUnit(u)
	if err != nil {
		t.Fatal(err)
	}
	again, err := decodeUnit(data)
	if err != nil || fmt.Sprintf("%+v", again.Items[0]) != fmt.Sprintf("%+v", u.Items[0]) || again.Number != 3 || again.Part != 4 || again.Items[1].Problem.Args[0].Value != os.ErrNotExist.Error() {
		t.Errorf("%+v %v", again, err)
	}
}
