package wasmpack

import (
	"bytes"
	"encoding/binary"
	"errors"
	"slices"
)

// The layout is that of runtime/symtab.go and runtime2.go since Go 1.20, with
// the fields of moduledata as of Go 1.26.
const (
	headWords   = 9 // magic, nfunc, nfiles, unused, and the offsets of five tables
	wordOfFuncs = 40
	// Of a function, in bytes from where it begins.
	funcEntry, funcName, funcDefer, funcPcsp, funcFile, funcLine = 0, 4, 12, 16, 20, 24
	funcPcdata, funcUnit, funcStart, funcFuncdata, funcSize      = 28, 32, 36, 43, 44
)

// Tables that only tracebacks read, by their index: the tree of inlined calls
// among the tables by program counter; that tree and how arguments are printed
// among the data of functions.
const pcdataInlined = 2

var (
	blankFuncdata = []int{3, 5, 6}
	magic         = []byte{0xf1, 0xff, 0xff, 0xff, 0, 0, 1, 8} // Go 1.20, steps of 1, words of 8
)

var errTables = errors.New("wasmpack: the tables of this version of Go have another layout")

// tables are the parts of the program counter table, as places in memory.
type tables struct {
	memory                              []byte
	names, units, files, pcs, functions int
	count                               int
	module                              int // where the module data begins
	gofunc                              int // where the data of functions begins
}

func (t *tables) word(at int) int {
	if at < 0 || at+8 > len(t.memory) {
		return -1
	}
	return int(binary.LittleEndian.Uint64(t.memory[at:]))
}

func (t *tables) half(at int) int {
	if at < 0 || at+4 > len(t.memory) {
		return -1
	}
	return int(binary.LittleEndian.Uint32(t.memory[at:]))
}

func (t *tables) set(at int, value uint32) { binary.LittleEndian.PutUint32(t.memory[at:], value) }

// function is where the record of a function lies.
func (t *tables) function(i int) int { return t.functions + t.half(t.functions+8*i+4) }

// deferReturns are the places, by the number of the function, at which functions
// call deferreturn.
func (t *tables) deferReturns() map[int]int {
	list := map[int]int{}
	for i := range t.count {
		if place := t.half(t.function(i) + funcDefer); place > 0 {
			list[t.half(t.function(i)+funcEntry)] = place
		}
	}
	return list
}

// blankTables blanks what only tracebacks read.
func (t *tables) blankTables() error {
	pcs := map[int]bool{}      // tables by program counter that stay
	data := map[int]bool{}     // data of functions that stays
	unwanted := map[int]bool{} // and data that only tracebacks read
	for i := range t.count {
		f := t.function(i)
		if f < t.functions || f+funcSize > len(t.memory) {
			return errTables
		}
		if err := t.blankFunction(f, pcs, data, unwanted); err != nil {
			return err
		}
	}
	clear(t.memory[t.names:t.pcs])
	if err := t.blankPcs(pcs); err != nil {
		return err
	}
	return t.blankData(data, unwanted)
}

// findTables finds the header by its magic number, and behind it the module
// data, which begins with the address of the header.
func findTables(memory []byte) (*tables, error) {
	at := bytes.Index(memory, magic)
	if at < 0 || bytes.LastIndex(memory, magic) != at || at%8 != 0 || at+8*headWords > len(memory) {
		return nil, errTables
	}
	t := &tables{memory: memory}
	t.count = t.word(at + 8)
	offsets := []*int{&t.names, &t.units, &t.files, &t.pcs, &t.functions}
	last := at
	for i, offset := range offsets {
		*offset = at + t.word(at+8*(4+i))
		if *offset <= last || *offset > len(memory) {
			return nil, errTables
		}
		last = *offset
	}
	head := binary.LittleEndian.AppendUint64(nil, uint64(at))
	head = binary.LittleEndian.AppendUint64(head, uint64(t.names))
	t.module = bytes.Index(memory, head)
	if t.module < 0 || t.functions+8*t.count > len(memory) {
		return nil, errTables
	}
	t.gofunc = t.word(t.module + 8*wordOfFuncs)
	if t.gofunc < 0 || t.gofunc > len(memory) {
		return nil, errTables
	}
	return t, nil
}

// blankFunction blanks what one function says of names and lines, and notes
// which tables it uses.
func (t *tables) blankFunction(f int, pcs, data, unwanted map[int]bool) error {
	for _, at := range []int{funcName, funcFile, funcLine, funcUnit, funcStart} {
		t.set(f+at, 0)
	}
	n, m := t.half(f+funcPcdata), int(t.memory[f+funcFuncdata])
	if n > 16 || m > 16 || f+funcSize+4*(n+m) > len(t.memory) {
		return errTables
	}
	pcs[t.half(f+funcPcsp)] = true
	for i := range n {
		at := f + funcSize + 4*i
		if i == pcdataInlined {
			t.set(at, 0)
		}
		pcs[t.half(at)] = true
	}
	for i := range m {
		at := f + funcSize + 4*(n+i)
		offset := t.half(at)
		switch {
		case offset == 1<<32-1:
		case slices.Contains(blankFuncdata, i):
			unwanted[offset] = true
			t.set(at, 1<<32-1)
		default:
			data[offset] = true
		}
	}
	return nil
}

// blankPcs blanks the tables by program counter that no function names any more.
// A table is pairs of numbers, ended by a zero in the place of a first number
// that is not the first of all.
func (t *tables) blankPcs(used map[int]bool) error {
	all := t.memory[t.pcs:t.functions]
	keep := make([]byte, len(all))
	for offset := range used {
		if offset >= len(all) {
			return errTables
		}
		r := reader{b: all, at: offset}
		if offset > 0 {
			for first := true; ; first = false {
				if r.uint() == 0 && !first {
					break
				}
				r.uint()
			}
		}
		if r.failed {
			return errTables
		}
		copy(keep[offset:r.at], all[offset:r.at])
	}
	copy(all, keep)
	return nil
}

// blankData blanks data that is no longer named. A piece ends where the next
// begins; pieces that are the same are one.
func (t *tables) blankData(used, unwanted map[int]bool) error {
	var starts []int
	for offset := range used {
		starts = append(starts, offset)
	}
	for offset := range unwanted {
		if !used[offset] {
			starts = append(starts, offset)
		}
	}
	slices.Sort(starts)
	for i, offset := range starts {
		if used[offset] || i+1 == len(starts) {
			continue
		}
		if end := t.gofunc + starts[i+1]; end <= len(t.memory) {
			clear(t.memory[t.gofunc+offset : end])
			continue
		}
		return errTables
	}
	return nil
}
