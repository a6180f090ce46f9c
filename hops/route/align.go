package route

import (
	"strconv"

	"github.com/hopproof/hopproof/hops"
)

func itoa(n int) string { return strconv.Itoa(n) }

// align gives each inbound leg the line of the host that received from it, or
// nil. The newest leg is bound to the entry line; the others get, in order,
// the older lines that explain them best, so that a relay may add internal
// hops without breaking a route. Which lines are believed plays no part here:
// alignment only says where to look.
func (v *verifier) align(legs []Leg) []*hops.Hop {
	places := make([]*hops.Hop, len(legs))
	if v.ingress == nil || v.t.Ingress.Mailbox {
		return places
	}
	last := len(legs) - 1
	places[last] = v.ingress
	if last == 0 {
		return places
	}
	older := v.t.Hops[:v.ingress.Number-1] // oldest first, all below the entry
	best := bestPlaces(legs[:last], older, v.fit)
	for i, at := range best {
		if at >= 0 {
			places[i] = &older[at]
		}
	}
	return places
}

// How well a line explains a leg.
const (
	fitNothing = iota // the leg demands something else
	fitOpen           // nothing is demanded that this line could show
	fitMatch          // the line shows what is demanded
)

// fit scores received as the line of the host that received from l.
func (v *verifier) fit(l *Leg, received *hops.Hop) int {
	score := fitOpen
	if len(l.IP) > 0 {
		if !contains(l.IP, received.From.IP) {
			return fitNothing
		}
		score = fitMatch
	}
	if len(l.By) > 0 {
		own := v.own(l, received)
		if own == nil || !hops.MatchAny(l.By, own.By.Name) {
			return fitNothing
		}
		score = fitMatch
	}
	return score
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
