//go:build !js && !windows

package resolve_test

import (
	"context"
	"crypto"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/miekg/dns"

	"github.com/hopproof/hopproof/internal/testport"
	"github.com/hopproof/hopproof/resolve"
	"github.com/hopproof/hopproof/spf"
)

// signer signs records of one zone (RFC 4035 section 2.2).
type signer struct {
	key     *dns.DNSKEY
	private crypto.Signer
}

func newSigner(t *testing.T, zone string) signer {
	t.Helper()
	key := &dns.DNSKEY{Hdr: dns.RR_Header{Name: zone, Rrtype: dns.TypeDNSKEY, Class: dns.ClassINET, Ttl: 300}, Flags: 257, Protocol: 3, Algorithm: dns.ECDSAP256SHA256}
	private, err := key.Generate(256)
	if err != nil {
		t.Fatal(err)
	}
	return signer{key, private.(crypto.Signer)}
}

func (s signer) sign(t *testing.T, rr dns.RR) *dns.RRSIG {
	t.Helper()
	sig := &dns.RRSIG{
		Algorithm: s.key.Algorithm, SignerName: s.key.Hdr.Name, KeyTag: s.key.KeyTag(),
		Inception: uint32(time.Now().Add(-time.Hour).Unix()), Expiration: uint32(time.Now().Add(time.Hour).Unix()),
	}
	if err := sig.Sign(s.private, []dns.RR{rr}); err != nil {
		t.Fatal(err)
	}
	return sig
}

// authority is a name server with one record for each name and type, and their
// signatures.
func authority(t *testing.T, records []dns.RR) dns.HandlerFunc {
	return func(w dns.ResponseWriter, q *dns.Msg) {
		m := new(dns.Msg).SetReply(q)
		m.Authoritative = true
		for _, rr := range records {
			sig, isSig := rr.(*dns.RRSIG)
			h := rr.Header()
			if !strings.EqualFold(h.Name, q.Question[0].Name) {
				continue
			}
			if h.Rrtype == q.Question[0].Qtype || h.Rrtype == dns.TypeCNAME || isSig && (sig.TypeCovered == q.Question[0].Qtype || sig.TypeCovered == dns.TypeCNAME) {
				m.Answer = append(m.Answer, rr)
			}
		}
		m.SetEdns0(1232, true)
		w.WriteMsg(m)
	}
}

const unboundConf = `server:
  interface: %s@%d
  directory: "%s"
  chroot: ""
  username: ""
  pidfile: ""
  use-syslog: no
  verbosity: 1
  do-daemonize: no
  do-ip6: no
  num-threads: 1
  do-not-query-localhost: no
  qname-minimisation: no
  module-config: "validator iterator"
  trust-anchor: "%s"
  ede: yes
remote-control:
  control-enable: no
stub-zone:
  name: "signed.example"
  stub-addr: %s@%d
stub-zone:
  name: "plain.example"
  stub-addr: %[5]s@%[6]d
stub-zone:
  name: "."
  stub-addr: %[5]s@%[6]d
`

// TestUnbound asks Unbound, a resolver that follows aliases and checks DNSSEC.
// It asks a server of this test for everything, the root too: no question leaves
// the machine.
func TestUnbound(t *testing.T) {
	path, dir, addr := daemon(t, "unbound"), t.TempDir(), testport.Free(t)
	s := newSigner(t, "signed.example.")
	records := zone{
		`mx.signed.example. 300 IN A 192.0.2.1`,
		`_25._tcp.mx.signed.example. 300 IN TLSA 3 1 1 00ff`,
		`alias.signed.example. 300 IN CNAME mx.signed.example.`,
		`out.signed.example. 300 IN CNAME txt.plain.example.`,
		`bogus.signed.example. 300 IN TXT "as signed"`,
	}.records(t)
	records = append(records, s.key)
	for _, rr := range records {
		records = append(records, s.sign(t, rr))
	}
	records[4].(*dns.TXT).Txt[0] = "not as signed"
	records = append(records, zone{`txt.plain.example. 300 IN TXT "pla\\in \255"`, `txt.plain.example. 60 IN A 192.0.2.2`}.records(t)...)
	up := serve(t, authority(t, records))

	anchor := strings.Join(strings.Fields(s.key.ToDS(dns.SHA256).String()), " ")
	write(t, filepath.Join(dir, "unbound.conf"), fmt.Sprintf(unboundConf, addr.Addr(), addr.Port(), dir, anchor, up.Addr(), up.Port()))
	start(t, "start of service", path, "-d", "-c", filepath.Join(dir, "unbound.conf"))
	c := resolve.New(resolve.Config{Transports: udp(addr)})
	for _, test := range []struct {
		name string
		kind spf.Type
		want string
	}{
		{"mx.signed.example", spf.TypeA, `[192.0.2.1] [] secure true`},
		{"alias.signed.example", spf.TypeA, `[192.0.2.1] [] secure true`},
		{"txt.plain.example", spf.TypeTXT, "[] [pla\\in \xff] secure false"},
		{"out.signed.example", spf.TypeA, `[192.0.2.2] [] secure false`},
	} {
		a := ask(t, c, test.name, test.kind)
		if got := fmt.Sprintf("%v %v secure %t", a.Addrs, a.Texts, a.Secure); got != test.want {
			t.Errorf("%s %s: %s, want %s", test.name, test.kind, got, test.want)
		}
	}
	if got, secure, err := c.TLSA(context.Background(), "_25._tcp.mx.signed.example"); err != nil || !secure || fmt.Sprint(got) != "[{3 1 1 [0 255]}]" {
		t.Errorf("TLSA %v, secure %t, %v", got, secure, err)
	}
	if e := fails(t, c, "bogus.signed.example", spf.TypeTXT, resolve.ReasonFailure); !strings.Contains(e.Detail, "DNSSEC Bogus") {
		t.Errorf("a broken signature: %v", e)
	}
}
