package operator

import (
	_ "embed" // the table of regions
	"strings"
	"sync"

	"github.com/hopproof/hopproof/internal/ascii"
	"github.com/hopproof/hopproof/internal/tsv"
)

//go:embed regions.tsv
var regionsTSV string

// Region is the part of the world in the name of an Exchange Online host.
type Region struct {
	Code string // "eur"
	Name string // "Europe"
}

var regionTable = sync.OnceValue(func() map[string]Region {
	t := map[string]Region{}
	for _, cells := range tsv.Rows(regionsTSV) {
		t[cells[0]] = Region{cells[0], cells[1]}
	}
	return t
})

// RegionOf reads the region out of the name of an Exchange Online host: from
// its second label (eurprd04, NAMP223, eop-EUR05), or from the first one of an
// outbound host (EUR05-VI1-obe). Zero if there is none.
func RegionOf(name string) Region {
	node := Node(name)
	second := Node(strings.TrimPrefix(name[len(node):], "."))
	if len(second) > 4 && ascii.EqualFold(second[:4], "eop-") {
		return regionNamed(second[4:])
	}
	if len(node) > 4 && ascii.EqualFold(node[len(node)-4:], "-obe") {
		return regionNamed(node)
	}
	var buf [maxLabel]byte
	if len(second) > maxLabel {
		return Region{}
	}
	label := buf[:len(second)]
	lower(label, second)
	if isRegionLabel(label) || matchShape("chnpr##", label) {
		return regionNamed(second)
	}
	return Region{}
}

// regionNamed looks up the first three letters.
func regionNamed(label string) Region {
	if len(label) < 3 {
		return Region{}
	}
	var code [3]byte
	lower(code[:], label)
	return regionTable()[string(code[:])]
}

// isRegionLabel reports whether a label, in lower case, names a forest of
// Exchange Online: eurprd04, namp223.
func isRegionLabel(label []byte) bool {
	if len(label) < 4 || !matchShape("^^^", label[:3]) || label[3] != 'p' {
		return false
	}
	digits := label[4:]
	if len(digits) > 2 && digits[0] == 'r' && digits[1] == 'd' {
		digits = digits[2:]
	}
	return matchShape("##", digits) || matchShape("###", digits)
}
