//go:build !js

package resolve_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/miekg/dns"

	"github.com/hopproof/hopproof/internal/testport"
	"github.com/hopproof/hopproof/resolve"
	"github.com/hopproof/hopproof/spf"
)

var good = zone{`host.example.com. 300 IN A 192.0.2.1`}

// referral is what a server says that knows only who else may know.
func referral(t *testing.T) dns.HandlerFunc {
	t.Helper()
	ns := zone{`com. 300 IN NS a.gtld-servers.example.`}.records(t)
	return func(w dns.ResponseWriter, q *dns.Msg) {
		m := new(dns.Msg).SetReply(q)
		m.Ns = ns
		w.WriteMsg(m)
	}
}

// empty is an answer of a server that has neither authority nor recursion.
func empty(w dns.ResponseWriter, q *dns.Msg) { w.WriteMsg(new(dns.Msg).SetReply(q)) }

// TestNextServer: a server that does not answer is asked once if it said so,
// twice if it was silent, and the next one is asked.
func TestNextServer(t *testing.T) {
	for name, test := range map[string]struct {
		bad   dns.HandlerFunc
		want  resolve.Reason
		asked int64 // by one question that nobody answers
	}{
		"SERVFAIL":   {code(dns.RcodeServerFailure), resolve.ReasonFailure, 1},
		"REFUSED":    {code(dns.RcodeRefused), resolve.ReasonRefused, 1},
		"NOTAUTH":    {code(dns.RcodeNotAuth), resolve.ReasonCode, 1},
		"referral":   {referral(t), resolve.ReasonLame, 1},
		"empty":      {empty, resolve.ReasonLame, 1},
		"no answer":  {silent, resolve.ReasonTimeout, 2},
		"wrong id":   {func(w dns.ResponseWriter, q *dns.Msg) { q.Id++; empty(w, q) }, resolve.ReasonMismatch, 2},
		"no message": {func(w dns.ResponseWriter, q *dns.Msg) { w.Write(brokenRecord(q)) }, resolve.ReasonMalformed, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h, n := counted(test.bad)
			bad := serve(t, h)
			var try time.Duration // the usual one, for a server that says something
			if test.asked > 1 {
				try = brief
			}
			c := resolve.New(resolve.Config{Transports: udp(bad, serve(t, good.handler(t))), Try: try})
			if got := ask(t, c, "host.example.com", spf.TypeA); len(got.Addrs) != 1 {
				t.Errorf("%+v", got)
			}
			// The server that answered is asked first from now on.
			ask(t, c, "none.example.com", spf.TypeA)
			if n.Load() != 1 {
				t.Errorf("the bad server was asked %d times", n.Load())
			}
			n.Store(0)
			e := fails(t, resolve.New(resolve.Config{Transports: udp(bad), Try: try}), "host.example.com", spf.TypeA, test.want)
			if n.Load() != test.asked || !e.Temporary() || e.Server != bad.String() || e.Name != "host.example.com" || e.Type != spf.TypeA {
				t.Errorf("asked %d times, want %d; %+v", n.Load(), test.asked, e)
			}
		})
	}
}

// brokenRecord is an answer whose record is longer than the message.
func brokenRecord(q *dns.Msg) []byte {
	m := new(dns.Msg).SetReply(q)
	m.Answer = []dns.RR{&dns.TXT{Hdr: dns.RR_Header{Name: q.Question[0].Name, Rrtype: dns.TypeTXT, Class: dns.ClassINET}, Txt: []string{"abc"}}}
	packed, _ := m.Pack()
	return packed[:len(packed)-2]
}

// TestMissingRecords: fewer records than the header counts are no answer.
func TestMissingRecords(t *testing.T) {
	c := resolve.New(resolve.Config{Transports: udp(serve(t, func(w dns.ResponseWriter, q *dns.Msg) {
		m := answer(good.records(t), q)
		packed, _ := m.Pack()
		packed[7]++
		w.Write(packed)
	}))})
	fails(t, c, "host.example.com", spf.TypeA, resolve.ReasonMalformed)
}

// TestNoData: a record without data, as updates use it (RFC 2136 section 2.4.1),
// is no record: an MX would become the null MX.
func TestNoData(t *testing.T) {
	for _, kind := range []spf.Type{spf.TypeA, spf.TypeMX, spf.TypeTXT, spf.TypePTR} {
		c := resolve.New(resolve.Config{Transports: udp(serve(t, func(w dns.ResponseWriter, q *dns.Msg) {
			m := new(dns.Msg).SetReply(q)
			m.Answer = []dns.RR{&dns.ANY{Hdr: dns.RR_Header{Name: q.Question[0].Name, Rrtype: q.Question[0].Qtype, Class: dns.ClassINET, Ttl: 60}}}
			w.WriteMsg(m)
		}))})
		fails(t, c, "host.example.com", kind, resolve.ReasonMalformed)
	}
}

// TestUnreachable: where nobody listens the next server is asked at once, and
// the error of the server that spoke is told.
func TestUnreachable(t *testing.T) {
	dead := testport.Closed
	c := resolve.New(resolve.Config{Transports: udp(dead, serve(t, good.handler(t)))})
	ask(t, c, "host.example.com", spf.TypeA)
	c = resolve.New(resolve.Config{Transports: udp(dead)})
	fails(t, c, "host.example.com", spf.TypeA, resolve.ReasonUnreachable)
	c = resolve.New(resolve.Config{Transports: []resolve.Transport{resolve.TCP{Addr: dead}}})
	fails(t, c, "host.example.com", spf.TypeA, resolve.ReasonUnreachable)
	c = resolve.New(resolve.Config{Transports: udp(serve(t, code(dns.RcodeRefused)), dead)})
	fails(t, c, "host.example.com", spf.TypeA, resolve.ReasonRefused)
}

// TestExtendedError: what a server says of its failure is told, and cannot do
// harm in a log line (RFC 8914).
func TestExtendedError(t *testing.T) {
	c := resolve.New(resolve.Config{Transports: udp(serve(t, func(w dns.ResponseWriter, q *dns.Msg) {
		m := new(dns.Msg).SetRcode(q, dns.RcodeServerFailure)
		m.SetEdns0(1232, false)
		m.IsEdns0().Option = []dns.EDNS0{&dns.EDNS0_EDE{InfoCode: 6, ExtraText: "no\nluck\u202e"}}
		w.WriteMsg(m)
	}))})
	e := fails(t, c, "host.example.com", spf.TypeA, resolve.ReasonFailure)
	if e.Detail != "SERVFAIL: DNSSEC Bogus: no\nluck\u202e" || !strings.HasSuffix(e.Error(), `server failure ("SERVFAIL: DNSSEC Bogus: no\nluck\u202e")`) {
		t.Errorf("%q: %v", e.Detail, e)
	}
}

// TestOff: without a transport nothing can be asked, and nothing waits.
func TestOff(t *testing.T) {
	servers, err := resolve.Parse("off")
	if err != nil || servers != nil {
		t.Fatalf("%v, %v", servers, err)
	}
	for _, c := range []*resolve.Client{resolve.New(resolve.Config{Transports: servers}), resolve.New(resolve.Config{}), nil} {
		e := fails(t, c, "host.example.com", spf.TypeA, resolve.ReasonOff)
		if !c.Off() || e.Temporary() || e.Server != "" {
			t.Errorf("off %t: %v", c.Off(), e)
		}
		if _, _, err := c.TLSA(context.Background(), "_25._tcp.example.com"); err == nil {
			t.Error("TLSA: no error")
		}
	}
	if resolve.New(resolve.Config{Transports: udp(testport.Closed)}).Off() {
		t.Error("a client with a server is off")
	}
}

// TestObserve: who was asked for what is told, aliases and failed tries too.
func TestObserve(t *testing.T) {
	refusing := serve(t, code(dns.RcodeRefused))
	all := zone{`alias.example.com. 300 IN CNAME host.example.com.`, good[0]}.records(t)
	answering := serve(t, func(w dns.ResponseWriter, q *dns.Msg) {
		m := answer(all, q)
		m.Answer, m.Ns = m.Answer[:min(1, len(m.Answer))], nil // an alias alone
		w.WriteMsg(m)
	})
	var got []string
	c := resolve.New(resolve.Config{Transports: udp(refusing, answering), Observe: func(q resolve.Question) {
		var e *resolve.Error
		line := strings.Join([]string{q.Name, q.Type.String(), q.Server}, " ")
		switch {
		case errors.As(q.Err, &e):
			line += " " + string(e.Reason)
		case len(q.Answer.Addrs) > 0:
			line += " " + q.Answer.Addrs[0].String()
		}
		got = append(got, line)
	}})
	for range 2 { // the second from the cache
		ask(t, c, "ALIAS.example.com", spf.TypeA)
	}
	want := []string{
		"alias.example.com A " + refusing.String() + " refused",
		"alias.example.com A " + answering.String(),
		"host.example.com A " + answering.String() + " 192.0.2.1",
	}
	if !slices.Equal(got, want) {
		t.Errorf("observed\n%q, want\n%q", got, want)
	}
}
