package route

import (
	"strconv"

	"github.com/hopproof/hopproof/hops"
)

func itoa(n int) string { return strconv.Itoa(n) }

// align gives each leg of a chain the line of the host that received from it,
// or nil. The newest leg is bound to the entry line; the others get, in order,
// the older lines that explain them best, so that a relay may add internal
// hops without breaking a route. Which lines are believed plays no part here:
// alignment only says where to look.
func (v *verifier) align(c chain) []*hops.Hop {
	places := make([]*hops.Hop, len(c.legs))
	if c.entry == nil || c.entry == v.ingress && v.t.Ingress.Mailbox {
		return places
	}
	last := len(c.legs) - 1
	places[last] = c.entry
	if last == 0 {
		return places
	}
	older := v.t.Hops[min(c.floor, c.entry.Number-1) : c.entry.Number-1] // oldest first, all below the entry
	best := bestPlaces(c.legs[:last], older, v.fit)
	for i, at := range best {
		if at >= 0 {
			places[i] = &older[at]
		}
	}
	return places
}

// How well a line explains a leg: what it shows adds up.
const (
	fitNothing = 0   // the leg demands another host
	fitOpen    = 1   // nothing is demanded that this line could show
	fitWeak    = 1   // for each weak condition that the line shows
	fitStrong  = 10  // for each other one
	fitWhole   = 100 // the line shows all that is demanded
)

// fit scores next as the line of the host that received from l. Lines that
// show everything come before all others, however many parts those show: a
// host that adds a line of its own leaves the other legs where they are.
func (v *verifier) fit(l *Leg, next *hops.Hop) int {
	p := v.placeOf(l, next)
	score, whole, any := fitOpen, true, false
	for i := range rules {
		r := &rules[i]
		if r.unordered || !r.declared(l) {
			continue
		}
		any = true
		switch outcome := v.outcome(r, p); {
		case outcome == Held && r.weak:
			score += fitWeak
		case outcome == Held:
			score += fitStrong
		case outcome == Broken && !r.weak:
			return fitNothing
		default:
			whole = false
		}
	}
	if any && whole {
		score += fitWhole
	}
	return score
}

// outcome is what the lines of a place show of a rule, whoever wrote them. The
// line in which the host's name would stand has to be there.
func (v *verifier) outcome(r *rule, p place) Outcome {
	reason, _ := r.missing(p)
	switch {
	case reason == "":
		return r.compare(v, p).outcome
	case r.from == ownLine:
		return Broken
	}
	return Unknown
}

// bestPlaces lays legs (oldest first) on lines (oldest first) in order, so
// that the sum of fits is greatest; of equal ones it takes the newest lines,
// next to the entry. Cost is legs times lines. A leg without a line gets -1.
func bestPlaces(legs []Leg, lines []hops.Hop, fit func(*Leg, *hops.Hop) int) []int {
	n, m := len(legs), len(lines)
	// best[i][j]: greatest sum for the legs i.. on the lines ..j-1, newest first.
	best := make([][]int, n+1)
	for i := range best {
		best[i] = make([]int, m+1)
	}
	for i := 1; i <= n; i++ { // the i newest legs
		for j := 1; j <= m; j++ { // on the j newest lines
			take := best[i-1][j-1] + fit(&legs[n-i], &lines[m-j])
			best[i][j] = max(take, best[i][j-1], best[i-1][j])
		}
	}
	places := make([]int, n)
	for i := range places {
		places[i] = -1
	}
	return trace(best, places, legs, lines, fit)
}

// trace walks the table back. Of equal sums it prefers to leave the older
// line unused, which keeps legs next to the entry.
func trace(best [][]int, places []int, legs []Leg, lines []hops.Hop, fit func(*Leg, *hops.Hop) int) []int {
	n, m := len(legs), len(lines)
	i, j := n, m
	for i > 0 && j > 0 {
		switch {
		case best[i][j] == best[i][j-1] && i < j:
			j--
		case best[i][j] == best[i-1][j-1]+fit(&legs[n-i], &lines[m-j]):
			places[n-i] = m - j
			i, j = i-1, j-1
		case best[i][j] == best[i][j-1]:
			j--
		default:
			i--
		}
	}
	return places
}
