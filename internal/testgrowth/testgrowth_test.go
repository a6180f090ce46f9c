package testgrowth

import (
	"fmt"
	"testing"
	"time"
)

// recorder is a test that only notes its failures.
type recorder struct {
	testing.TB
	failed string
}

func (r *recorder) Helper()                      {}
func (r *recorder) Errorf(f string, args ...any) { r.failed += fmt.Sprintf(f, args...) }

// TestCheck: work in proportion passes, also on a machine that is often disturbed,
// and work with the square does not.
func TestCheck(t *testing.T) {
	linear := func(size int) time.Duration { return time.Duration(size) * time.Microsecond }
	square := func(size int) time.Duration { return time.Duration(size*size) * time.Microsecond }
	calls := 0
	disturbed := func(took func(int) time.Duration) func(int) time.Duration {
		return func(size int) time.Duration {
			if calls++; calls%3 != 0 {
				return took(size) * 50
			}
			return took(size)
		}
	}
	for name, took := range map[string]func(int) time.Duration{"linear": linear, "disturbed": disturbed(linear)} {
		r := &recorder{TB: t}
		check(r, name, 800, took)
		if r.failed != "" {
			t.Errorf("%s: %s", name, r.failed)
		}
	}
	for name, took := range map[string]func(int) time.Duration{"square": square, "disturbed square": disturbed(square)} {
		r := &recorder{TB: t}
		check(r, name, 800, took)
		if r.failed != name+": 32 times the size takes 1024 times the time (625µs, 640ms)" {
			t.Errorf("%s: %q", name, r.failed)
		}
	}
}

// TestLinear measures what is done.
func TestLinear(t *testing.T) {
	calls := 0
	Linear(t, "once", 1<<20, func(size int) {
		for range size {
			calls++
		}
	})
	r := &recorder{TB: t}
	Linear(r, "pairs", 1<<13, func(size int) {
		for range size * size {
			calls++
		}
	})
	if r.failed == "" || calls == 0 {
		t.Errorf("work with the square passes, %d calls", calls)
	}
}
