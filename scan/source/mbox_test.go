package source_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
)

// TestMailboxes: the four forms of a mailbox file, and what they are confused by.
func TestMailboxes(t *testing.T) {
	crlf := func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }
	one, two := `#1 17 "Subject: 1" mbox`, `#2 41 "Subject: 2" mbox`
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"plain":             {from + first + "\n" + from + second + "\n", []string{one, two}},
		"no last blank":     {from + first + "\n" + from + second, []string{one, two}},
		"CRLF":              {crlf(from + first + "\n" + from + second + "\n"), []string{`#1 20 "Subject: 1\r" mbox`, `#2 47 "Subject: 2\r" mbox`}},
		"quoted":            {from + first + "\n>From b Wed Oct 14 08:15:00 2026\n\n>>From c\n\n" + from + second, []string{`#1 61 "Subject: 1" mbox`, two}},
		"sentence":          {from + first + "\nFrom now on, 08:15 is noon.\n\n" + from + second, []string{`#1 46 "Subject: 1" mbox`, two}},
		"no blank above":    {from + first + from + second, []string{`#1 102 "Subject: 1" mbox`}},
		"section only":      {from + "Subject: 1\n\n" + from + "Subject: 2\n\n", []string{`#1 12 "Subject: 1" mbox`, `#2 12 "Subject: 2" mbox`}},
		"nothing in it":     {from + "\n" + from + second, []string{`#1 1 "" mbox`, two}},
		"From line alone":   {from, []string{`#1 0 mbox`}},
		"year first":        {"From a 2026 Oct 14 8:15\n" + first + "\n" + from + second, []string{one, two}},
		"Content-Length":    {from + "Content-Length: 53\n\nbody\n\n" + from + "\nx\n\n" + from + second, []string{`#1 73 "Content-Length: 53" mbox`, two}},
		"wrong length":      {from + "Content-Length: 9\n\nbody\n\n" + from + second, []string{`#1 24 "Content-Length: 9" mbox`, two}},
		"length to the end": {from + "Content-Length: 5\n\nbody\n", []string{`#1 24 "Content-Length: 5" mbox`}},
		"too long a From":   {from + "Content-Length: 4\n\nbody\n\nFrom a Wed Oct 14 08:15:00 2026 " + strings.Repeat("x", 2000) + "\n", []string{`#1 2058 "Content-Length: 4" mbox`}},
		"length too long":   {from + "Content-Length: 99999999999999999999\n\nbody\n\n" + from + second, []string{`#1 43 "Content-Length: 99999999999999999999" mbox`, two}},
	} {
		var want []string
		for _, w := range c.want {
			want = append(want, name+w)
		}
		dir := t.TempDir()
		write(t, dir, map[string]string{name: c.text})
		t.Run(name, func(t *testing.T) {
			same(t, found(t, dir, nil, filepath.Join(dir, name)), want...)
			// A stream gives the same, also byte by byte.
			for i, line := range want {
				want[i] = "-" + strings.TrimPrefix(line, name)
			}
			same(t, found(t, "", strings.NewReader(c.text), "-"), want...)
			same(t, found(t, "", iotest.OneByteReader(strings.NewReader(c.text)), "-"), want...)
		})
	}
}

// TestLargeMailbox: messages larger than any window, and separators at every
// place of one.
func TestLargeMailbox(t *testing.T) {
	dir := t.TempDir()
	var text bytes.Buffer
	var want []string
	for i := range 300 {
		body := strings.Repeat("0123456789abcde\n", i*997%25_000) + strings.Repeat("x", i%17)
		message := fmt.Sprintf("Subject: %d\n\n%s\n", i, body)
		want = append(want, fmt.Sprintf("box#%d %d %q mbox", i+1, len(message), fmt.Sprintf("Subject: %d", i)))
		text.WriteString(from + message + "\n")
	}
	if err := os.WriteFile(filepath.Join(dir, "box"), text.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	same(t, found(t, dir, nil, filepath.Join(dir, "box")), want...)
	for i := range want {
		want[i] = "-" + strings.TrimPrefix(want[i], "box")
	}
	same(t, found(t, "", iotest.HalfReader(&text), "-"), want...)
}

// TestLongLine: a line of any length is stepped over in a window of fixed size.
func TestLongLine(t *testing.T) {
	line := strings.Repeat("x", 5<<20)
	text := from + "Subject: 1\n\n" + line + "\n\n" + from + line + "\n\n" + from + second
	same(t, found(t, "", strings.NewReader(text), "-"),
		fmt.Sprintf(`-#1 %d "Subject: 1" mbox`, 12+len(line)+1), fmt.Sprintf(`-#2 %d "%s mbox`, len(line)+1, strings.Repeat("x", 40)+`"`), `-#3 41 "Subject: 2" mbox`)
}
