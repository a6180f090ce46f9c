// Package testdns is a real DNS server on loopback for tests, with the records
// of a zone file.
package testdns

import (
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/miekg/dns"
)

// Zone answers from records. It is an http.Handler too: DNS over HTTPS (RFC
// 8484).
type Zone struct {
	records map[string][]dns.RR // by name in lower case

	mu    sync.Mutex
	asked []string
}

// Parse reads a zone file (RFC 1035 section 5), whose names are absolute or
// below the root.
func Parse(tb testing.TB, text string) *Zone {
	tb.Helper()
	z := &Zone{records: map[string][]dns.RR{}}
	p := dns.NewZoneParser(strings.NewReader(text), ".", "zone")
	p.SetDefaultTTL(60)
	for rr, ok := p.Next(); ok; rr, ok = p.Next() {
		name := strings.ToLower(rr.Header().Name)
		z.records[name] = append(z.records[name], rr)
	}
	if err := p.Err(); err != nil {
		tb.Fatal(err)
	}
	return z
}

// Serve answers on a free port of 127.0.0.1, by UDP and TCP, until the test
// ends, and returns its address.
func (z *Zone) Serve(tb testing.TB) string {
	tb.Helper()
	listener, packets := Listen(tb)
	for _, s := range []*dns.Server{{Listener: listener}, {PacketConn: packets}} {
		s.Handler = dns.HandlerFunc(func(w dns.ResponseWriter, q *dns.Msg) { w.WriteMsg(z.Answer(q)) })
		started := make(chan struct{})
		s.NotifyStartedFunc = func() { close(started) }
		go s.ActivateAndServe()
		<-started
		tb.Cleanup(func() { s.Shutdown() })
	}
	return listener.Addr().String()
}

// Listen takes a free port of 127.0.0.1 for both TCP and UDP. One that is free
// for the first may be taken for the other, for every question has a port.
func Listen(tb testing.TB) (net.Listener, net.PacketConn) {
	tb.Helper()
	for range 20 {
		stream, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			tb.Fatal(err)
		}
		if packets, err := net.ListenPacket("udp", stream.Addr().String()); err == nil {
			return stream, packets
		}
		stream.Close()
	}
	tb.Fatal("no port is free for both TCP and UDP")
	return nil, nil
}

// ServeHTTP answers DNS over HTTPS, from any origin as public resolvers do.
func (z *Zone) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Access-Control-Allow-Origin", "*")
	w.Header().Set("Access-Control-Allow-Headers", "*")
	if r.Method == http.MethodOptions {
		return
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, 1<<16))
	q := new(dns.Msg)
	if err != nil || q.Unpack(body) != nil {
		http.Error(w, "no DNS message", http.StatusBadRequest)
		return
	}
	packed, err := z.Answer(q).Pack()
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/dns-message")
	w.Write(packed)
}

// Asked are the questions that came, "name TYPE" each, in their order.
func (z *Zone) Asked() []string {
	z.mu.Lock()
	defer z.mu.Unlock()
	return append([]string(nil), z.asked...)
}

// Answer is the reply to q. A name that has no record and none below it does not
// exist (RFC 8020).
func (z *Zone) Answer(q *dns.Msg) *dns.Msg {
	m := new(dns.Msg)
	m.SetReply(q)
	m.RecursionAvailable = true
	question := q.Question[0]
	name := strings.ToLower(question.Name)
	z.mu.Lock()
	z.asked = append(z.asked, strings.TrimSuffix(name, ".")+" "+dns.TypeToString[question.Qtype])
	z.mu.Unlock()
	for range 8 { // aliases
		alias := ""
		for _, rr := range z.records[name] {
			if rr.Header().Rrtype == question.Qtype {
				m.Answer = append(m.Answer, rr)
			} else if c, ok := rr.(*dns.CNAME); ok {
				m.Answer = append(m.Answer, rr)
				alias = strings.ToLower(c.Target)
			}
		}
		if alias == "" {
			break
		}
		name = alias
	}
	if !z.exists(name) {
		m.Rcode = dns.RcodeNameError
	}
	return m
}

func (z *Zone) exists(name string) bool {
	for known := range z.records {
		if known == name || strings.HasSuffix(known, "."+name) {
			return true
		}
	}
	return false
}
