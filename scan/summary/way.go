package summary

import (
	"net/netip"
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
	"github.com/hopproof/hopproof/report"
)

// mostStops bounds how many stops of a way are kept: the newest.
const mostStops = 8

// The roles of stops beyond those of hops.
const (
	roleOrigin  report.Role = "origin"  // whoever handed the message to the first host that wrote a line
	roleEarlier report.Role = "earlier" // more hosts than are shown
)

// wayOf is the way of a message as its lines tell it, oldest stop first. Hosts in
// a row with one role are one stop; a stop of lines that are not believed is
// marked.
func wayOf(d *report.Document) []Stop {
	if len(d.Hops) == 0 {
		return nil
	}
	way := []Stop{originOf(&d.Hops[0])}
	for i := range d.Hops {
		s := stopOf(d, i)
		if last := &way[len(way)-1]; last.Role == s.Role && last.Claimed == s.Claimed {
			last.Name = s.Name // the newest of the row hands over
			continue
		}
		way = append(way, s)
	}
	if extra := len(way) - mostStops; extra > 0 {
		way = way[extra:]
		way[0] = Stop{Role: roleEarlier, Claimed: way[0].Claimed}
	}
	return way
}

// originOf is whoever handed over to the first line. What a front end of Microsoft
// 365 saw tells devices and senders apart; inside a network addresses change.
func originOf(first *report.Hop) Stop {
	s := Stop{Role: roleOrigin, Claimed: !first.Basis.Believed()}
	if first.Role == report.RoleEOP && !s.Claimed {
		s.Name = part(publicAddress(first.From.IP))
	}
	return s
}

func stopOf(d *report.Document, i int) Stop {
	h := &d.Hops[i]
	s := Stop{Role: knownRole(h.Role), Claimed: !h.Basis.Believed()}
	switch s.Role {
	case report.RoleRelay, report.RoleForwarder, report.RoleList:
		// What the next host saw: of a relay that line is the one to believe.
		if i+1 < len(d.Hops) {
			s.Name = publicAddress(d.Hops[i+1].From.IP)
		}
	case report.RoleFilter:
		s.Name = productOf(d, h)
	case report.RoleDestination:
		s.Name = destinationOf(d, h)
	}
	s.Name = part(s.Name)
	return s
}

// publicAddress leaves out addresses that mean something in one network only.
func publicAddress(text string) string {
	if a, err := netip.ParseAddr(text); err != nil || a.IsPrivate() || a.IsLoopback() || a.IsLinkLocalUnicast() {
		return ""
	}
	return text
}

func productOf(d *report.Document, h *report.Hop) string {
	for i := range d.Filters {
		if f := &d.Filters[i]; f.Hop == h.Hop && f.Product != "" {
			return f.Product
		}
	}
	return h.Product
}

// destinationOf is the operator, or else the host: that of an operator has another
// name for every mailbox.
func destinationOf(d *report.Document, h *report.Hop) string {
	switch {
	case h.Operator != "":
		return h.Operator
	case d.Receiver.Name != "":
		return ascii.ToLower(d.Receiver.Name)
	}
	return ascii.ToLower(h.By.Name)
}

// knownRole keeps the roles that there are.
func knownRole(r report.Role) report.Role {
	switch r {
	case report.RoleSubmission, report.RoleRelay, report.RoleFilter, report.RoleEOP, report.RoleExchangeOnline,
		report.RoleEOPOutbound, report.RoleForwarder, report.RoleList, report.RoleDestination, report.RoleInternal:
		return r
	}
	return report.RoleOther
}

// wayKey is a way as a key of a table.
func wayKey(way []Stop) string {
	var b strings.Builder
	for i, s := range way {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(claimedKey(string(s.Role), s.Claimed))
		b.WriteByte('\t')
		b.WriteString(s.Name)
	}
	return b.String()
}

func wayOfKey(key string) []Stop {
	var way []Stop
	for part := range strings.SplitSeq(key, "\n") {
		role, name, _ := strings.Cut(part, "\t")
		role, claimed := claimedOf(role)
		if way = append(way, Stop{Role: report.Role(role), Name: name, Claimed: claimed}); len(way) == mostStops {
			break // what a saved state has beyond is not ours
		}
	}
	return way
}
