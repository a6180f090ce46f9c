// Package testport finds ports of loopback for tests: one for a server that is
// another program, and one where nobody listens.
package testport

import (
	"math/rand/v2"
	"net"
	"net/netip"
	"testing"
)

// Closed is where nobody listens. A port that was free a moment ago may be given
// to somebody, even to who asks there; this one is given to nobody by chance.
var Closed = netip.MustParseAddrPort("127.0.0.1:1")

// Free is a port that nobody uses, by TCP and UDP, for a server that is told its
// port. It lies below those that a system gives to whoever asks for any, which
// are those from 32768 on with Linux and from 49152 on elsewhere: so it stays free
// until the server has it.
func Free(tb testing.TB) netip.AddrPort {
	tb.Helper()
	for range 100 {
		addr := netip.AddrPortFrom(Closed.Addr(), 10000+rand.N[uint16](20000))
		stream, err := net.Listen("tcp", addr.String())
		if err != nil {
			continue
		}
		packets, err := net.ListenPacket("udp", addr.String())
		stream.Close()
		if err == nil {
			packets.Close()
			return addr
		}
	}
	tb.Fatal("no port is free for both UDP and TCP")
	return netip.AddrPort{}
}
