//go:build !js

package resolve

import (
	"context"
	"net/netip"
)

// maxStrays is how many packets that are no answer a UDP question bears.
const maxStrays = 100

// UDP asks a server by UDP, each question from a port of its own (RFC 5452
// section 9.2) with the letters of the name in random case, which a true answer
// repeats. A truncated answer is asked for again by TCP (RFC 7766 section 5), and
// so is one in another case: TCP needs no such proof. Where there is no TCP, a
// server that changes the case is believed by number and port alone.
type UDP struct {
	Addr netip.AddrPort
}

func (u UDP) String() string { return u.Addr.String() }

// Exchange sends one DNS message, see [Transport].
func (u UDP) Exchange(ctx context.Context, query []byte) (Reply, error) {
	end := questionEnd(query)
	if end == 0 {
		return Reply{}, &Error{Reason: ReasonMalformed}
	}
	packet, like, err := u.once(ctx, mixCase(query, end), end)
	if err != nil {
		return Reply{}, err
	}
	if like == otherCase || packet[2]&truncated != 0 {
		reply, err := TCP(u).Exchange(ctx, query)
		if err == nil || like == same || ctx.Err() != nil {
			return reply, err
		}
		if packet, _, err = u.once(ctx, query, end); err != nil {
			return Reply{}, err
		}
	}
	if hasQuestion(packet) {
		// Names in the answer point to those letters: they are the caller's again.
		copy(packet[headerSize:end], query[headerSize:end])
	}
	return Reply{Message: packet}, nil
}

// once sends a packet and waits for the one that answers it. Others are passed
// over: anybody can send them.
func (u UDP) once(ctx context.Context, query []byte, end int) ([]byte, likeness, error) {
	conn, free, err := dial(ctx, "udp", u.Addr)
	if err != nil {
		return nil, stray, err
	}
	defer free()
	if _, err := conn.Write(query); err != nil {
		return nil, stray, err
	}
	buffer := make([]byte, 4096)
	for strays := 0; ; strays++ {
		n, err := conn.Read(buffer)
		switch {
		case strays == maxStrays, err != nil && strays > 0:
			return nil, stray, &Error{Reason: ReasonMismatch, Err: err}
		case err != nil:
			return nil, stray, err
		}
		if like := compare(query, buffer[:n], end); like != stray {
			if n == len(buffer) { // more than we asked for, and cut by us
				buffer[2] |= truncated
			}
			return buffer[:n], like, nil
		}
	}
}
