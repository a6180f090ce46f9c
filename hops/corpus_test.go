package hops_test

import (
	"net/netip"
	"testing"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/header/exchange"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/route"
	"github.com/hopproof/hopproof/internal/testcorpus"
)

// TestCorpusHops: a hop for every Received field, each read or with a Problem.
func TestCorpusHops(t *testing.T) {
	messages, lines := testcorpus.Messages(t), 0
	for _, m := range messages {
		s := header.Parse(m.Data)
		tl := hops.Build(&s, hops.Options{})
		if len(tl.Hops) != s.Count("Received") {
			t.Errorf("%s: %d hops for %d Received fields", m.Name, len(tl.Hops), s.Count("Received"))
		}
		for i := range tl.Hops {
			h := &tl.Hops[i]
			lines++
			if h.From.Name == "" && !h.From.IP.IsValid() && h.Name() == "" && !h.Date.Valid && len(h.Problems) == 0 {
				t.Errorf("%s: hop %d is neither read nor has a problem", m.Name, h.Number)
			}
		}
	}
	t.Logf("%d messages, %d Received fields", len(messages), lines)
}

// TestCorpusLinks: neighbours inside Microsoft are linked; hops of different
// messages put next to each other are not. For the second figure every hop is
// put above the hop that lies one deeper in another message, and, harder,
// every line of Microsoft's above another message's line of the kind that
// really follows.
func TestCorpusLinks(t *testing.T) {
	var timelines []*hops.Timeline
	for _, m := range testcorpus.Messages(t) {
		s := header.Parse(m.Data)
		timelines = append(timelines, hops.Build(&s, hops.Options{}))
	}
	var inside, linked, left, joined int
	for _, tl := range timelines {
		for i := 1; i < len(tl.Hops); i++ {
			h, older := &tl.Hops[i], &tl.Hops[i-1]
			if h.Kind.Microsoft() && older.Kind.Microsoft() && h.Kind != hops.KindBorder {
				inside++
				if h.Link != hops.LinkNone {
					linked++
				}
			}
			if h.Peer.IsOutbound() && older.Kind == hops.KindHub {
				left++
				if h.Link != hops.LinkNone {
					joined++
				}
			}
		}
	}
	t.Logf("leaving Microsoft: %d of %d linked", joined, left)
	foreign, confused := mixed(timelines, func(*hops.Hop) bool { return true })
	foreignInside, confusedInside := mixed(timelines, func(h *hops.Hop) bool { return h.Kind.Microsoft() && h.Kind != hops.KindBorder })
	t.Logf("inside Microsoft %d of %d linked; of different messages %d of %d, inside Microsoft %d of %d",
		linked, inside, confused, foreign, confusedInside, foreignInside)
	if linked*100 < inside*94 {
		t.Errorf("only %d of %d pairs inside Microsoft are linked, want 94 %%", linked, inside)
	}
	if confused*100 >= foreign || confusedInside*100 >= foreignInside {
		t.Errorf("%d of %d pairs of different messages are linked (%d of %d inside Microsoft), want under 1 %%",
			confused, foreign, confusedInside, foreignInside)
	}
}

// mixed puts hops of one message above hops of another: each hop that counts
// above the line that stands one deeper in a message some way off.
func mixed(timelines []*hops.Timeline, counts func(*hops.Hop) bool) (pairs, linked int) {
	for i, tl := range timelines {
		other := timelines[(i*7+len(timelines)/2)%len(timelines)]
		if other == tl {
			continue
		}
		for n := 2; n <= len(tl.Hops) && n-1 <= len(other.Hops); n++ {
			if !counts(tl.Hop(n)) {
				continue
			}
			pairs++
			if hops.LinkOf(tl.Hop(n), other.Hop(n-1)) != hops.LinkNone {
				linked++
			}
		}
	}
	return pairs, linked
}

// recorded is the record of connector attribution of a message, if it has one.
func recorded(s *header.Section) (exchange.Attribution, bool) {
	f := s.Find("X-MS-Exchange-CrossTenant-OriginalAttributedTenantConnectingIp")
	if f == nil {
		return exchange.Attribution{}, false
	}
	return exchange.ParseAttribution(f.Body())
}

// TestCorpusRelayed measures real relayed messages, whose record of connector
// attribution tells the relay's address.
func TestCorpusRelayed(t *testing.T) {
	var n, withBorder, equal, without, removed, held, elsewhere, heldElsewhere, uncut, unknown int
	for _, m := range testcorpus.Messages(t) {
		s := header.Parse(m.Data)
		r, ok := recorded(&s)
		if !ok {
			continue
		}
		n++
		tl := hops.Build(&s, hops.Options{})
		if hasBorder(tl) {
			withBorder++
			if hasEntry(tl, r.IP) {
				equal++
			} else {
				t.Logf("%s: no entry has the recorded address", m.Name)
			}
		} else {
			without++
		}
		cut := asReceived(&s, m.Data, r.IP)
		outside := hasBorder(tl) && !tl.Hop(len(tl.Hops)).Kind.Microsoft()
		if outside {
			elsewhere++
		}
		v := verdict(cut, r.IP)
		switch {
		case !hasBorder(tl):
			if v.Outcome == route.Unknown && v.Legs[1].Reason.Code == hops.StopRemoved {
				removed++
			} else {
				t.Errorf("%s: no border line, yet %v (%s)", m.Name, v.Outcome, v.Legs[1].Reason.Code)
			}
		case v.Legs[1].Outcome == route.Held && v.Legs[2].Outcome == route.Held:
			held++
			if outside {
				heldElsewhere++
			}
			if w := verdict(cut, netip.MustParseAddr("192.0.2.250")); w.Legs[1].Outcome != route.Broken {
				t.Errorf("%s: another address gives %v", m.Name, w.Legs[1].Outcome)
			}
		default:
			t.Logf("%s: relay %v (%s)", m.Name, v.Legs[1].Outcome, v.Legs[1].Reason.Code)
		}
		if len(cut.Fields) < len(s.Fields) {
			uncut++
			if u := verdict(&s, r.IP); u.Outcome == route.Unknown && (u.Legs[1].Remedy.Code == "trust-host" || u.Legs[1].Reason.Code == hops.StopRemoved) {
				unknown++
			} else {
				t.Logf("%s uncut: %v (%s, %s)", m.Name, u.Outcome, u.Legs[1].Reason.Code, u.Legs[1].Remedy.Code)
			}
		}
	}
	t.Logf("%d with a record; %d with a border line, %d of them with an entry of that address; %d without", n, withBorder, equal, without)
	t.Logf("received outside Microsoft: relay and EOP held %d of %d", heldElsewhere, elsewhere)
	t.Logf("as received: relay and EOP held %d of %d; lines-removed %d of %d; uncut copies unknown with a host to trust %d of %d",
		held, withBorder, removed, without, unknown, uncut)
	if equal*100 < withBorder*99 {
		t.Errorf("entry equals the record in %d of %d, want 99 %%", equal, withBorder)
	}
}

func hasBorder(tl *hops.Timeline) bool {
	for i := range tl.Hops {
		if tl.Hops[i].Kind == hops.KindBorder && !tl.Hops[i].Peer.IsOutbound() {
			return true
		}
	}
	return false
}

func hasEntry(tl *hops.Timeline, ip netip.Addr) bool {
	for _, e := range tl.Entries {
		if e.IP == ip {
			return true
		}
	}
	return false
}

// asReceived cuts everything above the line of the first host that took the
// message from Microsoft after it had entered from ip: the section as that
// receiver saw it. Where Microsoft is the receiver too, that is all of it.
func asReceived(s *header.Section, data []byte, ip netip.Addr) *header.Section {
	tl := hops.Build(s, hops.Options{})
	from := 0
	for _, e := range tl.Entries {
		if e.IP == ip {
			from = e.Hop
		}
	}
	for n := from + 1; n <= len(tl.Hops); n++ {
		if h := tl.Hop(n); h.Peer.IsOutbound() && !h.Kind.Microsoft() {
			cut := header.Parse(data[h.Span.Start:])
			return &cut
		}
	}
	return s
}

func verdict(s *header.Section, ip netip.Addr) route.Verdict {
	return verdictTrusting(s, ip, hops.Trust{})
}

// TestCorpusTrust follows the advice that uncut copies get: naming the host
// that the remedy names, again and again, leads to a held relay or to an end
// that names no further host.
func TestCorpusTrust(t *testing.T) {
	var copies, held, steps int
	ends := map[string]int{}
	for _, m := range testcorpus.Messages(t) {
		s := header.Parse(m.Data)
		r, ok := recorded(&s)
		if !ok || len(asReceived(&s, m.Data, r.IP).Fields) == len(s.Fields) {
			continue
		}
		copies++
		var trust hops.Trust
		for range 12 {
			v := verdictTrusting(&s, r.IP, trust)
			if relay := v.Legs[1]; relay.Outcome == route.Held {
				held++
				break
			} else if !trustNext(&trust, relay.Remedy) {
				ends[relay.Reason.Code]++
				break
			}
			steps++
		}
	}
	t.Logf("%d uncut copies: %d held after naming %d hosts; the others end with %v", copies, held, steps, ends)
	if held == 0 && copies > 0 {
		t.Error("no uncut copy is held however many hosts are trusted")
	}
}

// trustNext adds the host that a remedy names.
func trustNext(trust *hops.Trust, remedy route.Coded) bool {
	for _, a := range remedy.Args {
		if remedy.Code != "trust-host" || a.Name != "trust" {
			continue
		}
		if ip, err := netip.ParseAddr(a.Value); err == nil {
			trust.Prefixes = append(trust.Prefixes, netip.PrefixFrom(ip, ip.BitLen()))
		} else {
			trust.Domains = append(trust.Domains, a.Value)
		}
		return true
	}
	return false
}

func verdictTrusting(s *header.Section, ip netip.Addr, trust hops.Trust) route.Verdict {
	r, _ := route.Builtin(route.Office365Relay, route.Declared{RelayIP: []netip.Prefix{netip.PrefixFrom(ip, ip.BitLen())}})
	tl := hops.Build(s, hops.Options{Relays: r.Relays(), Trust: trust})
	return route.Verify(tl, &r)
}
