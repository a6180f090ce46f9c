package scan_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/hops/route"
	"github.com/hopproof/hopproof/internal/msggen"
	"github.com/hopproof/hopproof/internal/testcorpus"
	"github.com/hopproof/hopproof/mailfile"
	"github.com/hopproof/hopproof/report"
	"github.com/hopproof/hopproof/scan"
	"github.com/hopproof/hopproof/scan/source"
)

func ndjson(b []byte, d *report.Document) []byte { return append(d.AppendJSON(b, ""), '\n') }

// rows scans paths and gives the rows and the results.
func rows(t *testing.T, o scan.Options, paths ...string) (text string, results []scan.Result) {
	t.Helper()
	if o.Append == nil {
		o.Append = ndjson
	}
	var b bytes.Buffer
	err := scan.Run(context.Background(), paths, o, func(batch *scan.Batch) error {
		b.Write(batch.Text)
		results = append(results, batch.Results...)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String(), results
}

func relayRoute(t *testing.T) *route.Route {
	r, ok := route.Builtin(route.Office365Relay, route.Declared{RelayIP: []netip.Prefix{netip.MustParsePrefix("203.0.113.25/32")}})
	if !ok {
		t.Fatal("no such route")
	}
	return &r
}

// analyzed is the row of a file as the command analyze makes it, from all of it.
func analyzed(t *testing.T, path string, o report.Options) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	file, err := mailfile.Open(data, nil)
	if err != nil {
		t.Fatal(err)
	}
	text, err := file.Select(0, &o)
	if err != nil {
		t.Fatal(err)
	}
	if o.Name = path; file.Kind != report.InnerMSG {
		o.Inner = nil // they stand in the body
	}
	d, err := report.Analyze(context.Background(), text, o)
	if err != nil {
		t.Fatal(err)
	}
	return string(ndjson(nil, &d))
}

// TestAsAnalyze: the row of a message is the document that analyze gives for its
// file, though scan does not read the body.
func TestAsAnalyze(t *testing.T) {
	o := report.Options{Generator: "test", Route: relayRoute(t)}
	dir := t.TempDir()
	var paths []string
	messages, err := filepath.Glob("../testdata/*.[et][mx][lt]")
	if err != nil || len(messages) < 20 {
		t.Fatal(len(messages), err)
	}
	add := func(name string, data []byte) {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	body := strings.Repeat("A line of a long body.\r\n\r\n", 1000)
	for _, path := range messages {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
		add(filepath.Base(path), append(data, "\r\n\r\n"+body...))
	}
	add("item.msg", (&msggen.Item{Subject: "Report", Headers: "Subject: Report\r\n", Attached: []msggen.Attachment{{Item: &msggen.Item{Headers: "Subject: x\r\n"}}}}).Bytes())
	add("utf16.eml", []byte("\xff\xfeS\x00u\x00b\x00:\x00 \x00a\x00\n\x00\n\x00x\x00"))
	add("longest.eml", []byte("Subject: "+strings.Repeat("x", 900_000)+"\n\n"+body))
	for _, m := range corpus(t) {
		if bytes.HasPrefix(m.Data, []byte("From ")) {
			continue // a mailbox
		}
		add(strings.ReplaceAll(m.Name, "/", "-"), m.Data)
		add("long-"+strings.ReplaceAll(m.Name, "/", "-"), append(m.Data, body...))
	}
	text, results := rows(t, scan.Options{Report: o}, paths...)
	lines := strings.SplitAfter(text, "\n")
	if len(lines) != len(paths)+1 || len(results) != len(paths) {
		t.Fatalf("%d rows, %d results of %d messages", len(lines)-1, len(results), len(paths))
	}
	for i, path := range paths {
		if want := analyzed(t, path, o); lines[i] != want {
			t.Errorf("%s differs:\n%.300s\n%.300s", filepath.Base(path), lines[i], want)
		}
	}
}

// corpus is empty where the corpus is not there.
func corpus(t *testing.T) (all []testcorpus.Message) {
	t.Run("corpus", func(t *testing.T) {
		all = testcorpus.Messages(t)
		if testing.Short() {
			all = all[:50]
		}
	})
	return all
}

// numbered writes n messages, one in ten into a mailbox of a few.
func numbered(t *testing.T, n int) (dir string, names []string) {
	t.Helper()
	dir = t.TempDir()
	for i := 0; i < n; i++ {
		name := filepath.Join(dir, fmt.Sprintf("%06d", i))
		text := fmt.Sprintf("Subject: %d\n\n%s\n", i, strings.Repeat("x", i%100))
		switch {
		case i%10 == 0:
			text = "From a@example.com Wed Oct 14 08:15:00 2026\n" + text + "\nFrom a@example.com Wed Oct 14 08:15:00 2026\n" + text
			names = append(names, name+"#1", name+"#2")
		case i%3 == 0:
			name += ".eml"
			names = append(names, name)
		default:
			names = append(names, name)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	slices.Sort(names)
	return dir, names
}

// TestOrder: however many work, the rows come as the messages stand, none lost and
// none doubled.
func TestOrder(t *testing.T) {
	dir, names := numbered(t, 1000)
	alone, _ := rows(t, scan.Options{Workers: 1}, dir)
	for _, workers := range []int{1, 2, 7} {
		text, results := rows(t, scan.Options{Workers: workers}, dir)
		var got []string
		for _, r := range results {
			got = append(got, r.Name)
		}
		if !slices.Equal(got, names) || text != alone {
			t.Errorf("%d workers: %d rows of %d, or in another order", workers, len(got), len(names))
		}
	}
}

// TestResume: from each position, the rest follows that was missing.
func TestResume(t *testing.T) {
	dir, _ := numbered(t, 300)
	var places []scan.Position
	var before []int
	var all bytes.Buffer
	err := scan.Run(context.Background(), []string{dir}, scan.Options{Append: ndjson}, func(b *scan.Batch) error {
		all.Write(b.Text)
		if b.Done != nil {
			places, before = append(places, *b.Done), append(before, all.Len())
		}
		return nil
	})
	if err != nil || len(places) < 3 {
		t.Fatal(len(places), err)
	}
	for i, from := range places {
		rest, _ := rows(t, scan.Options{From: from}, dir)
		if all.String()[before[i]:] != rest {
			t.Errorf("from %+v: another rest", from)
		}
	}
	if err := os.Rename(filepath.Join(dir, "000001"), filepath.Join(dir, "000001x")); err != nil {
		t.Fatal(err)
	}
	none := func(*scan.Batch) error { t.Error("a batch"); return nil }
	if err := scan.Run(context.Background(), []string{dir}, scan.Options{From: places[1]}, none); !errors.Is(err, scan.ErrChanged) {
		t.Error("a message that is not there any more:", err)
	}
	if err := scan.Run(context.Background(), []string{dir}, scan.Options{From: scan.Position{Items: 5000}}, none); !errors.Is(err, scan.ErrChanged) {
		t.Error("fewer messages:", err)
	}
}

// TestEnds: a run ends with the context and with whoever takes the rows.
func TestEnds(t *testing.T) {
	dir, _ := numbered(t, 1000)
	full := errors.New("full")
	if err := scan.Run(context.Background(), []string{dir}, scan.Options{}, func(*scan.Batch) error { return full }); err != full {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	err := scan.Run(ctx, []string{dir}, scan.Options{}, func(*scan.Batch) error { cancel(); return nil })
	if !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// TestProblems: what is no message has a row that says why.
func TestProblems(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"a.eml": "", "b.pdf": "%PDF-1.7", "c.msg": string((&msggen.Item{Class: "IPM.Contact"}).Bytes()), "d": "no field\n\x00\xff",
		"e.eml": "Subject: good\n\n", "f.msg": string((&msggen.Item{Headers: "Subject: a\r\n"}).Bytes()[:2000]), "g": strings.Repeat("x", 3<<20),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	_, results := rows(t, scan.Options{Keep: true}, dir, filepath.Join(dir, "none\n\x1b"))
	var got []string
	for _, r := range results {
		line := strings.TrimPrefix(r.Name, dir+"/")
		for _, p := range r.Document.Problems {
			line += " " + p.Code
		}
		if (r.Problem == "") != (r.Document.Input.Fields > 0) || r.Document.Input.Name != r.Name {
			t.Errorf("%+v", r)
		}
		got = append(got, line)
	}
	want := []string{"a.eml " + scan.EmptyInput, "b.pdf " + scan.NotMail, "c.msg " + scan.NoTransport, "d text-outside-fields no-fields", "e.eml",
		"f.msg " + scan.ItemDamaged, "g text-outside-fields no-fields section-limit", "none\n\x1b " + source.Unreadable}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// TestBrokenOff: what there is of a message that breaks off is shown, and why.
func TestBrokenOff(t *testing.T) {
	_, results := rows(t, scan.Options{Keep: true, Source: source.Options{Stdin: &broken{}}}, "-")
	if len(results) != 1 || results[0].Document.Message.Subject != "a" || !strings.Contains(results[0].Problem, "out of paper") {
		t.Errorf("%+v", results)
	}
}

type broken struct{ read bool }

func (b *broken) Read(p []byte) (int, error) {
	if b.read {
		return 0, errors.New("out of paper")
	}
	b.read = true
	return copy(p, "Subject: a\nTo: b\n"), nil
}

// TestMistake: a mistake of this program costs one message, and is told.
func TestMistake(t *testing.T) {
	dir := t.TempDir()
	for _, subject := range []string{"a", "=?x-mistake?Q?b?=", "c"} {
		if err := os.WriteFile(filepath.Join(dir, strconv.Itoa(99-len(subject))+subject[:1]+".eml"), []byte("Subject: "+subject+"\n\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	o := scan.Options{Report: report.Options{Lang: "en", Decoder: func(string, []byte) (string, bool) { panic("oops") }}}
	text, results := rows(t, o, dir)
	if len(results) != 3 || results[0].Problem == "" || results[1].Problem+results[2].Problem != "" {
		t.Fatalf("%+v", results)
	}
	if !strings.Contains(text, `"code":"analysis-failed","args":{"cause":"oops"}`) || strings.Count(text, "\n") != 3 {
		t.Error(text)
	}
}
