// Package source finds the messages in files, folders, mailboxes and archives,
// one after the other and always in the same order. It knows files by their
// content, and reads no more of a message than its header section, unless the
// container can only be read through.
//
// It is total: whatever the bytes are, what cannot be read is a [Problem] under
// its name, the rest goes on, and neither memory nor time grows beyond the
// limits of this package.
package source

import (
	"context"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync/atomic"
)

// Message is one message that was found, or a Problem in place of one.
type Message struct {
	// Name tells where it stands: "inbox.mbox#17", "mail.tar.gz/2026/a.eml".
	// Standard input is "-".
	Name string
	// Head is the beginning of the message, with its whole header section unless
	// that is longer than [MaxHead]; all of it for an Outlook item. It is only
	// valid until the function that was given it returns.
	Head []byte
	// Size of the whole message in bytes.
	Size int
	// Mbox: it was in a mailbox file, without the From line above it.
	Mbox bool
	// Problem is why there is no message. With a Head, it is what ended the
	// reading of a message that can be shown all the same.
	Problem *Problem

	path string // of a file that nobody looked into yet
	file string // of which Head is the beginning, if there is more of it
}

// Unread reports whether nobody looked into the file of that name yet: give the
// Message to [Read], perhaps in another goroutine.
func (m *Message) Unread() bool { return m.path != "" }

// Longer is Head with what stands behind it, up to [MaxHead], where that can be
// had: for a section that has to be mended. It opens the file again.
func (m *Message) Longer() []byte {
	f, err := os.Open(m.file)
	if err != nil {
		return m.Head
	}
	defer f.Close()
	text := make([]byte, min(MaxHead, m.Size))
	n, _ := io.ReadFull(f, text)
	return text[:n]
}

// Options of a walk.
type Options struct {
	// Stdin is what the name "-" stands for; nil: it is no other name than any.
	Stdin io.Reader
	// Progress counts what was read; nil: nobody wants to know.
	Progress *Progress
	// Unread: every file is yielded unread, not only one that by its name holds a
	// single message. Its Name is its path. A pipe is a Problem, and "-" no other
	// name than any.
	Unread bool
	// Except are files and folders in folders that are passed over, by their paths
	// without links: what the program itself writes.
	Except map[string]bool
	// Output is what standard output goes to, if that is a file; it is passed over
	// as well.
	Output os.FileInfo
}

// Count counts the files that a walk of the paths meets, and stops where ctx ends.
// It opens none.
func Count(ctx context.Context, paths []string) (n int64) {
	for _, path := range paths {
		// What cannot be read counts nothing here; the walk says it.
		_ = filepath.WalkDir(path, func(_ string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				n++
			}
			return ctx.Err()
		})
	}
	return n
}

// Progress is what a walk has read so far. It may be asked at any time.
type Progress struct {
	Bytes atomic.Int64 // of the files that were named, before unpacking
	Files atomic.Int64 // that were met
}

// Walk finds the messages of the paths, in order, and gives each to yield until
// that returns false or ctx ends. A folder's names are sorted byte by byte, what
// stands in its subfolders comes in place of their names. Each name of a file is a
// message, also a link; a folder is read once.
func Walk(ctx context.Context, paths []string, o Options, yield func(*Message) bool) {
	x := walker{ctx: ctx, o: &o, give: yield, visited: map[string]bool{}}
	for _, path := range paths {
		if x.stopped() {
			return
		}
		x.argument(path)
	}
}

// Read looks into the file of an unread Message. It gives what it finds to yield:
// one message, or each of a container that does not show by its name.
func Read(ctx context.Context, m *Message, o Options, yield func(*Message) bool) {
	x := walker{ctx: ctx, o: &o, give: yield}
	x.open(m.path, m.Name)
}
