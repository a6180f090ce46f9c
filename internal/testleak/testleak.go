// Package testleak finds goroutines that outlive a test.
package testleak

import (
	"net/http"
	"testing"

	"go.uber.org/goleak"
)

// Check fails the test if goroutines that it started still run when it ends,
// after its later cleanups and a short grace. Call it first, in a test that is
// not parallel: the goroutines of others count too.
func Check(tb testing.TB) {
	tb.Helper()
	before := goleak.IgnoreCurrent()
	tb.Cleanup(func() {
		http.DefaultClient.CloseIdleConnections()
		goleak.VerifyNone(tb, before)
	})
}
