//go:build linux

package lab_test

import (
	"bufio"
	"encoding/base64"
	"fmt"
	"net"
	"path/filepath"
	"strings"
	"testing"
)

// inbox is where the destination, mx.example.org, keeps what it got.
var inbox = filepath.Join(home, "inbox/box/new")

// relaySettings: a relay, and with a login a submission server. What
// plain@contoso.example sends goes on without TLS.
const relaySettings = `myhostname = relay.contoso.example
mynetworks = 192.168.20.0/24
relayhost = [contoso-example.mail.protection.outlook.com]:25
smtp_bind_address = 203.0.113.25
smtp_tls_security_level = encrypt
smtp_tls_cert_file = ` + home + `/relay.pem
smtp_tls_key_file = ` + home + `/relay.pem
sender_dependent_default_transport_maps = inline:{{plain@contoso.example = plain:[contoso-example.mail.protection.outlook.com]:25}}
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_tls_cert_file = ` + home + `/submission.pem
smtpd_tls_key_file = ` + home + `/submission.pem
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:127.0.0.1:12345
smtpd_sasl_authenticated_header = yes
smtpd_sender_login_maps = inline:{app@contoso.example=app@contoso.example, jane@contoso.example=jane@contoso.example}
`

// relay2Settings: the same relay, of Exim.
const relay2Settings = `primary_hostname = relay2.contoso.example
begin acl
rcpt:
  accept hosts = 192.168.20.0/24
  deny
data:
  accept
begin routers
smarthost:
  driver = manualroute
  transport = eop
  route_list = * contoso-example.mail.protection.outlook.com
begin transports
eop:
  driver = smtp
  interface = 203.0.113.26
  hosts_require_tls = ${if eq{$sender_address}{plain@contoso.example}{}{*}}
  hosts_avoid_tls = ${if eq{$sender_address}{plain@contoso.example}{*}{}}
  hosts_try_dane =
  tls_certificate = ` + home + `/relay.pem
  tls_privatekey = ` + home + `/relay.pem
  tls_verify_certificates = ` + home + `/ca.pem
`

// destinationSettings: one mailbox for the whole of example.org.
const destinationSettings = `myhostname = mx.example.org
mynetworks = 127.0.0.0/8
virtual_mailbox_domains = example.org
virtual_mailbox_base = ` + home + `/inbox
virtual_mailbox_maps = static:box/
virtual_uid_maps = static:901
virtual_gid_maps = static:901
`

// forwarderSettings: every mailbox of example.net is redirected, with the fields
// that Gmail writes.
const forwarderSettings = `primary_hostname = mx.example.net
begin acl
rcpt:
  accept domains = example.net
  deny
data:
  accept
begin routers
redirected:
  driver = redirect
  domains = example.net
  data = box@example.org
  headers_add = X-Forwarded-To: box@example.org\nX-Forwarded-For: $local_part@$domain box@example.org
onward:
  driver = dnslookup
  domains = example.org
  transport = out
begin transports
out:
  driver = smtp
  hosts_try_dane =
`

// startServers starts two relays, a destination, and a server that forwards.
func (l *laboratory) startServers(t *testing.T) {
	relay := newHost(t, "relay", "203.0.113.25", "192.168.20.10")
	serveLogins(t, relay)
	postfix(t, relay, relaySettings, submission("587", "reject_sender_login_mismatch")+submission("2587", ""))
	exim(t, newHost(t, "relay2", "203.0.113.26", "192.168.20.11"), relay2Settings)
	folder(t, filepath.Join(home, "inbox"), postfixUser, postfixUser, 0o755)
	postfix(t, newHost(t, "destination", "192.0.2.10"), destinationSettings, "")
	exim(t, newHost(t, "forwarder", "192.0.2.20"), forwarderSettings)
}

// submission is a service with login; restrictions may be none.
func submission(port, restrictions string) string {
	return port + " inet n - n - - smtpd -o smtpd_tls_security_level=encrypt -o smtpd_sasl_auth_enable=yes" +
		" -o smtpd_sender_restrictions=" + restrictions + " -o smtpd_relay_restrictions=permit_sasl_authenticated,reject\n"
}

// serveLogins answers Postfix about logins, in the protocol of Dovecot's
// authentication server, version 1.2: app@contoso.example may log in by PLAIN.
func serveLogins(t *testing.T, h *host) {
	listener := h.listen(t, "127.0.0.1:12345")
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go answerLogins(conn)
		}
	}()
}

func answerLogins(conn net.Conn) {
	defer conn.Close()
	fmt.Fprint(conn, "VERSION\t1\t2\nMECH\tPLAIN\tplaintext\nSPID\t1\nCUID\t1\nCOOKIE\t00112233445566778899aabbccddeeff\nDONE\n")
	lines := bufio.NewScanner(conn)
	for lines.Scan() {
		words := strings.Split(lines.Text(), "\t")
		if words[0] != "AUTH" {
			continue
		}
		_, response, _ := strings.Cut(lines.Text(), "resp=")
		said, err := base64.StdEncoding.DecodeString(response)
		if err == nil && string(said) == "\x00app@contoso.example\x00"+secret {
			fmt.Fprintf(conn, "OK\t%s\tuser=app@contoso.example\n", words[1])
		} else {
			fmt.Fprintf(conn, "FAIL\t%s\tuser=app@contoso.example\n", words[1])
		}
	}
}
