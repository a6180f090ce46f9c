package forgery_test

import (
	"bytes"
	"math/rand/v2"
	"net/netip"
	"slices"
	"testing"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/header/exchange"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/route"
	"github.com/hopproof/hopproof/internal/forgery"
	"github.com/hopproof/hopproof/internal/testcorpus"
)

// relayed is a real message whose record of connector attribution names the
// relay, as the first receiver outside Microsoft saw it.
type relayed struct {
	name string
	data []byte
	ip   string
}

func relayedMessages(t *testing.T) []relayed {
	t.Helper()
	var list []relayed
	for _, m := range testcorpus.Messages(t) {
		s := header.Parse(m.Data)
		f := s.Find("X-MS-Exchange-CrossTenant-OriginalAttributedTenantConnectingIp")
		if f == nil {
			continue
		}
		if r, ok := exchange.ParseAttribution(f.Body()); ok {
			list = append(list, relayed{m.Name, asReceived(&s, m.Data, r.IP), r.IP.String()})
		}
	}
	return list
}

func asReceived(s *header.Section, data []byte, ip netip.Addr) []byte {
	tl := hops.Build(s, hops.Options{})
	from := 0
	for _, e := range tl.Entries {
		if e.IP == ip {
			from = e.Hop
		}
	}
	for n := from + 1; n <= len(tl.Hops); n++ {
		if h := tl.Hop(n); h.Peer.IsOutbound() && !h.Kind.Microsoft() {
			return data[h.Span.Start:]
		}
	}
	return data
}

// TestCorpusTwins: real relayed messages are held; the same fields below the
// lines of servers that took them from somebody else are not. Nothing of the
// messages is printed.
func TestCorpusTwins(t *testing.T) {
	t.Parallel()
	genuine, forged := 0, 0
	for i, m := range relayedMessages(t) {
		_, v := verify(m.data, forgery.Declared{Route: "office365-relay", RelayIP: []string{m.ip}})
		if got := held(v); slices.Contains(got, "relay") && slices.Contains(got, "eop") {
			genuine++
		}
		for n := range 25 {
			c := forgery.New(rand.New(rand.NewPCG(seed+2, uint64(i*1000+n)))).Replay(m.data, m.ip)
			_, v := verify(c.Data, c.Declared)
			forged++
			for _, leg := range held(v) {
				if v.Outcome == route.Held || slices.Contains(c.False, leg) {
					t.Errorf("%s, case %d, %s: %s held", m.name, n, c.Attack, leg)
				}
			}
		}
	}
	t.Logf("%d genuine messages held, %d copies of them tried", genuine, forged)
	if genuine < 50 {
		t.Errorf("only %d genuine messages are held", genuine)
	}
}

// TestCorpusCut cuts real messages at every line, from below and from above.
func TestCorpusCut(t *testing.T) {
	t.Parallel()
	for _, m := range relayedMessages(t) {
		checkCuts(t, m.name, m.data, forgery.Declared{Route: "office365-relay", RelayIP: []string{m.ip}}, lineStarts(m.data))
	}
}

func lineStarts(data []byte) []int {
	var list []int
	for at := 0; at < len(data); {
		list = append(list, at)
		n := bytes.IndexByte(data[at:], '\n')
		if n < 0 {
			break
		}
		at += n + 1
	}
	return list
}

// checkCuts: cut from below, a leg is held only by lines that are all there;
// cut from above, only with the word that the receiver is assumed, or where
// the mark of a delivery stands above what is left.
func checkCuts(t *testing.T, name string, data []byte, d forgery.Declared, places []int) {
	t.Helper()
	full, _ := verify(data, d)
	ends := map[int]int{}
	for i := range full.Hops {
		ends[full.Hops[i].Span.Start] = full.Hops[i].Spans.Date.End
	}
	for _, n := range places {
		tl, v := verify(data[:n], d)
		for _, l := range v.Legs {
			for _, hop := range l.Hops {
				h := tl.Hop(hop)
				if end, same := ends[h.Span.Start]; l.Outcome == route.Held && h.Basis.Believed() && (!same || end > n) {
					t.Errorf("%s: %s is held of %d bytes, its line ends at %d", name, l.Leg, n, end)
				}
			}
		}
		tl, v = verify(data[n:], d)
		if got := held(v); len(got) > 0 && !assumed(tl) && !marked(data[n:]) {
			t.Errorf("%s: %v held without the first %d bytes, and nothing says that the receiver is assumed", name, got, n)
		}
	}
}

// marked looks for a mark of delivery above the first Received field: a field
// that the last server writes, or Exchange Online's delivery line itself.
func marked(data []byte) bool {
	for _, f := range bytes.Split(data, []byte("\n")) {
		switch {
		case bytes.HasPrefix(f, []byte("Return-Path:")), bytes.HasPrefix(f, []byte("Delivered-To:")):
			return true
		case bytes.HasPrefix(f, []byte("Received:")):
			line, _, _ := bytes.Cut(data[bytes.Index(data, f):], []byte("\nReceived:"))
			return bytes.Contains(bytes.Join(bytes.Fields(line), []byte(" ")), []byte(" with HTTPS"))
		}
	}
	return false
}
