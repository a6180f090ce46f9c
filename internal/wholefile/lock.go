package wholefile

import (
	"errors"
	"os"
)

// ErrLocked: another process holds the lock.
var ErrLocked = errors.New("another process uses it")

// Lock takes the lock that a file stands for, which is made if it is not there,
// until unlock is called or the process ends. The error is [ErrLocked], or one of
// the system.
func Lock(path string) (unlock func(), err error) {
	for range 100 {
		f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE, 0o600)
		if err != nil {
			return nil, err
		}
		if err := lock(f); err != nil {
			f.Close()
			return nil, err
		}
		if isAt(f, path) {
			return func() { release(f, path) }, nil
		}
		f.Close() // whoever held it has taken the file away since it was opened
	}
	return nil, ErrLocked // again and again, or the system tells no file from another
}

// isAt reports whether an open file is the one at path.
func isAt(f *os.File, path string) bool {
	at, err := os.Stat(path)
	opened, openedErr := f.Stat()
	return err == nil && openedErr == nil && os.SameFile(at, opened)
}

// isEmpty: a file with something in it is not of this package.
func isEmpty(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Size() == 0
}
