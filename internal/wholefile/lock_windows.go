package wholefile

import (
	"errors"
	"math"
	"os"

	"golang.org/x/sys/windows"
)

func lock(f *os.File) error { return lockAt(f, 0) }

// claim locks a byte behind the end of any file: where a lock is, nobody else
// could read or write.
func claim(f *os.File) error { return lockAt(f, math.MaxInt32) }

// lockAt locks a byte; high are the upper 32 bits of its place.
func lockAt(f *os.File, high uint32) error {
	const how = windows.LOCKFILE_EXCLUSIVE_LOCK | windows.LOCKFILE_FAIL_IMMEDIATELY
	err := windows.LockFileEx(windows.Handle(f.Fd()), how, 0, 1, 0, &windows.Overlapped{OffsetHigh: high})
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
