//go:build !js

package resolve

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"time"

	"github.com/miekg/dns"
)

// TCP asks a server by TCP, each question in a connection of its own.
type TCP struct {
	Addr netip.AddrPort
}

func (t TCP) String() string { return t.Addr.String() + "/tcp" }

// Exchange sends one DNS message, see [Transport].
func (t TCP) Exchange(ctx context.Context, query []byte) (Reply, error) {
	conn, free, err := dial(ctx, "tcp", t.Addr)
	if err != nil {
		return Reply{}, err
	}
	defer free()
	// The length stands before the message (RFC 1035 section 4.2.2).
	framed := &dns.Conn{Conn: conn}
	if _, err := framed.Write(query); err != nil {
		return Reply{}, err
	}
	message, err := framed.ReadMsgHeader(nil)
	if errors.Is(err, dns.ErrShortRead) {
		return Reply{}, &Error{Reason: ReasonMalformed}
	}
	return Reply{Message: message}, err
}

// dial connects for as long as ctx lasts. free ends the connection.
func dial(ctx context.Context, network string, addr netip.AddrPort) (conn net.Conn, free func(), err error) {
	conn, err = new(net.Dialer).DialContext(ctx, network, addr.String())
	if err != nil {
		return nil, nil, err
	}
	stop := context.AfterFunc(ctx, func() { conn.SetDeadline(time.Unix(1, 0)) })
	return conn, func() { stop(); conn.Close() }, nil
}
