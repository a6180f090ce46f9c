//go:build !js

package resolve

import (
	"net/netip"
	"testing"
)

// TestSystemLimit: of the system's servers the first three are asked.
func TestSystemLimit(t *testing.T) {
	var addrs []netip.Addr
	for i := range byte(2 * maxSystem) {
		addrs = append(addrs, netip.AddrFrom4([4]byte{192, 0, 2, i}))
	}
	if n := len(serversOf(addrs)); n != maxSystem {
		t.Errorf("%d servers", n)
	}
}
