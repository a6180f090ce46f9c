package source_test

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"

	"github.com/hopproof/hopproof/scan/source"
)

// TestStreamLimit: a message that never ends is read so far, to know its size.
func TestStreamLimit(t *testing.T) {
	in := io.MultiReader(strings.NewReader("Subject: 1\n\n"), zeros{})
	same(t, found(t, "", in, "-"), fmt.Sprintf(`- %d "Subject: 1"`, source.MaxStream))
}

// TestItemLimit: an Outlook item is held in memory, so it has a size.
func TestItemLimit(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{"a.msg": "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "b.eml": first})
	if err := os.Truncate(filepath.Join(dir, "a.msg"), source.MaxItem+1); err != nil {
		t.Fatal(err)
	}
	same(t, found(t, dir, nil, dir), "a.msg 0 "+source.TooLarge, `b.eml 17 "Subject: 1"`)
	in := io.MultiReader(strings.NewReader("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), zeros{})
	same(t, found(t, "", in, "-"), "- 0 "+source.TooLarge)
}

// TestSpoolLimit: so has a ZIP archive that comes as a stream.
func TestSpoolLimit(t *testing.T) {
	if os.Getenv("HOPPROOF_FULL") == "" {
		t.Skip("skipped: it writes a gigabyte; set HOPPROOF_FULL=1 to have it")
	}
	in := io.MultiReader(strings.NewReader("PK\x03\x04"), zeros{})
	same(t, found(t, "", in, "-"), "- 0 "+source.TooLarge)
}

// TestZstdWindow: an archive that asks for more memory than that is refused.
func TestZstdWindow(t *testing.T) {
	packed := func(window int) io.Reader {
		var b bytes.Buffer
		w, err := zstd.NewWriter(&b, zstd.WithWindowSize(window), zstd.WithEncoderLevel(zstd.SpeedFastest))
		must(t, err)
		_, err = io.WriteString(w, first)
		must(t, err, w.Flush(), w.Close())
		return &b
	}
	same(t, found(t, "", packed(32<<20), "-"), `- 17 "Subject: 1"`)
	same(t, found(t, "", packed(64<<20), "-"), "- 0 "+source.Damaged)
}

// TestSeparatorLimit: a line too long for a separator is text.
func TestSeparatorLimit(t *testing.T) {
	sender := strings.Repeat("a", 1000)
	long := strings.Replace(from, "a@", sender+"@", 1)
	body := "Subject: 1\n\nbody\n\n" + long + "Subject: none\n"
	same(t, found(t, "", strings.NewReader(from+body), "-"), fmt.Sprintf(`-#1 %d "Subject: 1" mbox`, len(body)))
}
