package cfb_test

import (
	"bytes"
	"errors"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/richardlehane/mscfb"

	"github.com/hopproof/hopproof/internal/cfb"
	"github.com/hopproof/hopproof/internal/msggen"
)

// text makes n bytes that tell their place.
func text(n int) []byte {
	b := make([]byte, 0, n+8)
	for i := 0; len(b) < n; i++ {
		b = strconv.AppendInt(append(b, ' '), int64(i), 36)
	}
	return b[:n]
}

// sizes are those at which something changes: a mini sector, the cutoff
// between mini and regular, a sector of either version.
var sizes = []int{0, 1, 63, 64, 65, 511, 512, 513, 4095, 4096, 4097, 8192, 8193, 100_000}

func tree() []*msggen.Node {
	var streams []*msggen.Node
	for _, n := range sizes {
		streams = append(streams, msggen.Stream("s"+strconv.Itoa(n), text(n)))
	}
	return append(streams, msggen.Storage("in", msggen.Stream("a", text(70)), msggen.Storage("deeper",
		msggen.Stream("é☃", text(5000)))), msggen.Storage("empty"))
}

// contents maps the path of every stream to its content.
func contents(t testing.TB, data []byte) (map[string]string, error) {
	f, err := cfb.Open(data)
	if err != nil {
		return nil, err
	}
	all, total := map[string]string{}, 0
	var walk func(storage *cfb.Entry, path string)
	walk = func(storage *cfb.Entry, path string) {
		for e := range f.Entries(storage) {
			if !e.Stream {
				walk(e, path+e.Name+"/")
				continue
			}
			b, readErr := f.Read(e)
			if readErr != nil {
				err = readErr
			}
			total += len(b)
			all[path+e.Name] = string(b)
		}
	}
	walk(f.Root(), "")
	if total > len(data) {
		t.Errorf("%d bytes read out of a file of %d", total, len(data))
	}
	return all, err
}

// theirs is contents by the module that this package is held against.
func theirs(data []byte) (map[string]string, error) {
	r, err := mscfb.New(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	all := map[string]string{}
	for e, err := r.Next(); err == nil; e, err = r.Next() {
		if e.FileInfo().IsDir() {
			continue
		}
		b, err := io.ReadAll(io.LimitReader(e, int64(len(data)+1)))
		if err != nil {
			return nil, err
		}
		all[strings.Join(append(slices.Clone(e.Path), e.Name), "/")] = string(b)
	}
	return all, nil
}

func TestContents(t *testing.T) {
	want := map[string]string{"in/a": string(text(70)), "in/deeper/é☃": string(text(5000))}
	for _, n := range sizes {
		want["s"+strconv.Itoa(n)] = string(text(n))
	}
	for _, version := range []int{3, 4} {
		data := msggen.Compound(version, tree()...)
		got, err := contents(t, data)
		if err != nil || !maps.Equal(got, want) {
			t.Errorf("version %d: %v, streams %q", version, err, slices.Sorted(maps.Keys(got)))
		}
		other, err := theirs(data)
		if err != nil || !maps.Equal(got, other) {
			t.Errorf("version %d: mscfb finds other streams (%v): %q", version, err, slices.Sorted(maps.Keys(other)))
		}
	}
}

// TestRealFiles reads the files with which mscfb is tested, where its source is
// at hand.
func TestRealFiles(t *testing.T) {
	folder, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/richardlehane/mscfb").Output()
	paths, _ := filepath.Glob(filepath.Join(strings.TrimSpace(string(folder)), "test", "*.*"))
	if err != nil || len(paths) == 0 {
		t.Skipf("skipped: the source of mscfb is not here (%v)", err)
	}
	streams := 0
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !cfb.Is(data) {
			continue
		}
		got, err := contents(t, data)
		if err != nil {
			t.Errorf("%s: %v", path, err)
		}
		want, err := theirs(data)
		if err != nil {
			t.Fatal(err)
		}
		for name, content := range want {
			// mscfb drops a control character at the beginning of a name.
			if !slices.Contains(slices.Collect(maps.Values(got)), content) {
				t.Errorf("%s: %s is missing", path, name)
			}
		}
		if streams += len(got); len(got) != len(want) {
			t.Errorf("%s: %d streams, want %d", path, len(got), len(want))
		}
	}
	if t.Logf("%d streams compared", streams); streams < 50 {
		t.Error("hardly anything is left to compare")
	}
}

// TestLongTable: from 109 FAT sectors on, 7 MB, the header no longer names all.
func TestLongTable(t *testing.T) {
	want := text(16 << 20)
	data := msggen.Compound(3, msggen.Stream("long", want), msggen.Stream("short", text(9)))
	got, err := contents(t, data)
	if err != nil || got["long"] != string(want) || got["short"] != string(text(9)) {
		t.Errorf("%v, %d and %d bytes", err, len(got["long"]), len(got["short"]))
	}
	r, err := mscfb.New(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range r.File {
		if e.Name != "long" {
			continue
		}
		// Reading all of it would take mscfb time in its square.
		part := make([]byte, 600)
		if _, err := e.ReadAt(part, int64(len(want)-600)); err != nil || string(part) != string(want[len(want)-600:]) {
			t.Errorf("mscfb: %v, %q", err, part)
		}
	}
}

func TestFind(t *testing.T) {
	f, err := cfb.Open(msggen.Compound(3, tree()...))
	if err != nil {
		t.Fatal(err)
	}
	in := f.Find(f.Root(), "IN")
	if in == nil || in.Stream || in.Name != "in" {
		t.Fatalf("in is %+v", in)
	}
	if f.Find(in, "a") == nil || f.Find(in, "s1") != nil || f.Find(f.Root(), "a") != nil {
		t.Error("an entry was found outside its storage, or not within")
	}
	var damage *cfb.Error
	if _, err := f.Read(in); !errors.As(err, &damage) {
		t.Errorf("reading a storage: %v", err)
	}
}

// nested is a chain of n storages, each inside the one before.
func nested(n int) []byte {
	inner := msggen.Storage("a")
	for range n - 1 {
		inner = msggen.Storage("a", inner)
	}
	return msggen.Compound(4, inner)
}

// TestMemory: storages in storages, of which mscfb makes a path each, stay in
// proportion.
func TestMemory(t *testing.T) {
	data := nested(16_000)
	var err error
	used := msggen.Allocated(func() { _, err = cfb.Open(data) })
	if err != nil || used > 6*len(data) {
		t.Errorf("%v; %d bytes allocated for a file of %d", err, used, len(data))
	}
}

// TestDamage puts one number of a sound file wrong.
func TestDamage(t *testing.T) {
	sound := msggen.Compound(3, msggen.Stream("a", text(5000)), msggen.Stream("b", text(100)), msggen.Storage("c"))
	table := int(sound[48]) | int(sound[49])<<8
	entry := func(i, at int) int { return 512*(table+1) + 128*i + at }
	cases := []struct {
		what, problem string
		at            int
		value         byte
	}{
		{"signature", "signature is missing", 3, 0},
		{"sector size", "no legal size", 30, 10},
		{"directory beyond the end", "beyond its end", 49, 0x70},
		{"no root", "no root entry", entry(0, 66), 1},
		{"a child that is no entry", "is no tree", entry(0, 77), 1},
		{"the root inside itself", "is no tree", entry(0, 76), 0},
		{"an entry twice", "is no tree", entry(1, 72), 1},
		{"an unused entry", "is no tree", entry(2, 66), 0},
		{"a stream longer than the file", "longer than the file", entry(2, 122), 1},
		{"two streams with one content", "longer than the file", entry(1, 121), 0x13},
	}
	for _, c := range cases {
		data := bytes.Clone(sound)
		data[c.at] = c.value
		_, err := contents(t, data)
		var damage *cfb.Error
		if !errors.As(err, &damage) || !strings.Contains(damage.Error(), c.problem) {
			t.Errorf("%s: %v", c.what, err)
		}
	}
	if _, err := contents(t, sound); err != nil {
		t.Error(err)
	}
}

// TestLoops: a chain that bites its own tail ends.
func TestLoops(t *testing.T) {
	sound := msggen.Compound(3, tree()...)
	fat := int(uint32(sound[76])|uint32(sound[77])<<8) + 1
	refused := 0
	for sector := range len(sound)/512 - 1 {
		data := bytes.Clone(sound)
		at := fat*512 + 4*sector
		copy(data[at:], []byte{byte(sector), byte(sector >> 8), 0, 0})
		if _, err := contents(t, data); err != nil {
			refused++
		}
	}
	if refused == 0 {
		t.Error("no loop was refused")
	}
}

// TestCut: a file that breaks off gives what is whole, or an error.
func TestCut(t *testing.T) {
	sound := msggen.Compound(3, msggen.Stream("a", text(4500)), msggen.Stream("b", text(100)))
	whole, _ := contents(t, sound)
	for n := range sound {
		got, err := contents(t, sound[:n])
		if err == nil && !maps.Equal(got, whole) {
			t.Fatalf("cut at %d: another content and no error", n)
		}
	}
}

// FuzzOpen: any bytes are read without harm, and as mscfb reads them.
func FuzzOpen(f *testing.F) {
	f.Add(msggen.Compound(4, msggen.Stream("a", text(100)), msggen.Storage("b", msggen.Stream("c", text(5000)))))
	f.Add(msggen.Compound(3, msggen.Stream("a", text(100)), msggen.Storage("b", msggen.Stream("c", text(5000)))))
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := contents(t, data)
		if err != nil {
			return
		}
		other, err := theirs(data)
		if err != nil || !telling(got) || !telling(other) {
			return
		}
		for path, content := range got {
			if alike, ok := other[path]; ok && alike != content {
				t.Errorf("%q is %q, mscfb reads %q", path, content, alike)
			}
		}
	})
}

// telling: the paths name the streams. mscfb drops a control character at the
// beginning of a name, so that two may become one.
func telling(all map[string]string) bool {
	for path := range all {
		if path == "" || strings.ContainsFunc(path, func(r rune) bool { return r < ' ' || r == '\ufffd' }) {
			return false
		}
	}
	return true
}
