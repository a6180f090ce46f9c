package mailscan

import (
	"context"
	"errors"
	"io"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
)

// units are those of a folder of mail.
func units(t *testing.T, o Options) (list []Unit) {
	t.Helper()
	ctx := context.Background()
	split := func(u Unit) {
		if err := (&splitFn{}).ProcessElement(ctx, u, func(u Unit) { list = append(list, u) }); err != nil {
			t.Fatal(err)
		}
	}
	if err := (&planFn{Inputs: o.Inputs, Output: o.Output}).ProcessElement(ctx, nil, split); err != nil {
		t.Fatal(err)
	}
	return list
}

// TestRetry: a unit whose work ends anywhere leaves nothing; done again, and once
// more, it leaves what it leaves when it is done once.
func TestRetry(t *testing.T) {
	o := Options{Inputs: []string{mail(t)}, Output: t.TempDir(), Report: settings(t)}
	f := &analyseFn{Report: o.Report, Output: o.Output}
	if err := f.Setup(); err != nil {
		t.Fatal(err)
	}
	scratch := *f
	scratch.Output = t.TempDir()
	all := newTotals()
	for i, u := range units(t, o) {
		whole := &fading{Context: context.Background(), left: 1 << 30}
		if err := scratch.ProcessElement(whole, u, func(Totals) {}); err != nil {
			t.Fatal(err)
		}
		asked := 1<<30 - whole.left
		for _, left := range []int{0, asked / 3, asked / 2, asked - 1} { // the work is called off when its context was asked so often
			ctx := &fading{Context: context.Background(), left: left}
			if err := f.ProcessElement(ctx, u, func(Totals) { t.Error("totals of a unit that failed") }); !errors.Is(err, context.Canceled) {
				t.Fatalf("unit %d: %v", i, err)
			}
		}
		if _, n := collected(t, o.Output, u.name("*")); n > 0 {
			t.Errorf("unit %d left something", i)
		}
		for attempt := range 2 {
			err := f.ProcessElement(context.Background(), u, func(done Totals) {
				if attempt == 0 {
					all = (&mergeFn{}).MergeAccumulators(all, done)
				}
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := (&summaryFn{Output: o.Output, Lang: "en"}).ProcessElement(context.Background(), all); err != nil {
		t.Fatal(err)
	}
	want := scanOf(t, o.Report, o.Inputs...)
	want.same(t, o.Output)
}

// fading is a context that ends once it was asked so often.
type fading struct {
	context.Context
	left int
}

func (c *fading) Err() error {
	if c.left--; c.left < 0 {
		return context.Canceled
	}
	return nil
}

// TestKilled: the whole run is killed at some moment, three times; the next one has
// all, and nothing twice.
func TestKilled(t *testing.T) {
	dir, out := mail(t), filepath.Join(t.TempDir(), "out")
	again := func(more ...string) *exec.Cmd {
		return command(t, append(more, "--output", out, "--relay-ip", "203.0.113.25", "--branches", "2", dir)...)
	}
	for kill := range 3 {
		c := again()
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		for n, end := 0, time.Now().Add(time.Minute); n < 1+10*kill && time.Now().Before(end); time.Sleep(time.Millisecond) {
			paths, _ := filepath.Glob(filepath.Join(out, "rows-*"))
			n = len(paths)
		}
		_ = c.Process.Kill()
		err := c.Wait()
		if sum, n := collected(t, out, summaryJSON); n > 0 { // only a run that has all else has one
			want := scanOf(t, settings(t), dir)
			rows, _ := collected(t, out, "rows-*.ndjson")
			sameLines(t, "rows", rows, want.rows)
			sameLines(t, "summary", sum, want.summary)
			t.Skip("skipped: it was done before it could be killed")
		}
		if err == nil {
			t.Fatal("it ended well, without a summary")
		}
	}
	said, err := again().CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	want := scanOf(t, settings(t), dir)
	want.same(t, out)
	if !strings.Contains(string(said), "messages: ") || strings.Contains(string(said), "level=") {
		t.Errorf("it says %q", said)
	}
	// What is done is not lost to the next run.
	said, err = again().CombinedOutput()
	if err == nil || !strings.Contains(string(said), "--overwrite") {
		t.Errorf("%v: %s", err, said)
	}
	want.same(t, out)
	if said, err := again("--overwrite").CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, said)
	}
	want.same(t, out)
}

// shelf is a file system in memory. It lends no file before as many are asked for
// as it waits for, and some not at all.
type shelf struct {
	mutex    sync.Mutex
	files    map[string][]byte
	together *sync.WaitGroup
	wait     int
}

var stored = &shelf{files: map[string][]byte{}}

func init() {
	filesystem.Register("shelf", func(context.Context) filesystem.Interface { return stored })
}

func (s *shelf) Close() error { return nil }

func (s *shelf) List(_ context.Context, glob string) (names []string, err error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	for _, name := range slices.Sorted(maps.Keys(s.files)) {
		if ok, _ := path.Match(glob, name); ok {
			names = append(names, name)
		}
	}
	return names, nil
}

func (s *shelf) OpenRead(_ context.Context, name string) (io.ReadCloser, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	text := string(s.files[name])
	switch {
	case strings.Contains(name, "forbidden"):
		return nil, errors.New("forbidden")
	case strings.Contains(name, "breaks"):
		return io.NopCloser(io.MultiReader(strings.NewReader(text), broken{})), nil
	}
	return io.NopCloser(io.MultiReader(meeting{s}, strings.NewReader(text))), nil
}

// broken is a connection that ends too early.
type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, errors.New("connection reset") }

// meeting lets nobody read before so many readers are there.
type meeting struct{ *shelf }

func (m meeting) Read([]byte) (int, error) {
	m.mutex.Lock()
	waiting := m.wait > 0
	if waiting {
		m.wait--
		m.together.Done()
	}
	m.mutex.Unlock()
	if waiting {
		m.together.Wait()
	}
	return 0, io.EOF
}

func (s *shelf) OpenWrite(ctx context.Context, name string) (io.WriteCloser, error) {
	return &object{shelf: s, ctx: ctx, name: name}, nil
}

func (s *shelf) Size(context.Context, string) (int64, error) { return 0, errors.New("not asked for") }

func (s *shelf) Remove(_ context.Context, name string) error {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	delete(s.files, name)
	return nil
}

// object is there when its writing ends, unless it was called off.
type object struct {
	*shelf
	ctx  context.Context
	name string
	text []byte
}

func (o *object) Write(p []byte) (int, error) {
	o.text = append(o.text, p...)
	return len(p), nil
}

func (o *object) Close() error {
	if o.ctx.Err() != nil {
		return o.ctx.Err()
	}
	o.mutex.Lock()
	defer o.mutex.Unlock()
	o.files[o.name] = o.text
	return nil
}

// TestOtherFileSystem: files of a file system that the SDK knows give what they
// give on this machine; several are read at one time; what it refuses to give, or
// breaks off, is a dead letter.
func TestOtherFileSystem(t *testing.T) {
	dir, texts := t.TempDir(), made(t)
	t.Chdir(dir)
	clear(stored.files)
	for name, text := range map[string][]byte{"a.mbox": mailbox(texts, 0, 40), "b.tar.gz": archive(t, texts, 40, 60), "c.mbox": mailbox(texts, 60, 90), "d.eml": message(texts, 90), "e.eml": message(texts, 91)} {
		stored.files["shelf://in/"+name] = text
		write(t, "shelf:/in/"+name, text)
	}
	stored.wait, stored.together = 3, &sync.WaitGroup{}
	stored.together.Add(3) // of the three units no one ends before all have begun
	o := Options{Inputs: []string{"shelf://in/*"}, Output: "shelf://out", Branches: 4, Report: settings(t)}
	run(t, o)
	want := scanOf(t, o.Report, "shelf:/in")
	sameLines(t, "rows", stored.text("shelf://out/rows-*"), []byte(strings.ReplaceAll(string(want.rows), "shelf:/in", "shelf://in")))
	if len(stored.text("shelf://out/dead-*")) > 0 || len(stored.text("shelf://out/summary.json")) < 100 {
		t.Errorf("%q", slices.Collect(maps.Keys(stored.files)))
	}
	stored.files["shelf://in/forbidden.mbox"] = nil
	stored.files["shelf://in/breaks.mbox"] = mailbox(texts, 100, 105)
	o = Options{Inputs: []string{"shelf://in/*", "shelf://none/*"}, Output: "shelf://more/", Branches: 4, Report: settings(t)}
	counts := run(t, o)
	dead := string(stored.text("shelf://more/dead-*"))
	for _, part := range []string{`"cause":"forbidden"`, `"cause":"connection reset"`, `"name":"shelf://none/*"`} {
		if !strings.Contains(dead, part) {
			t.Errorf("there is no %s in %s", part, dead)
		}
	}
	if counts[countMessages] != 97 || counts[countDead] != 3 {
		t.Errorf("%v", counts)
	}
}

func (s *shelf) text(glob string) (text []byte) {
	names, _ := s.List(context.Background(), glob)
	for _, name := range names {
		text = append(text, s.files[name]...)
	}
	return text
}

// TestPrepareLeaves: only what a run can have made is removed.
func TestPrepareLeaves(t *testing.T) {
	dir := t.TempDir()
	made := Unit{Number: 7, Part: 12}
	for name, stays := range map[string]bool{
		made.name("rows"): false, made.name("dead"): false, temporary + "x": false, summaryHTML: false,
		"rows-2026.ndjson": true, "rows-00000007-000012.ndjson.gz": true, "dead-letters.ndjson": true, "notes.html": true,
	} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := Prepare(context.Background(), dir, true); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(path); (err == nil) != stays {
			t.Errorf("%s: %v", name, err)
		}
	}
}
