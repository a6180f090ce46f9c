package spf

import (
	_ "embed"
	"iter"
	"maps"
	"net/netip"
	"strings"
	"sync"
)

// rows yields the cells of each line below the heading of a table.
func rows(table string) iter.Seq[[]string] {
	return func(yield func([]string) bool) {
		_, body, _ := strings.Cut(table, "\n")
		for line := range strings.Lines(body) {
			if !yield(strings.Split(strings.TrimSuffix(line, "\n"), "\t")) {
				return
			}
		}
	}
}

//go:embed special.tsv
var specialTable string

// special is a network that no public host sends from.
type special struct {
	network netip.Prefix
	// class is "private", "reserved" or "documentation".
	class string
}

var specials = sync.OnceValue(func() (all []special) {
	for cells := range rows(specialTable) {
		all = append(all, special{netip.MustParsePrefix(cells[0]), cells[1]})
	}
	return all
})

// specialOf is the special network in which all of p lies.
func specialOf(p netip.Prefix) (special, bool) {
	for _, s := range specials() {
		if covers(s.network, p) {
			return s, true
		}
	}
	return special{}, false
}

// covers reports whether all of inner lies in outer.
func covers(outer, inner netip.Prefix) bool {
	return outer.Bits() <= inner.Bits() && outer.Contains(inner.Addr())
}

//go:embed nonpublic.tsv
var nonPublicTable string

// notPublic are top labels that public DNS does not know.
var notPublic = sync.OnceValue(func() map[string]bool {
	all := map[string]bool{}
	for cells := range rows(nonPublicTable) {
		all[cells[0]] = true
	}
	return all
})

//go:embed clouds.tsv
var cloudTable string

// Cloud is one of Microsoft's clouds by its name here: "worldwide",
// "us-government" (GCC High and DoD), "china" (21Vianet).
type Cloud string

var clouds = sync.OnceValue(func() map[Cloud]string {
	all := map[Cloud]string{}
	for cells := range rows(cloudTable) {
		all[Cloud(cells[0])] = cells[1]
	}
	return all
})

// Clouds are the clouds that the package knows, with the name that a record
// includes for each.
func Clouds() map[Cloud]string { return maps.Clone(clouds()) }
