// Package testgrowth checks that the time of work grows with its size, and not
// with its square. It compares times with each other and never with a clock, so
// a slow machine and one with much else to do give the same answer.
package testgrowth

import (
	"runtime"
	"runtime/debug"
	"testing"
	"time"
)

// Between work in proportion and with the square there is room for a processor
// that is five times as slow at one moment as at another, as in a shared machine.
const (
	step     = 32  // the larger work is so many times the smaller: its square is 1,024 times
	bound    = 181 // times that the larger work may take; in proportion, it takes 32
	attempts = 6   // of which the quickest count: what disturbs a machine makes work slower only
	pause    = 10 * time.Millisecond
)

// Linear fails the test if work of so much size takes far more than 32 times as
// long as work of a 32nd of it. Call it in a test that is not parallel:
// where the system tells the processor time of a process, that is compared.
func Linear(tb testing.TB, name string, size int, work func(size int)) {
	tb.Helper()
	// The smaller work would be done without a collection, the larger never.
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	check(tb, name, size, func(size int) time.Duration {
		runtime.GC()
		before := spent()
		work(size)
		return spent() - before
	})
}

func check(tb testing.TB, name string, size int, took func(size int) time.Duration) {
	tb.Helper()
	// Together they take as long as the larger work. One alone that is disturbed
	// would let anything pass.
	few := took(size / step)
	for range step - 1 {
		few = min(few, took(size/step))
	}
	many := took(size)
	for attempt := 1; many > bound*few; attempt++ {
		if attempt == attempts {
			tb.Errorf("%s: %d times the size takes %d times the time (%v, %v)", name, step, many/max(few, 1), few, many)
			return
		}
		time.Sleep(pause << attempt) // what disturbs passes
		few, many = min(few, took(size/step)), min(many, took(size))
	}
}
