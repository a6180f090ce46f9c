package header

import (
	"strings"
	"testing"

	"github.com/hopproof/hopproof/internal/ascii"
	"github.com/hopproof/hopproof/internal/testcorpus"
)

// TestNames: a field is found by its name in any case, parsed or not, and nothing
// else is.
func TestNames(t *testing.T) {
	list := []string{"From", "Form", "Received", "Received-SPF", "X-MS-Exchange-Organization-AuthAs", "x"}
	for i := range 150 { // some of them begin at the same place
		list = append(list, "X-Number-"+strings.Repeat("i", i))
	}
	names := NewNames(list...)
	for i, name := range list {
		for _, written := range []string{name, strings.ToUpper(name), strings.ToLower(name)} {
			s := ParseString(written + ": 1\r\n")
			if got := names.Index(&s.Fields[0]); got != i {
				t.Errorf("%s is found at %d, want %d", written, got, i)
			}
			if got := names.Index(&Field{Name: written}); got != i {
				t.Errorf("%s, not parsed, is found at %d, want %d", written, got, i)
			}
		}
		if got := names.Index(&Field{Name: name + "-"}); got != -1 {
			t.Errorf("%s- is found at %d", name, got)
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("a list that is too long is taken")
		}
	}()
	NewNames(make([]string, taken)...)
}

// TestCorpusNames: a section finds its fields as a comparison of all names does,
// and few names share a key.
func TestCorpusNames(t *testing.T) {
	keys, shared, all := map[uint32]string{}, 0, 0
	for _, m := range testcorpus.Messages(t) {
		s := Parse(m.Data)
		for i := range s.Fields {
			name := s.Fields[i].Name
			all++
			first, n := -1, 0
			for j := range s.Fields {
				if ascii.EqualFold(s.Fields[j].Name, name) {
					if n++; first < 0 {
						first = j
					}
				}
			}
			if s.Find(name) != &s.Fields[first] || s.Count(name) != n {
				t.Errorf("%s: %s is not found", m.Name, name)
			}
			key := nameKey(name)
			if lower := strings.ToLower(name); keys[key] == "" {
				keys[key] = lower
			} else if keys[key] != lower {
				shared++
			}
		}
	}
	if shared*40 > all {
		t.Errorf("%d of %d fields share the key of another name", shared, all)
	}
}
