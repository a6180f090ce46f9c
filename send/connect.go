package send

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"strconv"
)

// open connects to the first address that answers (RFC 5321 section 5.1). No
// message is under way yet, so that this is no second attempt.
func (s *session) open(ctx context.Context) *Failure {
	dialer := net.Dialer{Timeout: s.p.Timeout}
	if s.p.Source.IsValid() {
		dialer.LocalAddr = &net.TCPAddr{IP: s.p.Source.AsSlice(), Zone: s.p.Source.Zone()}
	}
	var last error = errors.New("no address")
	for _, ip := range s.addresses() {
		to := netip.AddrPortFrom(ip, uint16(s.p.Port)).String()
		conn, err := dialer.DialContext(ctx, "tcp", to)
		if err == nil {
			s.r.Peer, s.r.Local = conn.RemoteAddr().String(), conn.LocalAddr().String()
			s.w.use(conn)
			s.w.note(Note, s.r.Local+" → "+s.r.Peer)
			return nil
		}
		s.w.note(Note, to+": "+plain(err))
		last = err
	}
	return s.failure(StepConnect, unconnected(last), map[string]string{
		"port": strconv.Itoa(s.p.Port), "problem": plain(last), "source": s.p.Source.String(), "seconds": seconds(s.p.Timeout)})
}

// mostAddresses bounds how many addresses of one host are tried.
const mostAddresses = 4

// addresses are those that the source address can reach.
func (s *session) addresses() []netip.Addr {
	var list []netip.Addr
	for _, ip := range s.p.Addrs {
		if !s.p.Source.IsValid() || s.p.Source.Unmap().Is4() == ip.Unmap().Is4() {
			list = append(list, ip)
		}
	}
	return list[:min(len(list), mostAddresses)]
}

// plain is the reason of a network error without the addresses, which are
// named elsewhere.
func plain(err error) string {
	var op *net.OpError
	if errors.As(err, &op) {
		return op.Err.Error()
	}
	return err.Error()
}
