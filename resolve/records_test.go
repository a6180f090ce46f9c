//go:build !js

package resolve_test

import (
	"context"
	"fmt"
	"net/netip"
	"reflect"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/miekg/dns"

	"github.com/hopproof/hopproof/resolve"
	"github.com/hopproof/hopproof/spf"
)

// TestRecords asks a server on loopback for every type.
func TestRecords(t *testing.T) {
	z := zone{
		`a.example.com. 300 IN A 192.0.2.1`,
		`a.example.com. 60 IN A 192.0.2.2`,
		`a.example.com. 300 IN AAAA 2001:db8::1`,
		`mapped.example.com. 300 IN AAAA ::ffff:192.0.2.9`,
		`mx.example.com. 300 IN MX 20 second.example.com.`,
		`mx.example.com. 300 IN MX 10 B.example.com.`,
		`mx.example.com. 300 IN MX 10 a.example.com.`,
		`null.example.com. 300 IN MX 0 .`,
		`txt.example.com. 300 IN TXT "v=spf1 include:" "spf.example.net -all"`,
		`txt.example.com. 300 IN TXT ""`,
		`raw.example.com. 300 IN TXT "a\\b \"c\" \\065 \195\169\000\255;"`,
		`1.2.0.192.in-addr.arpa. 300 IN PTR a.example.com.`,
		`odd.example.com. 300 IN PTR we\.ird\ \\\200.example.com.`,
		`alias.example.com. 300 IN CNAME A.example.com.`,
	}
	c := resolve.New(resolve.Config{Transports: udp(serve(t, z.handler(t)))})
	for _, test := range []struct {
		name string
		kind spf.Type
		want spf.Answer
	}{
		{"a.example.com", spf.TypeA, spf.Answer{TTL: 60, Addrs: []netip.Addr{netip.MustParseAddr("192.0.2.1"), netip.MustParseAddr("192.0.2.2")}}},
		{"A.EXAMPLE.com.", spf.TypeAAAA, spf.Answer{TTL: 300, Addrs: []netip.Addr{netip.MustParseAddr("2001:db8::1")}}},
		{"mapped.example.com", spf.TypeAAAA, spf.Answer{TTL: 300, Addrs: []netip.Addr{netip.MustParseAddr("::ffff:192.0.2.9")}}},
		{"mx.example.com", spf.TypeMX, spf.Answer{TTL: 300, MX: []spf.MX{{Preference: 10, Host: "B.example.com"}, {Preference: 10, Host: "a.example.com"}, {Preference: 20, Host: "second.example.com"}}}},
		{"null.example.com", spf.TypeMX, spf.Answer{TTL: 300, MX: []spf.MX{{Preference: 0, Host: ""}}}},
		{"txt.example.com", spf.TypeTXT, spf.Answer{TTL: 300, Texts: []string{"v=spf1 include:spf.example.net -all", ""}}},
		{"raw.example.com", spf.TypeTXT, spf.Answer{TTL: 300, Texts: []string{"a\\b \"c\" \\065 \xc3\xa9\x00\xff;"}}},
		{"1.2.0.192.in-addr.arpa", spf.TypePTR, spf.Answer{TTL: 300, Hosts: []string{"a.example.com"}}},
		{"odd.example.com", spf.TypePTR, spf.Answer{TTL: 300, Hosts: []string{"we\\.ird \\\xc8.example.com"}}},
		{"alias.example.com", spf.TypeCNAME, spf.Answer{TTL: 300, Hosts: []string{"A.example.com"}}},
		{"alias.example.com", spf.TypeAAAA, spf.Answer{TTL: 300, Addrs: []netip.Addr{netip.MustParseAddr("2001:db8::1")}}},
		{"a.example.com", spf.TypeTXT, spf.Answer{TTL: 120}},
		{"none.example.com", spf.TypeTXT, spf.Answer{TTL: 120, Missing: true}},
	} {
		if got := ask(t, c, test.name, test.kind); !reflect.DeepEqual(got, test.want) {
			t.Errorf("%s %s:\n got %+v\nwant %+v", test.name, test.kind, got, test.want)
		}
	}
}

// TestMXOrder: exchangers come by preference, and equal ones as they were sent.
func TestMXOrder(t *testing.T) {
	var z zone
	var want []spf.MX
	for n := range 40 {
		z = append(z, fmt.Sprintf(`mx.example.com. 300 IN MX %d h%d.example.com.`, n%2, n))
	}
	for n := range 40 {
		even := n / 20
		want = append(want, spf.MX{Preference: uint16(even), Host: fmt.Sprintf("h%d.example.com", n%20*2+even)})
	}
	if got := ask(t, over(answers(t, z...)), "mx.example.com", spf.TypeMX); !reflect.DeepEqual(got.MX, want) {
		t.Errorf("%+v", got.MX)
	}
}

// TestNames: what is no name is not asked for, and any byte may stand in one.
func TestNames(t *testing.T) {
	var asked atomic.Value
	h, n := counted(func(w dns.ResponseWriter, q *dns.Msg) {
		asked.Store(strings.ToLower(q.Question[0].Name))
		w.WriteMsg(new(dns.Msg).SetRcode(q, dns.RcodeNameError))
	})
	c := resolve.New(resolve.Config{Transports: udp(serve(t, h))})
	label := strings.Repeat("a", 63)
	for _, name := range []string{
		"", ".", "..", "a..example.com", ".example.com", "example.com..",
		label + "a.example.com",
		strings.Repeat("a.", 128),
		strings.Join([]string{label, label, label, label}, "."),
	} {
		e := fails(t, c, name, spf.TypeTXT, resolve.ReasonName)
		if e.Temporary() || e.Name != name {
			t.Errorf("%q: %+v", name, e)
		}
	}
	if n.Load() != 0 {
		t.Errorf("%d questions were asked for what is no name", n.Load())
	}
	for name, want := range map[string]string{
		"example.com":                   "example.com.",
		"_25._tcp.example.com.":         "_25._tcp.example.com.",
		`a\b.example.com`:               `a\\b.example.com.`,
		"a b\x00\xff(;\"@$.com":         `a\ b\000\255\(\;\"\@$.com.`,
		strings.Repeat("a.", 126) + "b": strings.Repeat("a.", 126) + "b.",
	} {
		if !ask(t, c, name, spf.TypeTXT).Missing || asked.Load() != want {
			t.Errorf("%q was asked for as %q, want %q", name, asked.Load(), want)
		}
	}
	fails(t, c, "example.com", spf.Type(2), resolve.ReasonType)
}

// TestTLSA asks for DANE records.
func TestTLSA(t *testing.T) {
	all := zone{`_25._tcp.mx.example.com. 300 IN TLSA 3 1 1 00ff10`}.records(t)
	c := resolve.New(resolve.Config{Transports: udp(serve(t, func(w dns.ResponseWriter, q *dns.Msg) {
		m := answer(all, q)
		m.AuthenticatedData = q.AuthenticatedData
		w.WriteMsg(m)
	}))})
	for range 2 { // from the server, from the cache
		got, secure, err := c.TLSA(context.Background(), "_25._tcp.mx.example.com")
		if want := []resolve.TLSA{{3, 1, 1, []byte{0, 255, 16}}}; err != nil || !secure || !reflect.DeepEqual(got, want) {
			t.Errorf("%+v, secure %t, error %v", got, secure, err)
		}
		got[0].Data[0] = 7 // the caller's own
	}
	got, secure, err := c.TLSA(context.Background(), "_25._tcp.other.example.com")
	if err != nil || !secure || got != nil {
		t.Errorf("%+v, secure %t, error %v", got, secure, err)
	}
	if _, _, err := c.TLSA(context.Background(), "a..b"); err == nil {
		t.Error("no error for what is no name")
	}
}
