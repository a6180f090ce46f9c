package send

import (
	"errors"
	"net"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestReplyLimit: a server that goes on and on is not listened to for ever, in
// one line or in many.
func TestReplyLimit(t *testing.T) {
	for name, text := range map[string]string{
		"one line":   "220 " + strings.Repeat("a", 2*maxReply) + "\r\n",
		"many lines": strings.Repeat("220-a\r\n", maxReply) + "220 a\r\n",
	} {
		client, server := net.Pipe()
		go func() {
			server.Write([]byte(text))
			server.Close()
		}()
		w := &wire{}
		w.use(client)
		if _, err := w.hear(10 * time.Second); !errors.Is(err, errTooLong) {
			t.Errorf("%s: %v", name, err)
		}
		client.Close()
	}
}

// TestAddressLimit: of a host with many addresses the first are tried.
func TestAddressLimit(t *testing.T) {
	p := &Plan{}
	for i := range byte(10) {
		p.Addrs = append(p.Addrs, netip.AddrFrom4([4]byte{192, 0, 2, i}))
	}
	if list := (&session{p: p}).addresses(); !slices.Equal(list, p.Addrs[:mostAddresses]) {
		t.Errorf("%v", list)
	}
}
