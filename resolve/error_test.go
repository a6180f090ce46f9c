package resolve_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/resolve"
	"github.com/hopproof/hopproof/spf"
)

// TestError: each reason has words of its own, and no name, server or cause
// breaks the line.
func TestError(t *testing.T) {
	permanent := map[resolve.Reason]bool{resolve.ReasonOff: true, resolve.ReasonName: true, resolve.ReasonType: true,
		resolve.ReasonAliases: true, resolve.ReasonContentType: true, resolve.ReasonStatus: true}
	words := map[string]resolve.Reason{}
	for _, reason := range []resolve.Reason{
		resolve.ReasonOff, resolve.ReasonName, resolve.ReasonType, resolve.ReasonTimeout, resolve.ReasonCanceled, resolve.ReasonUnreachable,
		resolve.ReasonMismatch, resolve.ReasonMalformed, resolve.ReasonTooLarge, resolve.ReasonTruncated, resolve.ReasonFailure,
		resolve.ReasonRefused, resolve.ReasonCode, resolve.ReasonLame, resolve.ReasonStatus, resolve.ReasonContentType, resolve.ReasonAliases,
	} {
		e := &resolve.Error{Reason: reason}
		text := e.Error()
		if words[text] != "" || text == "DNS: " {
			t.Errorf("%s: %q, as %q", reason, text, words[text])
		}
		words[text] = reason
		if e.Temporary() == permanent[reason] || e.Timeout() != (reason == resolve.ReasonTimeout) {
			t.Errorf("%s: temporary %t, timeout %t", reason, e.Temporary(), e.Timeout())
		}
		e = &resolve.Error{Name: "a\nb\x1b[31m\u202e\xff", Type: spf.TypeTXT, Server: "192.0.2.53:53", Reason: reason, Detail: "\r\n\x9b", Err: errors.New("c\nd")}
		if text := e.Error(); strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r > '~' }) {
			t.Errorf("%s: %q", reason, text)
		}
	}
	e := &resolve.Error{Name: "example.com", Type: spf.TypeTXT, Server: "192.0.2.53:53", Reason: resolve.ReasonTimeout, Err: context.DeadlineExceeded}
	if want := `DNS: "example.com" TXT: 192.0.2.53:53: no answer in time`; e.Error() != want || !errors.Is(e, context.DeadlineExceeded) {
		t.Errorf("%v, want %s", e, want)
	}
}
