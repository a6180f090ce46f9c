package hops_test

import (
	"testing"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/internal/testcorpus"
)

// TestCorpusWitnesses counts how often other fields agree with border lines.
func TestCorpusWitnesses(t *testing.T) {
	agree, explained, dispute := map[string]int{}, map[string]int{}, map[string]int{}
	entries, disputed := 0, 0
	for _, m := range testcorpus.Messages(t) {
		s := header.Parse(m.Data)
		tl := hops.Build(&s, hops.Options{})
		for i := range tl.Entries {
			e := &tl.Entries[i]
			entries++
			if w, ok := e.Disputed(); ok {
				disputed++
				t.Logf("%s: hop %d: %s disagrees", m.Name, e.Hop, w.Source)
			}
			for _, w := range e.Witnesses {
				switch {
				case w.Agrees:
					agree[w.Source]++
				case w.Explained:
					explained[w.Source]++
				default:
					dispute[w.Source]++
				}
			}
		}
	}
	for source := range agree {
		t.Logf("%-45s agrees %4d, explained %3d, disagrees %3d", source, agree[source], explained[source], dispute[source])
	}
	t.Logf("%d entries, %d disputed", entries, disputed)
	if disputed*100 > entries*3 {
		t.Errorf("%d of %d entries are disputed", disputed, entries)
	}
}
