package page

import (
	"strings"
	"testing"
)

// TestInputLimit: what is larger than the command reads is refused, before
// anything is done with it.
func TestInputLimit(t *testing.T) {
	_, e := (&Engine{}).Analyze(make([]byte, maxInput+1), "")
	if e == nil || e.Code != InputTooLarge || !strings.Contains(e.Message, "256 MiB") {
		t.Errorf("%+v", e)
	}
}
