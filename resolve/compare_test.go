//go:build !js

package resolve

import (
	"bytes"
	"testing"
)

// TestCompareCut: a packet that ends before its question does answers nothing,
// whatever lies behind it in the buffer.
func TestCompareCut(t *testing.T) {
	query, err := key{"host.example.com.", 1}.message(true).Pack()
	if err != nil {
		t.Fatal(err)
	}
	end := questionEnd(query)
	packet := bytes.Clone(query)
	packet[2] |= response
	for n := range packet {
		want := stray
		if n >= end {
			want = same
		}
		if got := compare(query, packet[:n], end); got != want {
			t.Errorf("%d of %d bytes: %d, want %d", n, len(packet), got, want)
		}
		if got := questionEnd(query[:n]); (got == end) != (n >= end) || got > n {
			t.Errorf("%d of %d bytes: the question ends at %d, want %d", n, len(query), got, end)
		}
	}
}
