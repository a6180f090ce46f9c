// Package msggen writes Outlook items, and the compound files that hold them,
// for tests. It writes them as MS-CFB and MS-OXMSG say, by itself: nothing of
// it is shared with the readers.
package msggen

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strings"
	"unicode/utf16"
)

// Node is a storage or, with Data, a stream.
type Node struct {
	Name   string
	Data   []byte
	Inside []*Node
	Stream bool
}

// Stream makes a stream.
func Stream(name string, data []byte) *Node { return &Node{Name: name, Data: data, Stream: true} }

// Storage makes a storage.
func Storage(name string, inside ...*Node) *Node { return &Node{Name: name, Inside: inside} }

// none stands for no sector and no entry, end closes a chain, and fatSector and
// difatSector mark what holds the tables (MS-CFB section 2.1).
const (
	none        = 0xffffffff
	end         = 0xfffffffe
	fatSector   = 0xfffffffd
	difatSector = 0xfffffffc
)

// Compound writes a compound file of version 3 (sectors of 512 bytes) or 4 (of
// 4096). Streams under 4096 bytes stand in the mini stream.
func Compound(version int, inside ...*Node) []byte {
	w := &writer{size: 512, version: version}
	if version == 4 {
		w.size = 4096
	}
	w.add(Storage("Root Entry", inside...))
	w.place()
	return w.file()
}

type writer struct {
	size, version int
	entries       []*entry
	mini          []byte   // the mini stream
	miniFAT       []uint32 // its chains
	body          []byte   // all sectors but those of the FAT
	fat           []uint32 // their chains
	directory     uint32
	miniTable     uint32
}

type entry struct {
	node               *Node
	left, right, child uint32
	start              uint32
}

// add numbers a node and all that it holds. Siblings are a balanced tree,
// ordered by length and then by letter (MS-CFB section 2.6.4).
func (w *writer) add(n *Node) uint32 {
	number := uint32(len(w.entries))
	e := &entry{node: n, left: none, right: none, start: end}
	w.entries = append(w.entries, e)
	sorted := slices.Clone(n.Inside)
	slices.SortFunc(sorted, func(a, b *Node) int {
		return cmp.Or(cmp.Compare(len(a.Name), len(b.Name)), strings.Compare(strings.ToUpper(a.Name), strings.ToUpper(b.Name)))
	})
	e.child = w.tree(sorted)
	return number
}

func (w *writer) tree(sorted []*Node) uint32 {
	if len(sorted) == 0 {
		return none
	}
	middle := len(sorted) / 2
	number := w.add(sorted[middle])
	e := w.entries[number]
	e.left, e.right = w.tree(sorted[:middle]), w.tree(sorted[middle+1:])
	return number
}

// place gives every stream, the mini stream and the tables their sectors.
func (w *writer) place() {
	for _, e := range w.entries {
		switch n := len(e.node.Data); {
		case n == 0:
		case n < 4096:
			e.start = uint32(len(w.miniFAT))
			w.miniFAT = chain(w.miniFAT, (n+63)/64)
			w.mini = append(w.mini, e.node.Data...)
			w.mini = append(w.mini, make([]byte, -n&63)...)
		default:
			e.start = w.sectors(e.node.Data)
		}
	}
	w.entries[0].start = w.sectors(w.mini)
	w.miniTable = w.sectors(words(w.miniFAT))
	var table []byte
	for _, e := range w.entries {
		table = append(table, w.entry(e)...)
	}
	w.directory = w.sectors(table)
}

// chain appends the chain of n sectors that follow one another.
func chain(table []uint32, n int) []uint32 {
	for range n - 1 {
		table = append(table, uint32(len(table)+1))
	}
	return append(table, end)
}

// sectors puts data at the end of the file and gives its first sector.
func (w *writer) sectors(data []byte) uint32 {
	if len(data) == 0 {
		return end
	}
	first := uint32(len(w.fat))
	w.fat = chain(w.fat, (len(data)+w.size-1)/w.size)
	w.body = append(w.body, data...)
	w.body = append(w.body, make([]byte, len(w.fat)*w.size-len(w.body))...)
	return first
}

func words(list []uint32) []byte {
	var b []byte
	for _, n := range list {
		b = binary.LittleEndian.AppendUint32(b, n)
	}
	return b
}

// entry writes a directory entry (MS-CFB section 2.6.1).
func (w *writer) entry(e *entry) []byte {
	b := make([]byte, 0, 128)
	for _, unit := range utf16.Encode([]rune(e.node.Name)) {
		b = binary.LittleEndian.AppendUint16(b, unit)
	}
	length := len(b) + 2
	b = append(b, make([]byte, 64-len(b))...)
	b = binary.LittleEndian.AppendUint16(b, uint16(length))
	kind, size := byte(1), len(e.node.Data)
	switch {
	case e.node.Stream:
		kind = 2
	case e == w.entries[0]:
		kind, size = 5, len(w.mini)
	}
	b = append(b, kind, 1)
	b = append(b, words([]uint32{e.left, e.right, e.child})...)
	b = append(b, make([]byte, 36)...)
	return append(b, words([]uint32{e.start, uint32(size), 0})...)
}

// file puts header, sectors and FAT together.
func (w *writer) file() []byte {
	per := w.size / 4
	fats, difats := 0, 0
	for sectors := -1; sectors != len(w.fat)+fats+difats; {
		sectors = len(w.fat) + fats + difats
		fats = (sectors + per - 1) / per
		difats = (max(fats-109, 0) + per - 2) / (per - 1)
	}
	var named []uint32
	for range fats {
		named = append(named, uint32(len(w.fat)))
		w.fat = append(w.fat, fatSector)
	}
	difat := uint32(len(w.fat))
	for range difats {
		w.fat = append(w.fat, difatSector)
	}
	out := append(w.header(fats, difats, difat, named), w.body...)
	out = append(out, w.padded(w.fat, fats)...)
	return append(out, w.difat(named, difats, difat)...)
}

// padded fills a table up to whole sectors.
func (w *writer) padded(list []uint32, sectors int) []byte {
	for len(list) < sectors*w.size/4 {
		list = append(list, none)
	}
	return words(list)
}

// difat writes the FAT sectors for which the header has no room; the last word
// of each sector is the next one's number (MS-CFB section 2.5).
func (w *writer) difat(named []uint32, sectors int, first uint32) []byte {
	var out []byte
	per := w.size/4 - 1
	for i := range sectors {
		rest := named[109+i*per:]
		piece := slices.Clone(rest[:min(per, len(rest))])
		for len(piece) < per {
			piece = append(piece, none)
		}
		next := first + uint32(i) + 1
		if i == sectors-1 {
			next = end
		}
		out = append(out, words(append(piece, next))...)
	}
	return out
}

// header writes MS-CFB section 2.2.
func (w *writer) header(fats, difats int, difat uint32, named []uint32) []byte {
	b := []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 16))
	shift, directories := uint16(9), 0
	if w.version == 4 {
		shift, directories = 12, (128*len(w.entries)+w.size-1)/w.size
	}
	for _, n := range []uint16{0x3e, uint16(w.version), 0xfffe, shift, 6, 0, 0, 0} {
		b = binary.LittleEndian.AppendUint16(b, n)
	}
	if difats == 0 {
		difat = end
	}
	miniFATs := (len(w.miniFAT)*4 + w.size - 1) / w.size
	b = append(b, words([]uint32{uint32(directories), uint32(fats), w.directory, 0, 4096,
		w.miniTable, uint32(miniFATs), difat, uint32(difats)})...)
	for i := range 109 {
		n := uint32(none)
		if i < len(named) {
			n = named[i]
		}
		b = append(b, words([]uint32{n})...)
	}
	return append(b, make([]byte, w.size-len(b))...)
}
