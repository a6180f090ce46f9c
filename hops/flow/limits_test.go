package flow

import (
	"strconv"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
)

// TestLimits: of a pile of marks the topmost are looked at, and of forwardings
// the first are kept.
func TestLimits(t *testing.T) {
	var b strings.Builder
	for i := range 10 * maxMarks {
		b.WriteString("Resent-From: a" + strconv.Itoa(i) + "@example.com\nX-Forwarded-For: a@example.com b" + strconv.Itoa(i) + "@example.org\n" +
			"X-MS-Exchange-ForwardingLoop: c" + strconv.Itoa(i) + "@example.net;x\n")
	}
	s := header.ParseString(b.String())
	if n := len(Forwardings(hops.Build(&s, hops.Options{}))); n == 0 || n > 3*maxMarks || n > maxForwardings {
		t.Errorf("%d forwardings", n)
	}
	r := reader{}
	for i := range 2 * maxForwardings {
		r.add(Forwarding{Kind: "redirect", From: strconv.Itoa(i) + "@example.com"})
	}
	if len(r.out) != maxForwardings {
		t.Errorf("%d forwardings are kept", len(r.out))
	}
}
