package wholefile

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

func lock(f *os.File) error {
	const how = windows.LOCKFILE_EXCLUSIVE_LOCK | windows.LOCKFILE_FAIL_IMMEDIATELY
	err := windows.LockFileEx(windows.Handle(f.Fd()), how, 0, 1, 0, &windows.Overlapped{})
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) {
		return ErrLocked
	}
	return err
}

// release takes the file away once it is closed, for an open one stays: also one
// that somebody else has opened since.
func release(f *os.File, path string) {
	empty := isEmpty(f)
	f.Close()
	if empty {
		_ = os.Remove(path)
	}
}
