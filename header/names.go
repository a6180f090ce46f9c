package header

import "github.com/hopproof/hopproof/internal/ascii"

// nameKey is the same for two names that differ in the case of letters only, and
// seldom for others. It is never 0.
func nameKey(name string) uint32 {
	n := len(name)
	if n == 0 {
		return 1
	}
	few := uint32(name[0]|0x20)<<24 | uint32(name[n/2]|0x20)<<16 | uint32(name[n-1]|0x20)<<8 | uint32(n)&0xff
	// Knuth's multiplier, 2^32 divided by the golden ratio, spreads them over the
	// upper bits. It is odd, so that only 0 gives 0.
	return few * 2654435769
}

// mayHave reports whether f may have the name of that key.
func (f *Field) mayHave(key uint32) bool { return f.key == key || f.key == 0 }

// nameFilter tells which fields of a section can have a name: those from the first
// to the last whose name shares its slot. Most names are not there at all.
type nameFilter struct {
	noted int
	slots [1 << slotBits]slot
}

// slot has two numbers of fields, counted from 1 up to 255; 0: there is none. Behind
// the 254th a field counts as the 255th.
type slot struct{ first, last uint8 }

const slotBits = 8

func (n *nameFilter) note(key uint32) {
	n.noted++
	at := uint8(min(n.noted, 255))
	s := &n.slots[key>>(32-slotBits)]
	if s.last = at; s.first == 0 {
		s.first = at
	}
}

// between are the bounds of the fields that may have the name of that key. Of a
// section that was not made by the parser alone they are all.
func (s *Section) between(key uint32) (from, to int) {
	if s.names == nil || s.names.noted != len(s.Fields) {
		return 0, len(s.Fields)
	}
	slot := s.names.slots[key>>(32-slotBits)]
	if slot.last == 255 {
		return int(slot.first) - 1, len(s.Fields)
	}
	return max(int(slot.first)-1, 0), int(slot.last)
}

// equalNames compares names, most of which are written as in their standard.
//
//go:noinline
func equalNames(a, b string) bool { return a == b || ascii.EqualFold(a, b) }

// Names is a list of field names in which a field is found at once. Make it with
// [NewNames].
type Names struct {
	list []string
	keys []uint32
	// places are a hash table: one more than the place in list; 0: none. At most
	// half of them are taken, so that most fields are known to be none of the list
	// by a look at one. Fields without a key begin at the first, which is taken.
	places [1 << placeBits]uint8
}

const (
	placeBits = 9
	taken     = 1<<8 - 1
)

// NewNames makes Names of a list of at most 254 names, in which none stands twice.
// It panics if there are more: they are those of a program, not of a message.
func NewNames(list ...string) *Names {
	if len(list) >= taken {
		panic("header: too many names for a list")
	}
	n := &Names{list: list}
	n.places[0] = taken
	for i, name := range list {
		key := nameKey(name)
		n.keys = append(n.keys, key)
		slot := placeOf(key)
		for n.places[slot] != 0 {
			slot = (slot + 1) % uint32(len(n.places))
		}
		n.places[slot] = uint8(i + 1)
	}
	return n
}

// placeOf is where the search for a key begins.
func placeOf(key uint32) uint32 { return key >> (32 - placeBits) }

// Index is the place of the name of f in the list, or -1. The case of letters does
// not matter.
func (n *Names) Index(f *Field) int {
	if n.places[placeOf(f.key)] == 0 {
		return -1
	}
	return n.find(f)
}

func (n *Names) find(f *Field) int {
	key := f.key
	if key == 0 { // the field is none that was parsed
		key = nameKey(f.Name)
	}
	for slot := placeOf(key); n.places[slot] != 0; slot = (slot + 1) % uint32(len(n.places)) {
		if i := int(n.places[slot]) - 1; i < len(n.keys) && n.keys[i] == key && equalNames(n.list[i], f.Name) {
			return i
		}
	}
	return -1
}
