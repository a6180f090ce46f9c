//go:build !js

package resolve_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/miekg/dns"

	"github.com/hopproof/hopproof/resolve"
	"github.com/hopproof/hopproof/spf"
)

// message answers every question with these records, as they stand.
func message(t *testing.T, rcode int, records ...string) dns.HandlerFunc {
	t.Helper()
	all := zone(records).records(t)
	return func(w dns.ResponseWriter, q *dns.Msg) {
		m := new(dns.Msg).SetRcode(q, rcode)
		m.RecursionAvailable = true
		for _, rr := range all {
			if rr.Header().Rrtype == dns.TypeSOA {
				m.Ns = append(m.Ns, rr)
			} else {
				m.Answer = append(m.Answer, rr)
			}
		}
		w.WriteMsg(m)
	}
}

// TestChain: aliases lead to the records of the name they end in, whatever the
// order, and to nothing else.
func TestChain(t *testing.T) {
	soa := strings.Replace(soa, "%s", "example.net.", 1)
	for name, test := range map[string]struct {
		records []string
		rcode   int
		want    string
	}{
		"in order":         {[]string{`a.example.com. 300 IN CNAME b.example.net.`, `b.example.net. 200 IN CNAME c.example.net.`, `c.example.net. 100 IN A 192.0.2.1`}, 0, "192.0.2.1 ttl 100"},
		"out of order":     {[]string{`c.example.net. 300 IN A 192.0.2.1`, `B.example.net. 20 IN CNAME C.Example.net.`, `A.example.com. 300 IN CNAME b.EXAMPLE.net.`}, 0, "192.0.2.1 ttl 20"},
		"strangers":        {[]string{`evil.example.org. 300 IN A 198.51.100.66`, `a.example.com. 300 IN A 192.0.2.1`, `example.com. 300 IN A 198.51.100.67`}, 0, "192.0.2.1 ttl 300"},
		"strangers only":   {[]string{`evil.example.org. 300 IN A 198.51.100.66`}, 0, " ttl 0"},
		"a stranger alias": {[]string{`evil.example.org. 300 IN CNAME c.example.net.`, `c.example.net. 300 IN A 198.51.100.66`}, 0, " ttl 0"},
		"past the end":     {[]string{`a.example.com. 300 IN CNAME b.example.net.`, `b.example.net. 300 IN A 192.0.2.1`, `c.example.net. 300 IN A 198.51.100.66`}, 0, "192.0.2.1 ttl 300"},
		"another type":     {[]string{`a.example.com. 300 IN AAAA 2001:db8::1`}, 0, " ttl 0"},
		"another class":    {[]string{`a.example.com. 300 CH A 198.51.100.66`}, 0, " ttl 0"},
		"to no name":       {[]string{`a.example.com. 300 IN CNAME b.example.net.`, soa}, 3, "missing ttl 120"},
		"to no record":     {[]string{`a.example.com. 60 IN CNAME b.example.net.`, soa}, 0, " ttl 60"},
		"no TTL":           {[]string{`a.example.com. 4294967295 IN A 192.0.2.1`}, 0, "192.0.2.1 ttl 0"},
		"too long a TTL":   {[]string{`a.example.com. 2147483647 IN A 192.0.2.1`}, 0, "192.0.2.1 ttl 86400"},
		"too long a void":  {[]string{`example.com. 2147483647 IN SOA ns.example.com. h.example.com. 1 2 3 4 2147483647`}, 3, "missing ttl 10800"},
		"a foreign SOA":    {[]string{soa}, 3, "missing ttl 0"},
		"no SOA":           {nil, 3, "missing ttl 0"},
	} {
		h, n := counted(message(t, test.rcode, test.records...))
		c := resolve.New(resolve.Config{Transports: udp(serve(t, h))})
		a := ask(t, c, "a.example.com", spf.TypeA)
		var got strings.Builder
		for _, addr := range a.Addrs {
			got.WriteString(addr.String())
		}
		if a.Missing {
			got.WriteString("missing")
		}
		fmt.Fprintf(&got, " ttl %d", a.TTL)
		if got.String() != test.want || n.Load() != 1 {
			t.Errorf("%s: %q after %d questions, want %q after one", name, got.String(), n.Load(), test.want)
		}
	}
}

// nameLog keeps the names that a server was asked for.
type nameLog struct {
	mu    sync.Mutex
	names []string
}

func (l *nameLog) add(name string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.names = append(l.names, name)
}

// take is what was added since it was last called.
func (l *nameLog) take() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	names := l.names
	l.names = nil
	return names
}

// byName answers each name with its own records, and no more.
func byName(t *testing.T, records ...string) (dns.HandlerFunc, *nameLog) {
	t.Helper()
	all := zone(records).records(t)
	asked := new(nameLog)
	return func(w dns.ResponseWriter, q *dns.Msg) {
		name := strings.ToLower(q.Question[0].Name)
		asked.add(name)
		m := new(dns.Msg).SetReply(q)
		m.RecursionAvailable, m.AuthenticatedData = true, name != "unsigned.example.com."
		for _, rr := range all {
			if rr.Header().Name == name {
				m.Answer = append(m.Answer, rr)
			}
		}
		w.WriteMsg(m)
	}, asked
}

// TestChainAcross: what one answer leaves open is asked for.
func TestChainAcross(t *testing.T) {
	h, asked := byName(t, `a.example.com. 300 IN CNAME b.example.com.`, `b.example.com. 50 IN CNAME c.example.com.`,
		`c.example.com. 300 IN A 192.0.2.1`, `open.example.com. 300 IN CNAME nothing.example.com.`,
		`x.example.com. 300 IN CNAME unsigned.example.com.`, `unsigned.example.com. 300 IN CNAME c.example.com.`,
		`root.example.com. 300 IN CNAME .`, `dot.example.com. 300 IN CNAME we\.ird\\.example.com.`, `we\.ird\\.example.com. 300 IN A 192.0.2.7`)
	c := resolve.New(resolve.Config{Transports: udp(serve(t, h))})
	for _, test := range []struct {
		name, addr string
		ttl        uint32
		secure     bool
		asked      []string
	}{
		{"a.example.com", "192.0.2.1", 50, true, []string{"a.example.com.", "b.example.com.", "c.example.com."}},
		{"x.example.com", "192.0.2.1", 300, false, []string{"x.example.com.", "unsigned.example.com.", "c.example.com."}},
		{"open.example.com", "", 0, true, []string{"open.example.com.", "nothing.example.com."}},
		{"root.example.com", "", 0, true, []string{"root.example.com.", "."}},
		{"dot.example.com", "192.0.2.7", 300, true, []string{"dot.example.com.", `we\.ird\\.example.com.`}},
	} {
		got := ask(t, c, test.name, spf.TypeA)
		addr := ""
		if len(got.Addrs) == 1 {
			addr = got.Addrs[0].String()
		}
		names := asked.take()
		if addr != test.addr || got.TTL != test.ttl || got.Secure != test.secure || !slices.Equal(names, test.asked) {
			t.Errorf("%s: %+v after %q", test.name, got, names)
		}
	}
	if got := ask(t, c, "a.example.com", spf.TypeCNAME); !slices.Equal(got.Hosts, []string{"b.example.com"}) {
		t.Errorf("an alias asked for by itself: %+v", got)
	}
}

// TestChainBounded: loops and long chains end, within one answer and across.
func TestChainBounded(t *testing.T) {
	var far []string
	for n := range 40 {
		far = append(far, fmt.Sprintf("n%d.example.com. 300 IN CNAME n%d.example.com.", n, n+1))
	}
	far = append(far, "n40.example.com. 300 IN A 192.0.2.1")
	loop := []string{`a.example.com. 300 IN CNAME b.example.com.`, `b.example.com. 300 IN CNAME A.example.com.`}
	self := []string{`a.example.com. 300 IN CNAME a.example.com.`}
	for name, test := range map[string]struct {
		records   []string
		asked     string
		questions int64 // if each alias comes alone
	}{"loop": {loop, "a.example.com", 2}, "self": {self, "a.example.com", 1}, "long": {far, "n0.example.com", 17}} {
		byOne, _ := byName(t, test.records...)
		for want, h := range map[int64]dns.HandlerFunc{test.questions: byOne, -1: message(t, 0, test.records...)} {
			h, n := counted(h)
			addr := serve(t, h) // a second server would say the same, and is not asked
			e := fails(t, resolve.New(resolve.Config{Transports: udp(addr, addr)}), test.asked, spf.TypeA, resolve.ReasonAliases)
			if e.Temporary() || n.Load() != max(want, 1) {
				t.Errorf("%s: %v after %d questions, want %d", name, e, n.Load(), max(want, 1))
			}
		}
	}
	h, _ := byName(t, far...)
	if got := ask(t, resolve.New(resolve.Config{Transports: udp(serve(t, h))}), "n24.example.com", spf.TypeA); len(got.Addrs) != 1 {
		t.Errorf("16 aliases: %+v", got)
	}
}
