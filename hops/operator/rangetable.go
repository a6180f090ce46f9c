package operator

import (
	_ "embed" // the table of address ranges
	"net/netip"
	"slices"
	"sync"

	"github.com/hopproof/hopproof/internal/tsv"
)

//go:embed ranges.tsv
var rangesTSV string

// ranges are sorted by first address, the wider before the narrower; IPv4
// before IPv6.
type ranges []rangeRow

type rangeRow struct {
	first  netip.Addr
	prefix netip.Prefix
	// outer is the place of the next wider range around this one, or -1.
	outer int
	class AddrClass
}

var rangeTable = sync.OnceValue(func() ranges {
	var t ranges
	for _, cells := range tsv.Rows(rangesTSV) {
		prefix := netip.MustParsePrefix(cells[0])
		t = append(t, rangeRow{prefix.Addr(), prefix, -1, AddrClass{
			Operator: cells[1],
			Use:      Use(max(0, slices.Index(useNames[:], cells[2]))),
			inside:   cells[3] == "yes",
			Cloud:    cells[4],
		}})
	}
	t.nest()
	return t
})

// nest notes for every range the one around it, so that a look-up that misses
// a narrow range goes on with the wider.
func (t ranges) nest() {
	for i := 1; i < len(t); i++ {
		outer := i - 1
		for outer >= 0 && !t[outer].prefix.Contains(t[i].first) {
			outer = t[outer].outer
		}
		t[i].outer = outer
	}
}

// find returns the class of the narrowest range around ip.
func (t ranges) find(ip netip.Addr) AddrClass {
	low, high := 0, len(t)
	for low < high {
		mid := int(uint(low+high) >> 1)
		if ip.Less(t[mid].first) {
			high = mid
		} else {
			low = mid + 1
		}
	}
	for i := low - 1; i >= 0; i = t[i].outer {
		if t[i].prefix.Contains(ip) {
			return t[i].class
		}
	}
	return AddrClass{Use: UsePublic}
}
