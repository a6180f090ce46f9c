// Package testgrowth checks that the time of work grows with its size, and not
// with its square. It compares times with each other and never with a clock, so
// a slow machine and one with much else to do give the same answer.
package testgrowth

import (
	"testing"
	"time"
)

const (
	step     = 8  // the larger work is so many times the smaller: its square is 64 times
	bound    = 24 // times that the larger work may take; in proportion, it takes 8
	attempts = 6  // of which the quickest count: what disturbs a machine makes work slower only
)

// Linear fails the test if work of so much size takes far more than eight times
// as long as work of an eighth of it. Call it in a test that is not parallel:
// where the system tells the processor time of a process, that is compared.
func Linear(tb testing.TB, name string, size int, work func(size int)) {
	tb.Helper()
	check(tb, name, size, func(size int) time.Duration {
		before := spent()
		work(size)
		return spent() - before
	})
}

func check(tb testing.TB, name string, size int, took func(size int) time.Duration) {
	tb.Helper()
	few, many := took(size/step), took(size)
	for attempt := 1; many > bound*few; attempt++ {
		if attempt == attempts {
			tb.Errorf("%s: %d times the size takes %d times the time (%v, %v)", name, step, many/max(few, 1), few, many)
			return
		}
		few, many = min(few, took(size/step)), min(many, took(size))
	}
}
