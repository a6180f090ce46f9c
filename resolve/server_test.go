//go:build !js

package resolve_test

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/miekg/dns"

	"github.com/hopproof/hopproof/internal/testdns"
	"github.com/hopproof/hopproof/resolve"
	"github.com/hopproof/hopproof/spf"
)

func addrOf(a net.Addr) netip.AddrPort { return netip.MustParseAddrPort(a.String()) }

// serve runs a DNS server on loopback by UDP, and by TCP on the same port, for
// as long as the test.
func serve(t testing.TB, h dns.HandlerFunc) netip.AddrPort {
	t.Helper()
	stream, packets := testdns.Listen(t)
	run(t, &dns.Server{PacketConn: packets, Handler: h})
	run(t, &dns.Server{Listener: stream, Handler: h})
	return addrOf(packets.LocalAddr())
}

// serveUDP runs a DNS server on loopback by UDP only.
func serveUDP(t testing.TB, h dns.HandlerFunc) netip.AddrPort {
	t.Helper()
	packets, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	run(t, &dns.Server{PacketConn: packets, Handler: h})
	return addrOf(packets.LocalAddr())
}

func run(t testing.TB, s *dns.Server) {
	t.Helper()
	started := make(chan struct{})
	s.NotifyStartedFunc = func() { close(started) }
	ended := make(chan error, 1)
	go func() { ended <- s.ActivateAndServe() }()
	select {
	case <-started:
	case err := <-ended:
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Shutdown(); err != nil {
			t.Error(err)
		}
		<-ended
	})
}

// zone answers from records in zone-file form, as a recursive server does: it
// follows aliases and sends an SOA where there is no record.
type zone []string

const soa = `%s 600 IN SOA ns.example.com. hostmaster.example.com. 1 7200 900 1209600 120`

func (z zone) records(t testing.TB) []dns.RR {
	t.Helper()
	var all []dns.RR
	for _, line := range z {
		rr, err := dns.NewRR(line)
		if err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		all = append(all, rr)
	}
	return all
}

func (z zone) handler(t testing.TB) dns.HandlerFunc {
	t.Helper()
	all := z.records(t)
	return func(w dns.ResponseWriter, q *dns.Msg) { w.WriteMsg(answer(all, q)) }
}

func answer(all []dns.RR, q *dns.Msg) *dns.Msg {
	m := new(dns.Msg).SetReply(q)
	m.RecursionAvailable = true
	name, exists := q.Question[0].Name, false
	for range 8 {
		next := ""
		for _, rr := range all {
			if !strings.EqualFold(rr.Header().Name, name) {
				continue
			}
			exists = true
			alias, isAlias := rr.(*dns.CNAME)
			if rr.Header().Rrtype == q.Question[0].Qtype || isAlias {
				m.Answer = append(m.Answer, rr)
			}
			if isAlias {
				next, exists = alias.Target, false
			}
		}
		if next == "" || q.Question[0].Qtype == dns.TypeCNAME {
			break
		}
		name = next
	}
	if !exists {
		m.Rcode = dns.RcodeNameError
	}
	if len(m.Answer) == 0 || m.Answer[len(m.Answer)-1].Header().Rrtype != q.Question[0].Qtype {
		rr, _ := dns.NewRR(strings.Replace(soa, "%s", "example.com.", 1))
		m.Ns = append(m.Ns, rr)
	}
	return m
}

// counted counts the questions that reach a handler.
func counted(h dns.HandlerFunc) (dns.HandlerFunc, *atomic.Int64) {
	n := new(atomic.Int64)
	return func(w dns.ResponseWriter, q *dns.Msg) { n.Add(1); h(w, q) }, n
}

// code is a handler that answers every question with a response code.
func code(rcode int) dns.HandlerFunc {
	return func(w dns.ResponseWriter, q *dns.Msg) { w.WriteMsg(new(dns.Msg).SetRcode(q, rcode)) }
}

// silent is a handler that never answers.
func silent(dns.ResponseWriter, *dns.Msg) {}

func udp(addrs ...netip.AddrPort) []resolve.Transport {
	var all []resolve.Transport
	for _, addr := range addrs {
		all = append(all, resolve.UDP{Addr: addr})
	}
	return all
}

// brief is a time that a server on loopback never needs, for questions that are
// meant to end without an answer.
const brief = 500 * time.Millisecond

func ask(t *testing.T, c *resolve.Client, name string, kind spf.Type) spf.Answer {
	t.Helper()
	a, err := c.Resolve(context.Background(), name, kind)
	if err != nil {
		t.Fatalf("%s %s: %v", name, kind, err)
	}
	return a
}

// fails asks and expects an error of this reason.
func fails(t *testing.T, c *resolve.Client, name string, kind spf.Type, want resolve.Reason) *resolve.Error {
	t.Helper()
	return reasonOf(t, want)(c.Resolve(context.Background(), name, kind))
}

func reasonOf(t *testing.T, want resolve.Reason) func(spf.Answer, error) *resolve.Error {
	return func(a spf.Answer, err error) *resolve.Error {
		t.Helper()
		var e *resolve.Error
		if !errors.As(err, &e) {
			t.Fatalf("answer %+v, error %v; want the reason %s", a, err, want)
		}
		if e.Reason != want {
			t.Fatalf("reason %s (%v), want %s", e.Reason, err, want)
		}
		if !a.Void() || a.Missing {
			t.Errorf("an answer besides the error: %+v", a)
		}
		return e
	}
}
