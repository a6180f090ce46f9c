package compare

import (
	"net/netip"
	"strconv"
	"strings"

	"github.com/hopproof/hopproof/hops/operator"
	"github.com/hopproof/hopproof/internal/ascii"
	"github.com/hopproof/hopproof/report"
)

// station is a host on the way, or several of one service that follow each
// other.
type station struct {
	name       string // what tells it from others: its role, and its name unless it is one of a service's nodes
	first      *report.Hop
	delay      int64
	known      bool // the delay is
	throughout bool // every line of it is believed
}

const microsoft = "microsoft"

// way are the stations of a message, oldest first.
func (c *collector) way() (way []station) {
	for i := range c.d.Hops {
		h := &c.d.Hops[i]
		name := class(h)
		if last := len(way) - 1; last >= 0 && (way[last].name == name || delivered(way[last].first, h)) {
			s := &way[last]
			s.throughout = s.throughout && h.Basis.Believed()
			s.add(h)
			continue
		}
		s := station{name: name, first: h, throughout: h.Basis.Believed(), known: true}
		s.add(h)
		way = append(way, s)
	}
	return way
}

// delivered reports whether h is a further node of the receiver that first
// belongs to.
func delivered(first, h *report.Hop) bool {
	return first.Role == report.RoleDestination && h.Role == report.RoleDestination
}

// add adds the delay of a hop. The oldest hop has none.
func (s *station) add(h *report.Hop) {
	if h.DelaySeconds == nil {
		s.known = s.known && h.Hop == 1
		return
	}
	s.delay += *h.DelaySeconds
}

// class is what a host is, apart from which of a service's nodes it happened to
// be.
func class(h *report.Hop) string {
	role := string(h.Role)
	if role == "" {
		role = string(report.RoleOther)
	}
	switch {
	case h.Operator != "":
		return role + " " + h.Operator
	case h.By.Name != "":
		return role + " " + ascii.ToLower(h.By.Name)
	}
	return role
}

// stations are the hosts on the way with what is written of their clients and
// connections.
func (c *collector) stations() {
	way := c.way()
	for i := range way {
		s := &way[i]
		words := []string{belief(report.BasisClaimed)}
		if s.throughout {
			words[0] = belief(report.BasisReceiver)
		}
		if v := s.first.TLS.Version; v != "" {
			words = append(words, tlsName(v))
		}
		if peer := c.client(s.first); peer != "" {
			words = append(words, peer)
		}
		c.add(fact{group: "hops", code: "station", name: s.name, value: strings.Join(words, ", "), words: "belief", aside: !s.throughout})
	}
}

// client is who handed the message over, as the line names it. Of a service it is
// left out where it is one of a service's nodes, and at the entry into Microsoft
// 365, which stands by itself.
func (c *collector) client(h *report.Hop) string {
	if h.Operator != "" && (len(c.d.Entries) > 0 && h.Operator == microsoft || !ofCustomer(h.From.IP)) {
		return ""
	}
	if h.From.IP != "" {
		return h.From.IP
	}
	return ascii.ToLower(h.From.Name)
}

// ofCustomer reports whether an address is public and of no known service.
func ofCustomer(text string) bool {
	ip, err := netip.ParseAddr(text)
	if err != nil {
		return false
	}
	class := operator.Addr(ip)
	return class.Operator == "" && (class.Use == operator.UsePublic || class.Use == operator.UseDocumentation)
}

// delays are the time that the whole took, and each station.
func (c *collector) delays() {
	if t := c.d.TotalSeconds; t != nil {
		c.add(fact{group: "delays", code: "total", value: strconv.FormatInt(*t, 10), seconds: *t, words: "seconds", aside: true})
	}
	for _, s := range c.way() {
		if s.known && s.first.Hop > 1 {
			c.add(fact{group: "delays", code: "delay", name: s.name, value: strconv.FormatInt(s.delay, 10), seconds: s.delay, words: "seconds", aside: true})
		}
	}
}
