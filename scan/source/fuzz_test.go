package source_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/hopproof/hopproof/scan/source"
)

// FuzzMailbox: a mailbox of any text gives the same messages as a file and as a
// stream, in whatever pieces that comes, and when it is cut into parts; no byte is
// in two of them.
func FuzzMailbox(f *testing.F) {
	f.Add(first + "\n" + from + second)
	f.Add("Content-Length: 5\n\nbody\n\n" + from + "\r\n\r\n" + from)
	f.Add("\n\n" + from + "\n\nFrom \n\n")
	f.Fuzz(func(t *testing.T, text string) {
		text = from + text
		path := filepath.Join(t.TempDir(), "-")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		var lines []string
		total := 0
		note := func(m *source.Message) bool {
			lines = append(lines, fmt.Sprintf("%s %d %q %v", filepath.Base(m.Name), m.Size, m.Head, m.Problem))
			total += m.Size
			return true
		}
		list := func(o source.Options, path string) ([]string, int) {
			lines, total = nil, 0
			source.Walk(context.Background(), []string{path}, o, note)
			return lines, total
		}
		asFile, all := list(source.Options{}, path)
		asStream, _ := list(source.Options{Stdin: strings.NewReader(text)}, "-")
		inPieces, _ := list(source.Options{Stdin: iotest.OneByteReader(strings.NewReader(text))}, "-")
		if !slices.Equal(asFile, asStream) || !slices.Equal(asFile, inPieces) || len(asFile) == 0 {
			t.Errorf("a file gives\n%q\na stream\n%q\nin pieces\n%q", asFile, asStream, inPieces)
		}
		lines = nil
		source.Split(context.Background(), path, 1, func(p source.Part) { source.ReadPart(context.Background(), p, source.Options{}, note) })
		if !slices.Equal(asFile, lines) {
			t.Errorf("a file gives\n%q\nits parts\n%q", asFile, lines)
		}
		if all > len(text) {
			t.Errorf("%d bytes in the messages of %d", all, len(text))
		}
	})
}
