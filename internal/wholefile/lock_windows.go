package wholefile

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// ErrLocked: another process holds the lock.
var ErrLocked = errors.New("another process uses it")

// Lock takes the lock of a file, which is made if it is not there, until the
// file that it gives is closed or the process ends. The error is [ErrLocked], or
// one of the system.
func Lock(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	const how = windows.LOCKFILE_EXCLUSIVE_LOCK | windows.LOCKFILE_FAIL_IMMEDIATELY
	err = windows.LockFileEx(windows.Handle(f.Fd()), how, 0, 1, 0, &windows.Overlapped{})
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) {
		err = ErrLocked
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}
