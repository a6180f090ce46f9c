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
// stream, in whatever pieces that comes; no byte is in two of them.
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
		list := func(o source.Options, path string) (lines []string, total int) {
			source.Walk(context.Background(), []string{path}, o, func(m *source.Message) bool {
				lines = append(lines, fmt.Sprintf("%s %d %q %v", filepath.Base(m.Name), m.Size, m.Head, m.Problem))
				total += m.Size
				return true
			})
			return lines, total
		}
		asFile, total := list(source.Options{}, path)
		asStream, _ := list(source.Options{Stdin: strings.NewReader(text)}, "-")
		inPieces, _ := list(source.Options{Stdin: iotest.OneByteReader(strings.NewReader(text))}, "-")
		if !slices.Equal(asFile, asStream) || !slices.Equal(asFile, inPieces) || len(asFile) == 0 {
			t.Errorf("a file gives\n%q\na stream\n%q\nin pieces\n%q", asFile, asStream, inPieces)
		}
		if total > len(text) {
			t.Errorf("%d bytes in the messages of %d", total, len(text))
		}
	})
}
