//go:build !js

package resolve_test

import (
	"encoding/binary"
	"fmt"
	"net"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/miekg/dns"

	"github.com/hopproof/hopproof/resolve"
	"github.com/hopproof/hopproof/spf"
)

func isTCP(w dns.ResponseWriter) bool { return w.RemoteAddr().Network() == "tcp" }

// long is more text than fits into a UDP message of 1232 bytes.
func long(t *testing.T) (z zone, texts []string) {
	t.Helper()
	for n := range 40 {
		texts = append(texts, fmt.Sprintf("%03d %s", n, strings.Repeat("x", 100)))
		z = append(z, `long.example.com. 300 IN TXT "`+texts[n]+`"`)
	}
	return z, texts
}

// TestTruncated: what does not fit into UDP comes by TCP.
func TestTruncated(t *testing.T) {
	z, want := long(t)
	all := z.records(t)
	var byUDP, byTCP atomic.Int64
	addr := serve(t, func(w dns.ResponseWriter, q *dns.Msg) {
		m := answer(all, q)
		if isTCP(w) {
			byTCP.Add(1)
		} else {
			byUDP.Add(1)
			m.Truncate(int(q.IsEdns0().UDPSize()))
		}
		w.WriteMsg(m)
	})
	for _, server := range []resolve.Transport{resolve.UDP{Addr: addr}, resolve.TCP{Addr: addr}} {
		got := ask(t, resolve.New(resolve.Config{Transports: []resolve.Transport{server}}), "long.example.com", spf.TypeTXT)
		if fmt.Sprint(got.Texts) != fmt.Sprint(want) {
			t.Errorf("%s: %d of %d texts", server, len(got.Texts), len(want))
		}
	}
	if byUDP.Load() != 1 || byTCP.Load() != 2 {
		t.Errorf("%d questions by UDP and %d by TCP, want 1 and 2", byUDP.Load(), byTCP.Load())
	}
}

// TestTruncatedForGood: an answer that TCP cuts too, or that only TCP could
// bring where there is none, is no answer.
func TestTruncatedForGood(t *testing.T) {
	cut := func(w dns.ResponseWriter, q *dns.Msg) {
		m := new(dns.Msg).SetReply(q)
		m.Truncated = true
		w.WriteMsg(m)
	}
	fails(t, resolve.New(resolve.Config{Transports: udp(serve(t, cut))}), "example.com", spf.TypeTXT, resolve.ReasonTruncated)
	e := fails(t, resolve.New(resolve.Config{Transports: udp(serveUDP(t, cut))}), "example.com", spf.TypeTXT, resolve.ReasonUnreachable)
	if !e.Temporary() {
		t.Errorf("permanent: %v", e)
	}
}

// TestOversized: a server that sends more by UDP than we asked for is asked by
// TCP.
func TestOversized(t *testing.T) {
	z, want := long(t)
	addr := serve(t, z.handler(t))
	got := ask(t, resolve.New(resolve.Config{Transports: udp(addr)}), "long.example.com", spf.TypeTXT)
	if fmt.Sprint(got.Texts) != fmt.Sprint(want) {
		t.Errorf("%d of %d texts", len(got.Texts), len(want))
	}
}

// TestStrays: packets that answer something else are passed over, and the true
// answer after them counts.
func TestStrays(t *testing.T) {
	for name, forge := range map[string]func(m *dns.Msg){
		"wrong id":       func(m *dns.Msg) { m.Id++ },
		"wrong name":     func(m *dns.Msg) { m.Question[0].Name = "evil.example.org." },
		"longer name":    func(m *dns.Msg) { m.Question[0].Name = "x." + m.Question[0].Name },
		"wrong type":     func(m *dns.Msg) { m.Question[0].Qtype = dns.TypeAAAA },
		"wrong class":    func(m *dns.Msg) { m.Question[0].Qclass = dns.ClassCHAOS },
		"no question":    func(m *dns.Msg) { m.Question = nil },
		"two questions":  func(m *dns.Msg) { m.Question = append(m.Question, m.Question[0]) },
		"a query":        func(m *dns.Msg) { m.Response = false },
		"another opcode": func(m *dns.Msg) { m.Opcode = dns.OpcodeStatus },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			forged := func(q *dns.Msg) *dns.Msg {
				m := new(dns.Msg).SetReply(q)
				m.Answer = zone{q.Question[0].Name + ` 300 IN A 198.51.100.66`}.records(t)
				forge(m)
				return m
			}
			all := zone{`host.example.com. 300 IN A 192.0.2.1`}.records(t)
			c := resolve.New(resolve.Config{Transports: udp(serve(t, func(w dns.ResponseWriter, q *dns.Msg) {
				w.WriteMsg(forged(q))
				w.Write([]byte("short"))
				w.WriteMsg(answer(all, q))
			}))})
			if got := ask(t, c, "host.example.com", spf.TypeA); len(got.Addrs) != 1 || got.Addrs[0].String() != "192.0.2.1" {
				t.Errorf("got %+v", got)
			}

			only := func(w dns.ResponseWriter, q *dns.Msg) { w.WriteMsg(forged(q)) }
			addr := serve(t, only)
			c = resolve.New(resolve.Config{Transports: udp(addr), Try: brief, Rounds: 1})
			fails(t, c, "host.example.com", spf.TypeA, resolve.ReasonMismatch)
			c = resolve.New(resolve.Config{Transports: []resolve.Transport{resolve.TCP{Addr: addr}}, Rounds: 1})
			fails(t, c, "host.example.com", spf.TypeA, resolve.ReasonMismatch)
		})
	}
}

// TestStraysBounded: a flood of packets that are no answer ends the question.
func TestStraysBounded(t *testing.T) {
	c := resolve.New(resolve.Config{Rounds: 1, Try: time.Minute, Total: time.Minute, Transports: udp(serveUDP(t, func(w dns.ResponseWriter, q *dns.Msg) {
		for range 120 {
			w.Write([]byte("no DNS message at all"))
		}
	}))})
	fails(t, c, "example.com", spf.TypeA, resolve.ReasonMismatch)
}

// otherCase changes the case of every letter of the question.
func otherCase(m *dns.Msg) {
	m.Question[0].Name = strings.Map(func(r rune) rune {
		if 'a' <= r|0x20 && r|0x20 <= 'z' {
			return r ^ 0x20
		}
		return r
	}, m.Question[0].Name)
}

// TestCase: the case of the letters is random, a server that changes it is asked
// by TCP, and where there is no TCP it is believed all the same.
func TestCase(t *testing.T) {
	const name = "a-rather-long-name-with-many-letters.example.com"
	all := zone{name + `. 300 IN MX 10 mx.` + name + `.`}.records(t)
	var mixed, byTCP atomic.Int64
	h := func(w dns.ResponseWriter, q *dns.Msg) {
		got := q.Question[0].Name
		if got != strings.ToLower(got) && got != strings.ToUpper(got) {
			mixed.Add(1)
		}
		m := answer(all, q)
		if isTCP(w) {
			byTCP.Add(1)
		}
		otherCase(m)
		w.WriteMsg(m)
	}
	got := ask(t, resolve.New(resolve.Config{Transports: udp(serve(t, h))}), name, spf.TypeMX)
	if mixed.Load() != 1 || byTCP.Load() != 1 || len(got.MX) != 1 {
		t.Errorf("%d mixed, %d by TCP, answer %+v", mixed.Load(), byTCP.Load(), got)
	}
	got = ask(t, resolve.New(resolve.Config{Transports: udp(serveUDP(t, h))}), name, spf.TypeMX)
	if len(got.MX) != 1 {
		t.Errorf("a server that changes the case and has no TCP: %+v", got)
	}
}

// TestCaseStaysInside: the random letters never come out, even where the answer
// points to them.
func TestCaseStaysInside(t *testing.T) {
	const name = "mixed-letters-in-a-name.example.com"
	c := resolve.New(resolve.Config{Transports: udp(serve(t, func(w dns.ResponseWriter, q *dns.Msg) {
		m := new(dns.Msg).SetReply(q)
		m.Compress = true
		m.Answer = []dns.RR{&dns.MX{
			Hdr:        dns.RR_Header{Name: q.Question[0].Name, Rrtype: dns.TypeMX, Class: dns.ClassINET, Ttl: 60},
			Preference: 5, Mx: "mx." + q.Question[0].Name,
		}}
		w.WriteMsg(m)
	}))})
	if got := ask(t, c, name, spf.TypeMX); got.MX[0].Host != "mx."+name {
		t.Errorf("host %q", got.MX[0].Host)
	}
}

// TestWithoutEDNS: a server from before EDNS is asked again without, whether it
// repeats the question or not (RFC 6891 section 7).
func TestWithoutEDNS(t *testing.T) {
	all := zone{`old.example.com. 300 IN TXT "old"`}.records(t)
	for _, repeats := range []bool{true, false} {
		addr := serve(t, func(w dns.ResponseWriter, q *dns.Msg) {
			if q.IsEdns0() == nil {
				w.WriteMsg(answer(all, q))
				return
			}
			m := new(dns.Msg).SetRcode(q, dns.RcodeFormatError)
			if !repeats {
				m.Question = nil
			}
			w.WriteMsg(m)
		})
		got := ask(t, resolve.New(resolve.Config{Transports: udp(addr)}), "old.example.com", spf.TypeTXT)
		if len(got.Texts) != 1 {
			t.Errorf("%+v", got)
		}
	}
	c := resolve.New(resolve.Config{Transports: udp(serve(t, code(dns.RcodeFormatError)))})
	if e := fails(t, c, "old.example.com", spf.TypeTXT, resolve.ReasonCode); e.Detail != "FORMERR" {
		t.Errorf("%v", e)
	}
}

// TestTCPBroken: a stream that ends or is too short is no answer.
func TestTCPBroken(t *testing.T) {
	for name, bytes := range map[string][]byte{
		"nothing":      nil,
		"short":        {0, 3, 1, 2, 3},
		"half a frame": append(binary.BigEndian.AppendUint16(nil, 500), make([]byte, 100)...),
	} {
		t.Run(name, func(t *testing.T) {
			l, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			ended := make(chan struct{})
			go func() {
				defer close(ended)
				for conn, err := l.Accept(); err == nil; conn, err = l.Accept() {
					conn.Read(make([]byte, 512))
					conn.Write(bytes)
					conn.Close()
				}
			}()
			t.Cleanup(func() { l.Close(); <-ended })
			c := resolve.New(resolve.Config{Transports: []resolve.Transport{resolve.TCP{Addr: addrOf(l.Addr())}}})
			want := resolve.ReasonUnreachable
			if name == "short" {
				want = resolve.ReasonMalformed
			}
			fails(t, c, "example.com", spf.TypeA, want)
		})
	}
}
