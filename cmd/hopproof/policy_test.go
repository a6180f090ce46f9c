package main

import (
	"net"
	"testing"

	"github.com/hopproof/hopproof/internal/testdns"
	"github.com/hopproof/hopproof/resolve"
)

// TestPolicyHost: where a host has addresses of both kinds, IPv4 is tried first: a
// network that swallows IPv6 would take all the time there is.
func TestPolicyHost(t *testing.T) {
	six, err := net.Listen("tcp6", "[::1]:0")
	if err != nil {
		t.Skip("skipped: no IPv6 here: ", err)
	}
	defer six.Close()
	_, port, _ := net.SplitHostPort(six.Addr().String())
	four, err := net.Listen("tcp4", "127.0.0.1:"+port)
	if err != nil {
		t.Skip("skipped: the port is taken: ", err)
	}
	defer four.Close()
	server := testdns.Parse(t, "both.example. A 127.0.0.1\nboth.example. AAAA ::1\nsix.example. AAAA ::1\n").Serve(t)
	transports, err := resolve.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	p := policyFetcher{resolve.New(resolve.Config{Transports: transports})}
	for host, want := range map[string]string{"both.example": "127.0.0.1", "six.example": "::1"} {
		conn, err := p.dial(t.Context(), "tcp", net.JoinHostPort(host, port))
		if err != nil {
			t.Error(err)
			continue
		}
		if got := conn.RemoteAddr().(*net.TCPAddr).IP.String(); got != want {
			t.Errorf("%s: %s, want %s", host, got, want)
		}
		conn.Close()
	}
}
