// Package wholefile writes files that whoever reads them finds whole, whenever the
// writer was stopped: replaced at once, or cut back to where they were whole.
package wholefile

import (
	"errors"
	"os"
	"path/filepath"
)

// ErrShort: the file is shorter than what is known to have been written.
var ErrShort = errors.New("it is shorter than the journal says")

// Temporary is the file that Replace writes before it takes the place of path.
func Temporary(path string) string { return path + ".tmp" }

// Replace replaces a file at once: whoever reads it finds the old one or the new
// one, also after the system has crashed. Only its owner can read it.
func Replace(path string, data []byte) error {
	f, err := os.OpenFile(Temporary(path), os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err == nil {
		syncFolder(filepath.Dir(path))
	}
	return err
}

// syncFolder makes the new name last. Not every system can; the name is then as
// safe as that system makes it.
func syncFolder(path string) {
	if f, err := os.Open(path); err == nil {
		_ = f.Sync()
		f.Close()
	}
}

// CutBack opens a file to write on behind its first size bytes, and takes away
// what stands there. The error is [ErrShort], or one of the system.
func CutBack(path string, size int64) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err == nil && info.Size() < size {
		err = ErrShort
	}
	if err == nil {
		err = f.Truncate(size)
	}
	if err == nil {
		_, err = f.Seek(size, 0)
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}
