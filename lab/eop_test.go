//go:build linux

package lab_test

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"log"
	"net"
	netsmtp "net/smtp"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"github.com/hopproof/hopproof/internal/testcert"
	gen "github.com/hopproof/hopproof/internal/tracegen"
)

const (
	tenant      = "6f0c1a5e-0000-4000-8000-000000000001"
	eopInbound  = "52.101.68.18"
	eopOutbound = gen.Outbound
)

// eop is a stand-in for Exchange Online Protection: one tenant, contoso.example,
// with an inbound connector by address and one by certificate. It writes the
// lines and fields that Microsoft's servers write.
type eop struct {
	t         *testing.T
	host      *host
	authority *testcert.Authority

	mu   sync.Mutex
	copy int
}

// connectorAddresses are those of the connector by address; the other goes by
// names below contoso.example.
var connectorAddresses = map[string]bool{"203.0.113.25": true, "203.0.113.26": true}

// mailHosts are the mail exchangers of other domains.
var mailHosts = map[string]string{"example.org": "192.0.2.10:25", "example.net": "192.0.2.20:25"}

// mailbox is where the copies for the tenant's own recipients lie.
var mailbox = filepath.Join(home, "exchange")

func startEOP(t *testing.T, h *host, authority *testcert.Authority) *eop {
	e := &eop{t: t, host: h, authority: authority}
	s := smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) { return &session{eop: e, conn: c}, nil }))
	s.Domain = gen.First.Border + ".mail.protection.outlook.com"
	s.ReadTimeout, s.WriteTimeout = 20*time.Second, 20*time.Second
	s.ErrorLog = log.New(io.Discard, "", 0) // who breaks off a handshake is tested elsewhere
	s.TLSConfig = &tls.Config{Certificates: []tls.Certificate{authority.Issue(time.Hour, "contoso-example.mail.protection.outlook.com")},
		ClientAuth: tls.RequestClientCert}
	l := h.listen(t, eopInbound+":25")
	go s.Serve(l)
	t.Cleanup(func() { s.Close() })
	folder(t, mailbox, 0, 0, 0o700)
	return e
}

// session is one connection from outside.
type session struct {
	eop  *eop
	conn *smtp.Conn
	from string
	to   []string
}

func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	s.from, s.to = from, nil
	return nil
}

func (s *session) Reset()        { s.from, s.to = "", nil }
func (s *session) Logout() error { return nil }

// Rcpt relays only what a connector attributes to the tenant.
func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	if !s.attributed() && domain(to) != "contoso.example" {
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 7, 64}, Message: "TenantAttribution; Relay Access Denied [AM0PEPF0000A1B2.eurprd04.prod.outlook.com]"}
	}
	s.to = append(s.to, to)
	return nil
}

func domain(address string) string {
	return strings.ToLower(address[strings.LastIndexByte(address, '@')+1:])
}

func (s *session) peer() string {
	ip, _, _ := net.SplitHostPort(s.conn.Conn().RemoteAddr().String())
	return ip
}

// attributed: by address for senders of the tenant, by certificate for any.
func (s *session) attributed() bool {
	if connectorAddresses[s.peer()] && domain(s.from) == "contoso.example" {
		return true
	}
	state, ok := s.conn.TLSConnectionState()
	if !ok || len(state.PeerCertificates) == 0 {
		return false
	}
	leaf := state.PeerCertificates[0]
	_, err := leaf.Verify(x509.VerifyOptions{Roots: s.eop.authority.Pool(), KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}})
	return err == nil && strings.HasSuffix(leaf.DNSNames[0], ".contoso.example")
}

// Data writes the lines of the tenant's servers, and delivers.
func (s *session) Data(r io.Reader) error {
	message, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	head, body, _ := bytes.Cut(message, []byte("\r\n\r\n"))
	now := int(time.Since(gen.Start) / time.Second)
	border := gen.PlainBorderLine
	if _, ok := s.conn.TLSConnectionState(); ok {
		border = gen.BorderLine
	}
	lines := []string{gen.HubLine(gen.First, now), gen.ProxyLine(gen.First, now), border(gen.First, s.conn.Hostname(), s.peer(), now), string(head)}
	section := strings.Join(append(lines, s.fields()...), "\r\n") + "\r\n\r\n" + string(body)
	for _, to := range s.to {
		if domain(to) == "contoso.example" {
			err = s.eop.store(gen.DeliveryLine(gen.First, now) + "\r\n" + section)
		} else {
			err = s.eop.relay(s.from, to, section)
		}
		if err != nil {
			s.eop.t.Errorf("delivery to %s: %v", to, err)
			return err
		}
	}
	return nil
}

// fields are what Exchange Online appends; the record only where a connector
// matched.
func (s *session) fields() []string {
	entity, all := "Internet", []string{gen.Diagnostic(gen.First.Border, gen.First.Hub)}
	if s.attributed() {
		entity = "HybridOnPrem"
		all = append(all, "X-OriginatorOrg: contoso.example", fmt.Sprintf(
			"X-MS-Exchange-CrossTenant-OriginalAttributedTenantConnectingIp: TenantId=%s;Ip=[%s];Helo=[%s]", tenant, s.peer(), s.conn.Hostname()))
	}
	return append(all, "X-MS-Exchange-CrossTenant-Id: "+tenant, "X-MS-Exchange-CrossTenant-FromEntityHeader: "+entity)
}

// store puts a copy into the tenant's mailbox.
func (e *eop) store(message string) error {
	e.mu.Lock()
	e.copy++
	name := filepath.Join(mailbox, fmt.Sprintf("%03d.eml", e.copy))
	e.mu.Unlock()
	if err := os.WriteFile(name+".part", []byte(message), 0o644); err != nil {
		return err
	}
	return os.Rename(name+".part", name) // whoever waits for it sees it whole
}

// relay hands a message to the mail exchanger of its recipient, from an address
// of Microsoft's outbound ones.
func (e *eop) relay(from, to, message string) error {
	address, ok := mailHosts[domain(to)]
	if !ok {
		return fmt.Errorf("no mail exchanger for %s", to)
	}
	var conn net.Conn
	err := e.host.try(func() (err error) {
		d := net.Dialer{Timeout: 10 * time.Second, LocalAddr: &net.TCPAddr{IP: net.ParseIP(eopOutbound)}}
		conn, err = d.Dial("tcp4", address)
		return err
	})
	if err != nil {
		return err
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(20 * time.Second))
	c, err := netsmtp.NewClient(conn, address)
	if err != nil {
		return err
	}
	if err := c.Hello("EUR05-VI1-obe.outbound.protection.outlook.com"); err != nil {
		return err
	}
	if err := c.Mail(from); err != nil {
		return err
	}
	if err := c.Rcpt(to); err != nil {
		return err
	}
	w, err := c.Data()
	if err != nil {
		return err
	}
	if _, err := io.WriteString(w, message); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	return c.Quit()
}
