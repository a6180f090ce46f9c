package redact_test

import (
	"strings"
	"testing"
	"time"

	"github.com/hopproof/hopproof/redact"
)

// TestHostile: input that repeats what is costly once takes time in proportion
// to its size. The bound is far above what is needed, and far below what work
// that grows with the square would take.
func TestHostile(t *testing.T) {
	const size = 16 << 10
	for _, piece := range []string{"a:", "a=", "@", "a@", ".", "a.", "-", "=?", `"`, `"a"@`, "=?u?q?a?= ", "1.", "::", "a/", "%", "\x80", `a="`} {
		text := strings.Repeat(piece, size/len(piece))
		start := time.Now()
		redact.Section([]byte("Received: "+text+"\nSubject: "+text+"\nX-A: "+text+"\n\n"), newMap(t))
		if d := time.Since(start); d > 20*time.Second {
			t.Errorf("%q takes %v", piece, d)
		}
	}
}
