package wholefile

import (
	"errors"
	"os"
)

// Claim keeps a file that is written for this process, by whatever name another
// knows it, until release is called or the process ends. With create a file that
// is not there is made. The error is [ErrLocked], or one of the system. What is no
// regular file has no place that two would write to, and where the file system
// knows no locks there is no claim: there the file is written as before.
func Claim(path string, create bool) (release func(), err error) {
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return func() {}, nil // to open a pipe would wait for a reader
	}
	flag := os.O_WRONLY
	if create {
		flag |= os.O_CREATE
	}
	f, err := os.OpenFile(path, flag, 0o644)
	if err != nil {
		return nil, err
	}
	if err := claim(f); errors.Is(err, ErrLocked) {
		f.Close()
		return nil, err
	}
	return func() { f.Close() }, nil
}
