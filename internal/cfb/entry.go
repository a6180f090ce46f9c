package cfb

import (
	"iter"
	"unicode/utf16"

	"github.com/hopproof/hopproof/internal/ascii"
)

// Entry is a storage or a stream.
type Entry struct {
	Name   string
	Stream bool // else a storage

	size  uint64 // of a stream, in bytes
	start uint32 // its first sector, or mini sector
	// inside is the first entry of a storage, next the one behind this entry in
	// its storage: indices into File.entries; 0, the root, is none.
	inside, next int
}

// entrySize is that of a directory entry (MS-CFB section 2.6.1).
const entrySize = 128

// Types of a directory entry.
const (
	typeStorage = 1
	typeStream  = 2
	typeRoot    = 5
)

// Root is the storage that holds all others.
func (f *File) Root() *Entry { return &f.entries[0] }

// Entries yields what stands in a storage, in the order of the directory.
func (f *File) Entries(storage *Entry) iter.Seq[*Entry] {
	return func(yield func(*Entry) bool) {
		for i := storage.inside; i != 0; i = f.entries[i].next {
			if !yield(&f.entries[i]) {
				return
			}
		}
	}
}

// Find returns the entry of that name in a storage, or nil. Names compare
// without case (MS-CFB section 2.6.4).
func (f *File) Find(storage *Entry, name string) *Entry {
	for e := range f.Entries(storage) {
		if ascii.EqualFold(e.Name, name) {
			return e
		}
	}
	return nil
}

// readDirectory reads all entries and links them.
func (f *File) readDirectory(start uint32) error {
	chain, err := f.chain(start)
	if err != nil {
		return err
	}
	d := directory{raw: make([]byte, 0, len(chain)<<f.shift)}
	for _, n := range chain {
		b, _ := f.sector(n) // chain has looked
		d.raw = append(d.raw, b...)
	}
	d.raw = d.raw[:len(d.raw)/entrySize*entrySize]
	if len(d.raw) == 0 || d.entry(0)[66] != typeRoot {
		return &Error{"it has no root entry", f.offset(start)}
	}
	wide := u16(f.data[26:]) > 3
	d.entries = make([]Entry, len(d.raw)/entrySize)
	for i := range d.entries {
		d.entries[i] = readEntry(d.entry(uint32(i)), wide)
	}
	d.taken = make([]bool, len(d.entries))
	if !d.link() {
		return &Error{"its directory is no tree", f.offset(start)}
	}
	f.entries = d.entries
	return nil
}

// readEntry reads an entry by itself. wide: sizes have 64 bits, as in version 4.
func readEntry(raw []byte, wide bool) Entry {
	e := Entry{Name: entryName(raw), Stream: raw[66] == typeStream, start: u32(raw[116:]), size: uint64(u32(raw[120:]))}
	if wide {
		e.size |= uint64(u32(raw[124:])) << 32
	}
	return e
}

// entryName decodes the name, whose length counts its closing NUL.
func entryName(raw []byte) string {
	n := int(u16(raw[64:]))
	if n < 2 || n > 64 {
		return ""
	}
	return string(utf16.Decode(units(raw[:n-2])))
}

func units(b []byte) []uint16 {
	list := make([]uint16, len(b)/2)
	for i := range list {
		list[i] = u16(b[2*i:])
	}
	return list
}

// directory is the table of entries while they are being linked.
type directory struct {
	raw     []byte
	entries []Entry
	taken   []bool
}

func (d *directory) entry(i uint32) []byte { return d.raw[int(i)*entrySize:][:entrySize] }

// take claims an entry. False: there is none, it is unused, or it already
// stands somewhere in the tree.
func (d *directory) take(i uint32) bool {
	if int64(i) >= int64(len(d.entries)) || d.taken[i] {
		return false
	}
	d.taken[i] = true
	kind := d.entry(i)[66]
	return kind == typeStorage || kind == typeStream || i == 0
}

// link makes a list of each storage's entries. In the file they are a binary
// tree by left and right sibling (MS-CFB section 2.6.4).
func (d *directory) link() bool {
	d.taken[0] = true
	storages := []uint32{0}
	for len(storages) > 0 {
		s := storages[len(storages)-1]
		storages = storages[:len(storages)-1]
		tail := &d.entries[s].inside
		ok := d.inOrder(u32(d.entry(s)[76:]), func(i uint32) {
			*tail = int(i)
			tail = &d.entries[i].next
			if !d.entries[i].Stream {
				storages = append(storages, i)
			}
		})
		if !ok {
			return false
		}
	}
	return true
}

// inOrder visits the siblings of the tree below an entry, the left ones first.
func (d *directory) inOrder(i uint32, visit func(uint32)) bool {
	var above []uint32
	for i <= maxRegular || len(above) > 0 {
		for ; i <= maxRegular; i = u32(d.entry(i)[68:]) {
			if !d.take(i) {
				return false
			}
			above = append(above, i)
		}
		i = above[len(above)-1]
		above = above[:len(above)-1]
		visit(i)
		i = u32(d.entry(i)[72:])
	}
	return true
}
