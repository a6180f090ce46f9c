package redact_test

import (
	"fmt"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/internal/testgrowth"
	"github.com/hopproof/hopproof/redact"
)

// TestHostile: input that repeats what is costly once takes time in proportion
// to its size.
func TestHostile(t *testing.T) {
	const size = 16 << 10
	for _, piece := range []string{"a:", "a=", "@", "a@", ".", "a.", "-", "=?", `"`, `"a"@`, "=?u?q?a?= ", "1.", "::", "a/", "%", "\x80", `a="`} {
		testgrowth.Linear(t, strconv.Quote(piece), size, func(size int) {
			text := strings.Repeat(piece, size/len(piece))
			redact.Section([]byte("Received: "+text+"\nSubject: "+text+"\nX-A: "+text+"\n\n"), newMap(t))
		})
	}
}

// manyNames are texts of many names of one kind, each of which is looked up among
// all others.
var manyNames = map[string]func(i int) string{
	"addresses": func(i int) string { return fmt.Sprintf(" [198.51.%d.%d]", i/250%250, i%250+1) },
	"domains": func(i int) string {
		return fmt.Sprintf(" a%d.com a%d-com.mail.protection.outlook.com b%d.onmicrosoft.com", i, i, i)
	},
	"people": func(i int) string { return fmt.Sprintf(" <jane%d@a%d.com>", i, i) },
	"trace lines": func(i int) string {
		return fmt.Sprintf("\nReceived: from a%d.com (a%d.com [198.51.%d.%d]) by b.com with SMTP id %d; 1 Jan 2024 00:00:00 +0000", i, i, i/250%250, i%250+1, i)
	},
	"names as MX":     func(i int) string { return fmt.Sprintf(" a%d-com.mail.protection.outlook.com", i) },
	"ids":             func(i int) string { return fmt.Sprintf(" 6f0c1a5e-0000-4000-8000-%012d", i) },
	"names of fields": func(i int) string { return fmt.Sprintf("\nX-Jane%d-Id: jane%d@a.com", i, i) },
}

func pileOf(size int, name func(i int) string) []byte {
	var b strings.Builder
	b.WriteString("X-A:")
	for i := 0; b.Len() < size; i++ {
		b.WriteString(name(i))
	}
	b.WriteString("\n\n")
	return []byte(b.String())
}

// TestManyNames: the memory that is taken grows with the text and not with its
// square, and so does the time; a pile of addresses took a minute before.
func TestManyNames(t *testing.T) {
	for kind, name := range manyNames {
		taken := func(size int) float64 {
			text, m := pileOf(size, name), newMap(t)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			redact.Section(text, m)
			runtime.ReadMemStats(&after)
			return float64(after.TotalAlloc-before.TotalAlloc) / float64(len(text))
		}
		if few, many := taken(16<<10), taken(128<<10); many > 2*few {
			t.Errorf("%s: %.0f bytes are taken for each byte, of a longer text %.0f", kind, few, many)
		}
		testgrowth.Linear(t, kind, 128<<10, func(size int) { redact.Section(pileOf(size, name), newMap(t)) })
	}
}

// TestHostileWords: one word is drawn in time in proportion to its length too,
// also if nearly all that its pieces can become is in the text.
func TestHostileWords(t *testing.T) {
	pieces := func(from, count int) string {
		var b strings.Builder
		for i := from; i < count; i++ {
			b.WriteString("a" + strconv.Itoa(i) + "-")
		}
		return b.String()
	}
	for name, word := range map[string]struct {
		size int
		text func(size int) string
	}{
		"pieces":    {3000, func(size int) string { return "X-A: " + pieces(0, size) }},
		"one piece": {1 << 17, func(size int) string { return "X-A: " + strings.Repeat("abcdefgh", size) }},
		"signature": {1 << 17, func(size int) string { return "DKIM-Signature: v=1; b=" + strings.Repeat("ab0d/fgh", size) }},
	} {
		testgrowth.Linear(t, name, word.size, func(size int) {
			r := redact.Section([]byte(word.text(size)+"\n\n"), newMap(t))
			if len(r.Leaks) > 0 || r.Misread {
				t.Errorf("%s: leaks %v, misread %v", name, r.Leaks, r.Misread)
			}
			// A short piece may be drawn again by chance, not four in a row.
			if name == "pieces" && strings.Contains(string(r.Text), pieces(size-4, size)) {
				t.Error("pieces survive")
			}
		})
	}
}
