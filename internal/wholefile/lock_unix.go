//go:build unix

package wholefile

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

func lock(f *os.File) error {
	err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
	if errors.Is(err, unix.EWOULDBLOCK) {
		return ErrLocked
	}
	return err
}

// claim: who does not ask for a lock is not kept from reading and writing.
func claim(f *os.File) error { return lock(f) }

// release takes the file away while the lock is held: nobody else has it then.
func release(f *os.File, path string) {
	if isEmpty(f) {
		_ = os.Remove(path) // an empty file that stays harms nobody
	}
	f.Close()
}
