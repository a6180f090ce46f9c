package source_test

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/scan/source"
)

// found walks paths, reads what is unread, and gives a line for each message: its
// name below folder, its size, the first line of its head, and its problem.
func found(t *testing.T, folder string, in io.Reader, paths ...string) []string {
	t.Helper()
	var lines []string
	o := source.Options{Stdin: in}
	note := noting(&lines, folder)
	source.Walk(context.Background(), paths, o, func(m *source.Message) bool {
		if m.Unread() {
			source.Read(context.Background(), m, o, note)
			return true
		}
		return note(m)
	})
	return lines
}

// noting appends such a line for each message.
func noting(lines *[]string, folder string) func(*source.Message) bool {
	return func(m *source.Message) bool {
		line := strings.TrimPrefix(m.Name, folder+"/") + " " + fmt.Sprint(m.Size)
		if first, _, _ := strings.Cut(string(m.Head), "\n"); len(m.Head) > 0 {
			line += " " + fmt.Sprintf("%.40q", first)
		}
		if m.Mbox {
			line += " mbox"
		}
		if m.Problem != nil {
			line += " " + m.Problem.Code
		}
		*lines = append(*lines, line)
		return true
	}
}

func write(t *testing.T, folder string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func same(t *testing.T, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

const (
	first  = "Subject: 1\n\nbody\n"
	second = "Subject: 2\nTo: a@example.com\n\nbody\n\nmore\n"
	from   = "From a@example.com Wed Oct 14 08:15:00 2026\n"
)

func TestFolders(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{
		"b.eml": first, "a/x": second, "a/.DS_Store": "x", "b/empty.eml": "",
		"c/cur/1:2,S": first, "c/new/2": second, "c/tmp/3": first, "c/dovecot-uidlist": "3 V1", "c/.Sent/cur/4": first, "c/.Sent/new/.keep": second,
	})
	same(t, found(t, dir, nil, dir),
		`a/x 41 "Subject: 2"`, `b/empty.eml 0`, `b.eml 17 "Subject: 1"`,
		`c/.Sent/cur/4 17 "Subject: 1"`, `c/.Sent/new/.keep 41 "Subject: 2"`,
		`c/cur/1:2,S 17 "Subject: 1"`, `c/new/2 41 "Subject: 2"`)
}

// TestHardLinks: a message that a server has copied into another folder by a second
// name is one in each, as it is to whoever reads the mailbox.
func TestHardLinks(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{"cur/1:2,S": first, "new/2": second, ".Sent/cur/3": second})
	for _, name := range []string{".Sent/cur/1:2,", "cur/4:2,F"} {
		if err := os.Link(filepath.Join(dir, "cur/1:2,S"), filepath.Join(dir, name)); err != nil {
			t.Skip("skipped: no hard links here")
		}
	}
	same(t, found(t, dir, nil, dir), `.Sent/cur/1:2, 17 "Subject: 1"`, `.Sent/cur/3 41 "Subject: 2"`,
		`cur/1:2,S 17 "Subject: 1"`, `cur/4:2,F 17 "Subject: 1"`, `new/2 41 "Subject: 2"`)
}

// TestLinks: no folder is read twice, and none for ever; a link to a file is a name
// of it.
func TestLinks(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{"in/a.eml": first, "out/b.eml": second})
	for name, to := range map[string]string{"in/up": "..", "in/other": "../out", "in/gone": "nowhere", "in/itself": "itself", "in/z.eml": "a.eml"} {
		if err := os.Symlink(to, filepath.Join(dir, name)); err != nil {
			t.Skip("skipped: no symbolic links here")
		}
	}
	same(t, found(t, dir, nil, dir+"/in"),
		`in/a.eml 17 "Subject: 1"`, `in/gone 0 unreadable`, `in/itself 0 unreadable`, `in/other/b.eml 41 "Subject: 2"`,
		`in/up/in 0 link-loop`, `in/up/out 0 link-loop`, `in/z.eml 17 "Subject: 1"`)
	same(t, found(t, dir, nil, dir+"/out", dir+"/out", dir+"/none"),
		`out/b.eml 41 "Subject: 2"`, `out 0 link-loop`, `none 0 unreadable`)
}

// TestHead: of a file, the section is in the head, and hardly more.
func TestHead(t *testing.T) {
	dir := t.TempDir()
	body := "\r\n\r\n" + strings.Repeat("body\r\n", 100_000)
	long := "Subject: " + strings.Repeat("x", 100_000)
	write(t, dir, map[string]string{
		"blank": "\n\r\n \n" + first, "long": long + body, "short": "Subject: 1" + body,
		"endless": "Subject: " + strings.Repeat("x", source.MaxHead+10), "line": strings.Repeat("x", 3*source.MaxHead), "open": "Subject: 1",
	})
	for name, want := range map[string]struct{ least, most int }{
		"blank": {22, 22}, "long": {len(long) + 4, 4 * len(long)}, "short": {14, 64 << 10},
		"endless": {source.MaxHead, source.MaxHead}, "line": {source.MaxHead, source.MaxHead}, "open": {10, 10},
	} {
		path := filepath.Join(dir, name)
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		source.Walk(context.Background(), []string{path}, source.Options{}, func(m *source.Message) bool {
			n++
			if len(m.Head) < want.least || len(m.Head) > want.most || m.Size != int(info.Size()) {
				t.Errorf("%s: a head of %d bytes, of %d", name, len(m.Head), m.Size)
			}
			if longer := m.Longer(); len(longer) != min(m.Size, source.MaxHead) {
				t.Errorf("%s: %d bytes where more is wanted", name, len(longer))
			}
			return true
		})
		if n != 1 {
			t.Errorf("%s: %d messages", name, n)
		}
	}
}

// TestStandardInput takes what a pipe brings by its content.
func TestStandardInput(t *testing.T) {
	same(t, found(t, "", strings.NewReader(first), "-"), `- 17 "Subject: 1"`)
	same(t, found(t, "", strings.NewReader(from+first+"\n"+from+second+"\n"), "-"), `-#1 17 "Subject: 1" mbox`, `-#2 41 "Subject: 2" mbox`)
	same(t, found(t, "", strings.NewReader(first+strings.Repeat("x", 1<<20)), "-"), `- 1048593 "Subject: 1"`)
	same(t, found(t, "", strings.NewReader(""), "-"), `- 0`)
}

// TestStops: a walk ends when nobody wants more.
func TestStops(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{"a": first, "b": from + first + "\n" + from + second, "c": first})
	n := 0
	source.Walk(context.Background(), []string{dir}, source.Options{}, func(*source.Message) bool { n++; return n < 2 })
	if n != 2 {
		t.Errorf("%d messages", n)
	}
	ctx, cancel := context.WithCancel(context.Background())
	source.Walk(ctx, []string{dir}, source.Options{}, func(*source.Message) bool { n++; cancel(); return true })
	if n != 3 {
		t.Errorf("%d messages", n)
	}
}

// TestNoStandardInput: a program that has none to offer is told that there is no
// such file.
func TestNoStandardInput(t *testing.T) {
	t.Chdir(t.TempDir())
	if got := found(t, "", nil, "-"); len(got) != 1 || got[0] != "- 0 unreadable" {
		t.Errorf("%q", got)
	}
}
