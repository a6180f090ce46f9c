package testleak

import (
	"fmt"
	"strings"
	"testing"
)

// recorder is a test that only notes its failures.
type recorder struct {
	testing.TB
	cleanup func()
	failed  string
}

func (r *recorder) Helper()                      {}
func (r *recorder) Cleanup(f func())             { r.cleanup = f }
func (r *recorder) Error(args ...any)            { r.failed += fmt.Sprint(args...) }
func (r *recorder) Errorf(f string, args ...any) { r.failed += fmt.Sprintf(f, args...) }

func leave(wait chan struct{}) { <-wait }

// TestCheck: a goroutine that stays is named, one that ends is not.
func TestCheck(t *testing.T) {
	wait := make(chan struct{})
	stays, ends := &recorder{TB: t}, &recorder{TB: t}
	Check(stays)
	go leave(wait)
	stays.cleanup()
	if !strings.Contains(stays.failed, "testleak.leave") {
		t.Errorf("a goroutine that stays gives %q", stays.failed)
	}
	close(wait)
	Check(ends)
	done := make(chan struct{})
	go func() { close(done) }()
	<-done
	ends.cleanup()
	if ends.failed != "" {
		t.Error(ends.failed)
	}
}
