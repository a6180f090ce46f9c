package source_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/scan/source"
)

// split gives the parts of a file.
func split(path string, size int64) (parts []source.Part) {
	source.Split(context.Background(), path, size, func(p source.Part) { parts = append(parts, p) })
	return parts
}

// TestParts: whatever the size of its parts, they give what the file gives.
func TestParts(t *testing.T) {
	dir := t.TempDir()
	var box strings.Builder
	for i := range 200 {
		fmt.Fprintf(&box, "%sSubject: %d\nContent-Length: 5\n\nbody\n%s\n", from, i, strings.Repeat("\nbody\n", i*i%997))
	}
	write(t, dir, map[string]string{"box": box.String(), "cut": from + first + "\n" + from, "one.eml": first, "zip": "PK\x03\x04", "empty": ""})
	for _, name := range []string{"box", "cut", "one.eml", "zip", "empty", "absent"} {
		path := filepath.Join(dir, name)
		want := found(t, dir, nil, path)
		for _, size := range []int64{1, 100, 4096, 100_000, 1 << 40} {
			parts := split(path, size)
			if name == "box" && size < 100_000 && len(parts) < 5 || name != "box" && name != "cut" && len(parts) != 1 {
				t.Errorf("%s: %d parts", name, len(parts))
			}
			var lines []string
			for _, p := range parts {
				source.ReadPart(context.Background(), p, source.Options{}, noting(&lines, dir))
			}
			same(t, lines, want...)
		}
	}
}

// TestPartChanged: what is not there any more is a problem, never nothing.
func TestPartChanged(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "box")
	write(t, dir, map[string]string{"box": from + first + "\n" + from + second + "\n" + from + second})
	parts := split(path, 1)
	if len(parts) != 3 {
		t.Fatalf("%+v", parts)
	}
	write(t, dir, map[string]string{"box": from + first + "\n"})
	for _, p := range parts[1:] {
		var lines []string
		source.ReadPart(context.Background(), p, source.Options{}, noting(&lines, dir))
		same(t, lines, "box 0 unreadable")
	}
	os.Remove(path)
	var lines []string
	source.ReadPart(context.Background(), parts[1], source.Options{}, noting(&lines, dir))
	same(t, lines, "box 0 unreadable")
}

// TestUnread: a walk that is told to opens no file.
func TestUnread(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{"a.mbox": from + first, "b/c.eml": first, "d.gz": "\x1f\x8b\x08"})
	var names []string
	source.Walk(context.Background(), []string{dir, filepath.Join(dir, "absent"), "-", os.DevNull}, source.Options{Unread: true}, func(m *source.Message) bool {
		names = append(names, fmt.Sprintf("%s %t %t", strings.TrimPrefix(m.Name, dir+"/"), m.Unread(), m.Problem != nil))
		return true
	})
	same(t, names, "a.mbox true false", "b/c.eml true false", "d.gz true false", "absent false true",
		"- false true", os.DevNull+" false true")
}

// TestReadStream gives what a file of that name gives.
func TestReadStream(t *testing.T) {
	for name, text := range map[string]string{"box": from + first + "\n" + from + second, "one": first, "gone": "\x1f\x8b\x08"} {
		dir := t.TempDir()
		write(t, dir, map[string]string{name: text})
		want := found(t, dir, nil, filepath.Join(dir, name))
		var lines []string
		source.ReadStream(context.Background(), name, strings.NewReader(text), source.Options{}, noting(&lines, ""))
		same(t, lines, want...)
	}
}
