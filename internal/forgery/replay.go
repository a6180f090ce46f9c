package forgery

import (
	"bytes"
	"strings"

	gen "github.com/hopproof/hopproof/internal/tracegen"
)

// Replay sends a whole header section, one that really went through the relay
// at relayIP, on another way: the attacker has seen such a message and copies
// it below the lines that honest servers write about him.
func (w *World) Replay(section []byte, relayIP string) Case {
	w.second, w.RelayIP = 0, relayIP
	below := split(section)
	instance := 1
	for _, f := range below {
		if strings.HasPrefix(f, "ARC-Authentication-Results:") {
			instance++
		}
	}
	d := Declared{Route: relayRoute, RelayIP: []string{relayIP}}
	c := Case{Declared: d, False: fromOutside}
	var top lines
	switch w.IntN(4) {
	case 0, 1:
		client := w.lie(pick(w, w.EvilIP, w.rented()), pick(w, w.Outbound, relayIP), "EUR05-VI1-obe.outbound.protection.outlook.com")
		c.Attack, top = "copied by an outsider, helo "+client.Helo, w.receiver(client)
		if w.Dest == ToMailbox || w.Dest == ToTenant {
			below = stripped(below)
		}
	case 2:
		w.Dest = pick(w, ToGmail, ToMX, ToTenant)
		c.Attack, top = "copied from a mailbox", append(w.receiver(w.fromMicrosoft()), w.submitted(w.EvilNodes)...)
	case 3:
		w.Dest = pick(w, ToGmail, ToMX, ToTenant)
		own := append(lines{aar(instance, w.EvilIP)}, gen.Traversal(w.EvilNodes, w.EvilHost, w.EvilIP, w.tick())...)
		c.Attack = "copied through another tenant"
		if w.chance(50) {
			own[3] = gen.BorderLine(w.EvilNodes, w.RelayHelo, relayIP, 1)
			c.Attack += ", border line replaced"
		}
		top = append(w.receiver(w.fromMicrosoft()), own...)
	}
	c.Class = "copied"
	c.Data = []byte(strings.Join(append(top, below...), "\r\n") + "\r\n\r\n")
	dress, data := w.dressed(c.Data)
	c.Attack, c.Data = c.Attack+" "+dress, data
	return c
}

// split cuts a section into fields, folds kept.
func split(section []byte) lines {
	var all lines
	for line := range bytes.Lines(section) {
		text := strings.TrimRight(string(line), "\r\n")
		if text == "" {
			break
		}
		if n := len(all); n > 0 && (text[0] == ' ' || text[0] == '\t') {
			all[n-1] += "\r\n" + text
			continue
		}
		all = append(all, text)
	}
	return all
}
