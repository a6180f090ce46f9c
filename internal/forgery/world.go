package forgery

import (
	"fmt"
	"math/rand/v2"

	gen "github.com/hopproof/hopproof/internal/tracegen"
)

// Destination is where the genuine message is stored.
type Destination uint8

const (
	ToGmail   Destination = iota
	ToMX                  // a mail server of no known operator
	ToMailbox             // a mailbox of the same Microsoft 365 tenant
	ToTenant              // a mailbox of another tenant
	destinations
)

// World is one made-up customer, receiver and attacker.
type World struct {
	*rand.Rand
	Dest          Destination
	Nodes, Second gen.Nodes // the customer's tenant, and the receiver's
	Tenant        string

	RelayIP, RelayHost, RelayHelo string
	Relay                         MTA
	DeviceIP, DeviceName          string

	MXHost string
	MX     MTA
	Rcpt   string

	// The attacker's machine outside, and the one inside behind the relay.
	EvilIP, EvilHost, EvilDevice string
	EvilNodes                    gen.Nodes // servers of his own tenant
	EvilTenant                   string
	Outbound                     string // the address from which EOP sends

	second int
}

// New draws a world.
func New(r *rand.Rand) *World {
	w := &World{Rand: r, Dest: Destination(r.IntN(int(destinations)))}
	w.Nodes, w.Second, w.EvilNodes = w.nodes(), w.nodes(), w.nodes()
	w.Tenant, w.EvilTenant = w.guid(), w.guid()
	domain := pick(w, "contoso.example", "fabrikam.example", "printers.contoso.example", "xn--bro-hoa.example")
	w.RelayHost = pick(w, "relay.", "smtp01.", "mail-out.", "exch.corp.") + domain
	w.RelayHelo = w.RelayHost
	if w.chance(30) {
		w.RelayHelo = pick(w, "outside.", "gw.", "RELAY.") + domain
	}
	w.RelayIP = fmt.Sprintf("203.0.113.%d", 17+w.IntN(14))
	if w.chance(25) {
		w.RelayIP = fmt.Sprintf("2001:db8:25::%x", 1+w.IntN(0xffff))
	}
	w.Relay, w.MX = MTA(w.IntN(int(mtas))), MTA(w.IntN(int(mtas)))
	w.DeviceIP = fmt.Sprintf("192.168.7.%d", 2+w.IntN(250))
	w.DeviceName = pick(w, "scanner3f", "printer-2.", "mfp."+domain)
	w.MXHost = pick(w, "mx.example.org", "mail.example.net", "in1.mx.example.org")
	w.Rcpt = "alice@example.org"
	w.EvilIP = fmt.Sprintf("198.51.100.%d", 2+w.IntN(250))
	if w.chance(20) {
		w.EvilIP = fmt.Sprintf("2001:db8:666::%x", 1+w.IntN(0xffff))
	}
	w.EvilHost = pick(w, "mail.evil.example", "outlook.com.evil.example", "vps.example.com")
	w.EvilDevice = pick(w, "192.168.99.66", "10.66.0.6", "172.20.1.66", "fd00::66")
	w.Outbound = pick(w, gen.Outbound, "52.101.70.18", "40.95.53.100", "2a01:111:f403:c201::3")
	return w
}

func (w *World) chance(percent int) bool { return w.IntN(100) < percent }

func pick[T any](w *World, from ...T) T { return from[w.IntN(len(from))] }

// tick advances the made-up clock: lines are written from the oldest up.
func (w *World) tick() int { w.second++; return w.second }

func (w *World) guid() string {
	return fmt.Sprintf("%08x-0000-4000-8000-%012x", w.Uint32(), w.Uint64()>>16)
}

// nodes draws servers in Microsoft's pattern.
func (w *World) nodes() gen.Nodes {
	site := pick(w, "AM0", "DB9", "VI1", "PA4", "SJ0")
	border := fmt.Sprintf("%sPEPF%08X", site, w.Uint32()|0xb)
	if w.chance(30) {
		border = fmt.Sprintf("%sEUR05FT%03X", site, w.IntN(0x1000))
	}
	hub := func() string {
		if w.chance(20) {
			return fmt.Sprintf("%sPPF%08X0", site, w.Uint32()|0xb) // never "CA####", which a front end is called
		}
		return fmt.Sprintf("%sPR04MB%04d", site, w.IntN(10000))
	}
	return gen.Nodes{
		Border: border, Proxy: fmt.Sprintf("%sPR04CA%04d", site, w.IntN(10000)),
		Hub: hub(), Mailbox: hub(),
		Net: fmt.Sprintf("2603:%s:%x", pick(w, "10a6", "10b6", "1096"), 0x10+w.IntN(0xfff)),
	}
}
