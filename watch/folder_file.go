package watch

import (
	"bytes"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/hopproof/hopproof/scan/source"
)

// file is a file as it was seen.
type file struct {
	key, path string
	size      int64
	changed   time.Time
	maildir   bool
}

// keyOf is what a message is known by. A name that is no UTF-8 would be another
// one after it was written as JSON; no name has a slash.
func keyOf(name string) string {
	if utf8.ValidString(name) {
		return name
	}
	return "/" + hex.EncodeToString([]byte(name))
}

// find is where a message is now; empty: it is gone. In a Maildir another program
// may have renamed it since it was seen.
func (x *file) find() string {
	if _, err := os.Lstat(x.path); err == nil {
		return x.path
	}
	if !x.maildir {
		return ""
	}
	parent := filepath.Dir(filepath.Dir(x.path))
	for _, folder := range []string{"new", "cur"} {
		entries, _ := os.ReadDir(filepath.Join(parent, folder))
		for _, e := range entries {
			if found, ok := seen(filepath.Join(parent, folder), e, true); ok && found.key == x.key {
				return found.path
			}
		}
	}
	return ""
}

// ends reports whether a file holds the end of a header section, or so much that
// none is to be expected.
func ends(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	head := make([]byte, source.MaxHead)
	n, _ := io.ReadFull(f, head) // what is there counts
	return n == len(head) || bytes.Contains(head[:n], []byte("\n\n")) || bytes.Contains(head[:n], []byte("\n\r\n"))
}

// list lists the files of the folder by what a message is known by, so many at most.
func (f *Folder) list(most int) (all map[string]file, maildir bool, err error) {
	all = map[string]file{}
	folders := []string{filepath.Join(f.Path, "new"), filepath.Join(f.Path, "cur")}
	if maildir = isFolder(folders[0]) && isFolder(folders[1]); !maildir {
		folders = []string{f.Path}
	}
	// From new a message moves to cur: in this order it is seen at least once.
	for _, folder := range folders {
		entries, err := os.ReadDir(folder)
		if err != nil {
			return nil, maildir, unnamed(err)
		}
		for _, e := range entries {
			if x, ok := seen(folder, e, maildir); ok {
				all[x.key] = x
			}
		}
		if len(all) > most {
			return nil, maildir, &PermanentError{"more than " + strconv.Itoa(most) + " messages are in the folder"}
		}
	}
	return all, maildir, nil
}

// seen is a file of a folder, if it may be a message.
func seen(folder string, e fs.DirEntry, maildir bool) (x file, ok bool) {
	name := e.Name()
	if strings.HasPrefix(name, ".") || !e.Type().IsRegular() {
		return x, false // what begins with a dot is not meant to be seen yet
	}
	x = file{key: keyOf(name), path: filepath.Join(folder, name), maildir: maildir}
	if maildir {
		unique, _, _ := strings.Cut(name, ":") // behind it are flags, which change
		x.key = keyOf(unique)
		return x, true
	}
	info, err := e.Info()
	if err != nil {
		return x, false // it is gone
	}
	x.size, x.changed = info.Size(), info.ModTime()
	return x, true
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// unnamed is an error of the system without the path, which the source tells.
func unnamed(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}
