//go:build linux

package lab_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/hopproof/hopproof/report"
)

// recipients of every test: one inside of the organization, one outside.
var recipients = []string{"--to", "admin@contoso.example", "--to", "box@example.org"}

// declared is what an administrator knows of the way through a relay.
func declared(ip, name string) []string {
	return []string{"--relay-ip", ip, "--relay-host", name, "--device-ip", "192.168.20.0/24", "--destination", "mx.example.org,*.prod.outlook.com"}
}

// relay: through both relays, in plain text and in TLS with a client
// certificate, both copies are held, device included, and attributed.
func (l *laboratory) relay(t *testing.T) {
	for _, r := range []struct{ software, inner, ip, name string }{
		{"postfix", "192.168.20.10", "203.0.113.25", "relay.contoso.example"},
		{"exim", "192.168.20.11", "203.0.113.26", "relay2.contoso.example"},
	} {
		for _, sender := range []string{"scanner@contoso.example", "plain@contoso.example"} {
			t.Run(r.software+" "+sender, func(t *testing.T) {
				s := l.send(t, l.device, append(recipients, "--server", r.inner, "--tls", "off", "--from", sender)...)
				s.want(t, "accepted", 0)
				inside, outside := copyOf(t, mailbox, s.Token), copyOf(t, inbox, s.Token)
				args := append(declared(r.ip, r.name), "--token", s.Token)
				list := l.verify(t, 0, append(args, inside, outside)...)
				if len(list) != 3 || list[2].Code != "held" {
					t.Fatalf("%+v", list)
				}
				for _, d := range list[:2] {
					for _, leg := range []string{"device", "relay", "eop", "exchange-online", "delivery"} {
						if v := d.leg(leg); v.Outcome != report.Held {
							t.Errorf("%+v", v)
						}
					}
					if len(d.Entries) != 1 || d.Entries[0].IP != r.ip || d.Entries[0].TLS == (sender == "plain@contoso.example") {
						t.Errorf("%+v", d.Entries)
					}
				}
				if v := l.verify(t, 0, append(args, "--tenant", tenant, inside)...)[0].condition("attributed"); v.Outcome != report.Held {
					t.Errorf("%+v", v)
				}
				wrong := l.verify(t, 1, "--relay-ip", "203.0.113.99", "--token", s.Token, inside, outside)
				if v := wrong[0].leg("relay"); v.Outcome != report.Broken || wrong[2].Code != "broken" {
					t.Errorf("another address: %+v", v)
				}
			})
		}
	}
}

// past: what goes past the relay is refused, or arrives and is broken.
func (l *laboratory) past(t *testing.T) {
	const endpoint = "contoso-example.mail.protection.outlook.com:25 (the MX of the domain)"
	scanner := append([]string{"--from", "scanner@contoso.example"}, recipients...)
	for name, args := range map[string][]string{
		"no certificate":         {"--tls", "off"},
		"the relay's name":       {"--helo", "relay.contoso.example"},
		"another's certificate":  {"--certificate", home + "/wrong.pem"},
		"an unknown authority's": {"--certificate", home + "/foreign.pem"},
	} {
		t.Run(name, func(t *testing.T) {
			s := l.send(t, l.outside, append(args, scanner...)...)
			s.want(t, "partly", 1)
			if s.Plan.Found != "mx" || !s.Recipients[0].Accepted || s.Recipients[1].Accepted || !strings.HasPrefix(s.Recipients[1].Reply, "550 5.7.64") {
				t.Errorf("%+v (wanted %s)", s.Recipients, endpoint)
			}
			if len(s.Errors) == 0 || !strings.Contains(s.Errors[0].Subject, "5.7.64") || s.Errors[0].Fix == "" {
				t.Errorf("the error is not explained: %+v", s.Errors)
			}
			way := append(declared("203.0.113.25", "relay.contoso.example"), "--token", s.Token, copyOf(t, mailbox, s.Token))
			d := l.verify(t, 1, way...)[0]
			if v := d.leg("relay"); v.Outcome != report.Broken || v.Reason != "entry-address-differs" || d.Entries[0].IP != "198.51.100.77" {
				t.Errorf("%+v %+v", v, d.Entries)
			}
			// EOP attributed it to no connector: there is no record of one.
			if v := l.verify(t, 1, append(way, "--tenant", tenant)...)[0].condition("attributed"); v.Outcome == report.Held {
				t.Errorf("%+v", v)
			}
		})
	}
	t.Run("the relay's certificate", func(t *testing.T) {
		// The connector takes it from any address: the verdict is about the address.
		s := l.send(t, l.outside, append([]string{"--certificate", home + "/relay.pfx"}, scanner...)...)
		s.want(t, "accepted", 0)
		if s.TLS == nil || !s.TLS.Presented {
			t.Errorf("%+v", s.TLS)
		}
		inside, outside := copyOf(t, mailbox, s.Token), copyOf(t, inbox, s.Token)
		l.verify(t, 1, append(declared("203.0.113.25", "relay.contoso.example"), "--token", s.Token, inside, outside)...)
	})
	t.Run("another relay", func(t *testing.T) {
		s := l.send(t, l.device, append([]string{"--server", "192.168.20.11", "--tls", "off"}, scanner...)...)
		s.want(t, "accepted", 0)
		inside, outside := copyOf(t, mailbox, s.Token), copyOf(t, inbox, s.Token)
		l.verify(t, 1, append(declared("203.0.113.25", "relay.contoso.example"), "--token", s.Token, inside, outside)...)
		l.verify(t, 1, "--route", "direct-send", "--device-ip", "203.0.113.25", "--destination", "*.prod.outlook.com", inside)
	})
}

// replay: an older copy, or its lines sent again, is not the test.
func (l *laboratory) replay(t *testing.T) {
	old := l.send(t, l.device, append(recipients, "--server", "192.168.20.10", "--tls", "off", "--from", "scanner@contoso.example")...)
	old.want(t, "accepted", 0)
	path := copyOf(t, mailbox, old.Token)
	way := declared("203.0.113.25", "relay.contoso.example")
	late := time.Now().Add(time.Hour).Format(time.RFC3339)
	if v := l.verify(t, 1, append(way, "--sent-after", late, path)...)[0].condition("sent_after"); v.Outcome != report.Broken || v.Reason != "older-message" {
		t.Errorf("%+v", v)
	}
	if v := l.verify(t, 3, append(way, "--token", "hp-of-today", path)...)[0].condition("token"); v.Outcome != report.Unknown || v.Reason != "token-missing" {
		t.Errorf("%+v", v)
	}
	// Somebody outside sends the held copy once more, lines and token and all.
	again := strings.Replace(read(t, path), "X-Hopproof-Token:", "X-Replayed: yes\r\nX-Hopproof-Token:", 1)
	l.submit(t, l.outside, eopInbound+":25", "scanner@contoso.example", "admin@contoso.example", again)
	replayed := found(t, mailbox, func(data []byte) bool { return bytes.Contains(data, []byte("X-Replayed: yes")) })
	if v := l.verify(t, 1, append(way, "--token", old.Token, replayed)...)[0].leg("relay"); v.Outcome != report.Broken {
		t.Errorf("%+v", v)
	}
}

// notification: the relay's own report of success comes back, and joins the
// verdict over both copies.
func (l *laboratory) notification(t *testing.T) {
	s := l.send(t, l.device, append(recipients, "--server", "192.168.20.10", "--tls", "off", "--from", "scanner@contoso.example", "--dsn", "success,failure")...)
	s.want(t, "accepted", 0)
	inside, outside := copyOf(t, mailbox, s.Token), copyOf(t, inbox, s.Token)
	returned := found(t, mailbox, func(data []byte) bool {
		return bytes.Contains(data, []byte("Original-Envelope-Id: "+s.Token)) && bytes.Contains(data, []byte("multipart/report"))
	})
	way := append(declared("203.0.113.25", "relay.contoso.example"), "--token", s.Token)
	all := l.verify(t, 0, append(way, inside, outside, returned)...)[3]
	if all.Code != "held" || all.Inputs[2].Kind != "report" || all.Inputs[2].Recipients[0].Action != "relayed" {
		t.Errorf("%+v", all)
	}
	if alone := l.verify(t, 3, append(way, returned)...)[1]; alone.Code != "no-copy" {
		t.Errorf("%+v", alone)
	}
}
