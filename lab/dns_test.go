//go:build linux

package lab_test

import (
	"net"
	"testing"

	"github.com/miekg/dns"

	"github.com/hopproof/hopproof/internal/testdns"
)

// zone are the made-up names of the laboratory, and those by which Microsoft's
// servers are known.
const zone = `
contoso.example. MX 0 contoso-example.mail.protection.outlook.com.
contoso-example.mail.protection.outlook.com. A 52.101.68.18
example.org. MX 10 mx.example.org.
mx.example.org. A 192.0.2.10
example.net. MX 10 mx.example.net.
mx.example.net. A 192.0.2.20
relay.contoso.example. A 203.0.113.25
relay2.contoso.example. A 203.0.113.26
submission.contoso.example. A 203.0.113.25
scanner.contoso.example. A 192.168.20.41
outside.example. A 198.51.100.77
mail-vi1eur05on2041.outbound.protection.outlook.com. A 40.107.20.41
41.20.107.40.in-addr.arpa. PTR mail-vi1eur05on2041.outbound.protection.outlook.com.
25.113.0.203.in-addr.arpa. PTR relay.contoso.example.
26.113.0.203.in-addr.arpa. PTR relay2.contoso.example.
41.20.168.192.in-addr.arpa. PTR scanner.contoso.example.
77.100.51.198.in-addr.arpa. PTR outside.example.
20.2.0.192.in-addr.arpa. PTR mx.example.net.
10.2.0.192.in-addr.arpa. PTR mx.example.org.
`

const nameserver = "192.0.2.53"

// serveDNS answers on the host, by UDP and TCP.
func serveDNS(t *testing.T, h *host) {
	z := testdns.Parse(t, zone)
	var packets net.PacketConn
	h.do(t, func() (err error) { packets, err = net.ListenPacket("udp4", nameserver+":53"); return err })
	for _, s := range []*dns.Server{{Listener: h.listen(t, nameserver+":53")}, {PacketConn: packets}} {
		s.Handler = dns.HandlerFunc(func(w dns.ResponseWriter, q *dns.Msg) { w.WriteMsg(z.Answer(q)) })
		started := make(chan struct{})
		s.NotifyStartedFunc = func() { close(started) }
		go s.ActivateAndServe()
		<-started
		t.Cleanup(func() { s.Shutdown() })
	}
}
