package report

import (
	"slices"
	"strings"
)

// scene is what the picture of a route shows, apart from where it is drawn:
// stations from the oldest to the newest, and the connections between them.
type scene struct {
	stations    []station
	connections []connection // connection i leads from station i to station i+1
	boundary    int          // the first station on the believed side; negative: none is drawn
	older       int          // hops that are older than the first station
}

type station struct {
	role         Role
	title        string
	host, detail string
	outcome      Outcome
	word         string // what its sign says
	optional     bool   // the leg is not required, and the word says so
	hearsay      bool
}

type connection struct {
	outcome     Outcome
	delay, note string
	between     int // hops that belong to neither end
}

// scene shows the legs of the route, or without one the hops.
func (t *teller) scene() scene {
	switch {
	case len(t.d.Hops) == 0:
		return scene{}
	case t.d.Route != nil && len(t.d.Route.Legs) > 0:
		return t.legScene(t.d.Route.Legs)
	}
	return t.hopScene()
}

func (t *teller) legScene(legs []Leg) scene {
	own := make([]int, len(legs))
	for i := range legs {
		own[i] = ownHop(legs, i)
	}
	s := scene{boundary: firstBelieved(t.d, legs, own)}
	for i := range legs {
		s.stations = append(s.stations, t.station(&legs[i], own[i], i < s.boundary || s.boundary < 0))
		if i > 0 {
			s.connections = append(s.connections, t.connection(legs[i-1].Outcome, legs[i].Outcome, own[i-1], own[i]))
		}
	}
	if own[0] == 0 {
		return s
	}
	oldest := own[0]
	for _, hop := range own {
		if hop > 0 {
			oldest = min(oldest, hop)
		}
	}
	s.older = oldest - 1
	return s
}

// ownHop is the number of the line that the host of a leg wrote itself, or 0: a
// device writes none, and a relay without a line has only the next host's.
func ownHop(legs []Leg, i int) int {
	l := &legs[i]
	if len(l.Hops) == 0 || l.Role == RoleDevice || i+1 < len(legs) && len(legs[i+1].Hops) > 0 && legs[i+1].Hops[0] == l.Hops[0] {
		return 0
	}
	return max(l.Hops[0], 0)
}

// firstBelieved is the first leg that believed lines show: by its own line, which
// is as new as the oldest believed one, or held by those of others. A signature
// proves an entry, and nothing of the way after it: there, belief has no single
// boundary.
func firstBelieved(d *Document, legs []Leg, own []int) int {
	oldest := d.Boundary.Hop
	if oldest == 0 || slices.ContainsFunc(d.Hops, func(h Hop) bool { return h.Basis == BasisSealed }) {
		return -1
	}
	for i := range legs {
		if own[i] >= oldest || legs[i].Outcome == Held {
			return i
		}
	}
	return len(own)
}

func (t *teller) station(l *Leg, own int, hearsay bool) station {
	host, address := t.whereabouts(l, own)
	for i := range l.Conditions {
		if k := &l.Conditions[i]; k.Condition == "ip" && k.Got != "" {
			address = k.Got
			break
		}
	}
	if host == "" {
		host, address = address, ""
	}
	word := t.outcomeWord(l.Outcome)
	if !l.Required {
		word = t.label("optional", Pairs{{Name: "outcome", Value: word}})
	}
	return station{role: l.Role, title: t.legTitle(l), host: host, detail: address, outcome: l.Outcome, word: word, optional: !l.Required,
		hearsay: hearsay && l.Outcome != Held}
}

// whereabouts are the name and the address of a leg's host: by its own line, or
// that of the host which received from it.
func (t *teller) whereabouts(l *Leg, own int) (name, address string) {
	wrote := t.d.hop(own)
	var last *Hop
	if len(l.Hops) > 0 {
		last = t.d.hop(l.Hops[len(l.Hops)-1])
	}
	if wrote != nil {
		name = wrote.By.Name
		if name == "" {
			name = wrote.By.IP
		}
	}
	switch {
	case last == nil:
	case last == wrote:
		address = wrote.By.IP
	case last.From.Name != last.By.Name: // who names itself as its client took the message from a mailbox
		address = last.From.IP
		if name == "" {
			name = last.From.Name
		}
	}
	if address == name {
		address = ""
	}
	return name, address
}

// legTitle is what a leg is called: a name that the route gives it, else its
// role.
func (t *teller) legTitle(l *Leg) string {
	if l.Leg == string(l.Role) || l.Leg == "delivery" || l.Leg == "" {
		return t.roleName(l.Role)
	}
	return l.Leg
}

// connection joins two legs by the numbers of their own lines, 0 where there is
// none.
func (t *teller) connection(from, to Outcome, before, after int) connection {
	c := connection{outcome: from}
	if to == Broken {
		c.outcome = Broken
	}
	if after == 0 {
		return c
	}
	first := after
	if before > 0 {
		first = before + 1
		c.between = max(after-before-1, 0)
	}
	if hop := t.d.hop(first); hop != nil {
		c.note = t.protection(hop)
	}
	c.delay = t.passed(first, after)
	return c
}

// passed is the time that the hops from first to last took; nothing if one of
// them does not say.
func (t *teller) passed(first, last int) string {
	var sum int64
	for n := first; n <= last && n <= first+len(t.d.Hops); n++ {
		hop := t.d.hop(n)
		if hop == nil || hop.DelaySeconds == nil {
			return ""
		}
		sum += *hop.DelaySeconds
	}
	if first > last {
		return ""
	}
	return t.c.duration(sum, minus)
}

// protection is the encryption of the connection that the hop records.
func (t *teller) protection(h *Hop) string {
	switch {
	case h.TLS.Used != nil && !*h.TLS.Used:
		return t.label("without-tls")
	case h.TLS.Version != "":
		return tlsName(h.TLS.Version)
	case h.TLS.Used != nil:
		return "TLS"
	}
	return ""
}

// mostStations bounds the picture of hops. Of a longer way the newest are
// shown, for they are those that can be believed.
const mostStations = 9

// hopScene shows the client of the oldest hop and who wrote each line. Lines of
// one role that follow each other are one station.
func (t *teller) hopScene() scene {
	s := scene{boundary: -1}
	var runs [][2]int // first and last index of hops
	for i := range t.d.Hops {
		h := &t.d.Hops[i]
		if last := len(runs) - 1; last >= 0 && t.sameStation(&t.d.Hops[runs[last][1]], h) {
			runs[last][1] = i
			continue
		}
		runs = append(runs, [2]int{i, i})
	}
	if len(runs) > mostStations {
		runs = runs[len(runs)-mostStations:]
		s.older = runs[0][0]
	}
	if s.older == 0 {
		s.stations = append(s.stations, t.origin(&t.d.Hops[0]))
	}
	for _, run := range runs {
		t.addRun(&s, t.d.Hops[run[0]:run[1]+1])
	}
	return s
}

func (t *teller) sameStation(a, b *Hop) bool {
	return a.Role == b.Role && a.Role != "" && a.hopOutcome() == b.hopOutcome()
}

// origin is the client of the oldest hop: as believable as the line that
// recorded it.
func (t *teller) origin(h *Hop) station {
	name := strings.TrimSpace(strings.TrimSuffix(h.From.show(), "["+h.From.IP+"]"))
	s := station{role: RoleOther, title: t.label("origin"), host: name, detail: h.From.IP, outcome: h.hopOutcome(), word: t.hopWord(h),
		hearsay: !h.Basis.Believed()}
	if s.host == "" {
		s.host, s.detail = s.detail, ""
	}
	return s
}

// addRun adds the station of hops that follow each other, and the connection to
// it.
func (t *teller) addRun(s *scene, run []Hop) {
	first, last := &run[0], &run[len(run)-1]
	if len(s.stations) > 0 {
		c := connection{outcome: first.hopOutcome(), note: t.protection(first), delay: t.passed(first.Hop, first.Hop)}
		s.connections = append(s.connections, c)
	}
	if s.boundary < 0 && t.d.Boundary.Hop > 0 && last.Hop >= t.d.Boundary.Hop {
		s.boundary = len(s.stations)
	}
	host := first
	if first.Role == RoleExchangeOnline { // the mailbox server is the last
		host = last
	}
	address := host.By.IP
	if host.By.Name == "" || host.By.Name == address {
		address = ""
	}
	title := t.role(last)
	if title == "" {
		title = t.roleName(RoleOther)
	}
	if len(run) > 1 {
		title += " ×" + ordinal(len(run))
	}
	s.stations = append(s.stations, station{role: last.Role, title: title, host: host.writer(), detail: address,
		outcome: last.hopOutcome(), word: t.hopWord(last), hearsay: !last.Basis.Believed()})
}
