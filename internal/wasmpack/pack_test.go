package wasmpack

import (
	"bytes"
	"encoding/binary"
	"slices"
	"testing"
)

func TestNumbers(t *testing.T) {
	for _, n := range []int{0, 1, 127, 128, 300, 1 << 20, 1<<32 - 1} {
		r := reader{b: appendUint(nil, n)}
		if got := r.uint(); got != n || r.failed || r.at != len(r.b) {
			t.Errorf("%d came back as %d", n, got)
		}
	}
	for _, n := range []int64{0, -1, 63, 64, -64, -65, 1 << 40, -1 << 63, 1<<63 - 1} {
		r := reader{b: appendInt(nil, n)}
		if got := r.int(); got != n || r.failed || r.at != len(r.b) {
			t.Errorf("%d came back as %d", n, got)
		}
	}
	for _, b := range [][]byte{nil, {0x80}, bytes.Repeat([]byte{0xff}, 20)} {
		r := reader{b: b}
		if r.uint(); !r.failed {
			t.Errorf("%x is taken for a number", b)
		}
	}
}

// function builds a Go function with that many places and the code behind the
// table, in front of the end of the outer blocks.
func function(places []byte, code ...byte) []byte {
	blocks := int(places[len(places)-1]) + 1
	f := []byte{1, 1, 0x7f, opGlobalGet, 0, opLocalSet, 1, opBlock, noResult, opLoop, noResult}
	f = append(f, bytes.Repeat([]byte{opBlock, noResult}, blocks)...)
	f = append(f, opLocalGet, 0, opBrTable, byte(len(places)-1))
	f = append(append(f, places...), opEnd)
	f = append(f, code...)
	return append(f, opEnd, 0x00, opEnd, opI32Const, 1, opEnd) // loop, unreachable, unwind
}

// packed rewrites a function and returns what lies between the table and the end
// of the loop.
func packed(t *testing.T, f []byte, own int64) []byte {
	t.Helper()
	code, _ := packedWithTable(t, f, own, 0)
	return code
}

// packedWithTable returns the table as well: for each number how many of its
// blocks end there or before.
func packedWithTable(t *testing.T, f []byte, own int64, deferReturn int) (code, table []byte) {
	t.Helper()
	out, ok := packFunction(f, own, deferReturn)
	if !ok {
		t.Fatalf("not recognised: %x", f)
	}
	list, ok := decode(out[bytes.IndexByte(out, opGlobalGet):])
	if !ok {
		t.Fatalf("not readable any more: %x", out)
	}
	at := bytes.IndexByte(out, opBrTable)
	n := int(out[at+1]) + 1
	for i, x := range list {
		for _, to := range x.on {
			block := slices.IndexFunc(list[:i], func(y instr) bool { return y.op == opBlock && y.to == to })
			table = append(table, byte(i-2-block))
		}
	}
	return out[at+2+n : len(out)-6], table
}

func TestJumps(t *testing.T) {
	// Two places; a jump forward over the second, a jump back to the first.
	got := packed(t, function([]byte{0, 0, 1, 2},
		opI32Const, 3, opLocalSet, 0, opBr, 2, // to place 3, the end of block 2
		opEnd,
		opNop,
		opLocalGet, 5, opIf, noResult, opI32Const, 1, opLocalSet, 0, opBr, 2, opEnd,
		opEnd), 7)
	want := []byte{
		opEnd,
		opBr, 0, // out of the block that ends at place 3; none ends at 2
		opLocalGet, 5, opIf, noResult, opI32Const, 1, opLocalSet, 0, opBr, 2, opEnd,
		opEnd,
	}
	if !bytes.Equal(got, want) {
		t.Errorf("got  %x\nwant %x", got, want)
	}
}

// TestCalls: a call stores the number of the function and of the place behind it,
// and returns if the stack unwinds.
func TestCalls(t *testing.T) {
	const own = 7
	store := append([]byte{opLocalGet, 1, opI64Const}, appendInt(nil, own<<16|2)...)
	store = append(store, opI64Store, 3, 0)
	got := packed(t, function([]byte{0, 0, 1}, append(store, opI32Const, 0, opCall, 9, opGlobalGet, 0, opLocalSet, 1, opBrIf, 2, opEnd,
		opLocalGet, 2, opLocalSet, 3)...), own)
	want := []byte{
		opEnd,
		opLocalGet, 1, opLocalGet, localSelf, opI64Const, 2, opI64Or, opI64Store, 3, 0,
		opI32Const, 0, opCall, 9, opGlobalGet, 0, opLocalSet, 1, opIf, noResult, opI32Const, 1, opReturn, opEnd,
		opEnd,
		opLocalGet, 3, opLocalSet, 4, // other locals move up
	}
	if !bytes.Equal(got, want) {
		t.Errorf("got  %x\nwant %x", got, want)
	}
	out, _ := packFunction(function([]byte{0, 0, 1}, append(store, opEnd)...), own, 0)
	if head := append([]byte{2, 1, 0x7f, 1, 0x7e, opGlobalGet, 0, opLocalSet, 1, opI64Const}, appendInt(nil, own<<16)...); !bytes.HasPrefix(out, head) {
		t.Errorf("the function does not begin with its number: %x", out)
	}
	if out, _ = packFunction(function([]byte{0, 0, 1}, append(store, opEnd)...), own+1, 0); bytes.Contains(out, []byte{opI64Or}) {
		t.Error("the number of another function was taken for its own")
	}
}

// TestPlaces: the table names the places at which a function is entered; of the
// others, a block ends only where something jumps to.
func TestPlaces(t *testing.T) {
	const own = 7
	stored := func(place int64) []byte {
		return append(appendInt([]byte{opLocalGet, 1, opI64Const}, own<<16|place), opI64Store, 3, 0)
	}
	jump := func(place, depth byte) []byte { return []byte{opI32Const, place, opLocalSet, 0, opBr, depth} }
	places := []byte{0, 0, 1, 2, 3, 4}
	ends := func(between ...[]byte) (code []byte) {
		for i := range 4 { // of the first block, the table's own end is there
			if i < len(between) {
				code = append(code, between[i]...)
			}
			code = append(code, opEnd)
		}
		return code
	}
	for _, c := range []struct {
		name        string
		code        []byte
		deferReturn int
		table       []byte
		ends        int
	}{
		{"the beginning alone", ends(), 0, []byte{0, 0}, 1},
		{"behind a call", ends(nil, stored(3)), 0, []byte{0, 0, 0, 1}, 2},
		{"jumped back to", append(ends(), jump(4, 0)...), 0, []byte{0, 0, 0, 0, 1}, 2},
		{"jumped forward to", ends(nil, jump(4, 3)), 0, []byte{0, 0}, 2},
		{"both", append(ends(nil, jump(4, 3)), jump(4, 0)...), 0, []byte{0, 0, 0, 0, 1}, 2},
		{"after a panic", ends(), 4, []byte{0, 0, 0, 0, 1}, 2},
		{"two calls", ends(nil, stored(2), stored(4)), 0, []byte{0, 0, 1, 1, 2}, 3},
		{"the last", append(ends(), stored(5)...), 0, []byte{0, 0, 0, 0, 0, 1}, 2},
		{"an unknown jump back", append(ends(), opLocalGet, 3, opLocalSet, 0, opBr, 0), 0, []byte{0, 0, 1, 2, 3, 4}, 5},
	} {
		code, table := packedWithTable(t, function(places, c.code...), own, c.deferReturn)
		if !bytes.Equal(table, c.table) {
			t.Errorf("%s: table %v, want %v", c.name, table, c.table)
		}
		if got := bytes.Count(code, []byte{opEnd}); got != c.ends {
			t.Errorf("%s: %d blocks end in %x, want %d", c.name, got, code, c.ends)
		}
	}
}

func TestSlots(t *testing.T) {
	address := []byte{opLocalGet, 1, opExtendU, opI64Const, 16, opI64Add, opI32Wrap}
	for _, c := range []struct{ name, code, want string }{
		{"load", string(address) + "\x29\x03\x08", "\x20\x01\x29\x03\x18"},
		{"store", string(address) + "\x20\x05\x37\x03\x00", "\x20\x01\x20\x05\x37\x03\x10"},
		{"store of a sum", string(address) + "\x20\x05\x20\x06\x7c\x37\x03\x00", "\x20\x01\x20\x05\x20\x06\x7c\x37\x03\x10"},
		{"store of a load", string(address) + string(address) + "\x29\x03\x00\x37\x03\x00", "\x20\x01\x20\x01\x29\x03\x10\x37\x03\x10"},
		{"argument of a call", string(address) + "\x10\x09\x1a", string(address) + "\x10\x09\x1a"},
	} {
		got := packed(t, function([]byte{0, 0, 1}, []byte(c.code+"\x0b")...), 7)
		if want := "\x0b" + c.want; string(got) != want {
			t.Errorf("%s: %x, want %x", c.name, got, want)
		}
	}
}

func TestReturn(t *testing.T) {
	got := packed(t, function([]byte{0, 0, 1}, opLocalGet, 1, opI32Const, 48, opI32Add, opLocalTee, 1, opGlobalSet, 0,
		opLocalGet, 1, opI32Const, 8, opI32Add, opLocalTee, 1, opGlobalSet, 0, opI32Const, 0, opReturn, opEnd), 7)
	if want := []byte{opEnd, opLocalGet, 1, opI32Const, 56, opI32Add, opGlobalSet, 0, opI32Const, 0, opReturn}; !bytes.Equal(got, want) {
		t.Errorf("got  %x\nwant %x", got, want)
	}
}

// TestUnknownForm: what no Go function looks like is left alone.
func TestUnknownForm(t *testing.T) {
	good := function([]byte{0, 0, 1}, opEnd, opEnd)
	for name, f := range map[string][]byte{
		"empty":                  {},
		"no locals":              {0, opEnd},
		"another first local":    {1, 1, 0x7e, opGlobalGet, 0, opLocalSet, 1, opEnd},
		"no table":               {1, 1, 0x7f, opGlobalGet, 0, opLocalSet, 1, opI32Const, 0, opEnd},
		"cut short":              good[:len(good)-9],
		"unknown operation":      function([]byte{0, 0, 1}, 0xfd, opEnd, opEnd),
		"a table out of order":   function([]byte{1, 0, 1}, opEnd, opEnd),
		"a branch out of itself": function([]byte{0, 0, 1}, opBr, 9, opEnd, opEnd),
	} {
		if out, ok := packFunction(f, 7, 0); ok {
			t.Errorf("%s was rewritten to %x", name, out)
		}
	}
}

func FuzzFunction(f *testing.F) {
	f.Add(function([]byte{0, 0, 1, 2}, opI32Const, 3, opLocalSet, 0, opBr, 3, opEnd, opEnd, opEnd))
	f.Add(function([]byte{0, 0}, opLocalGet, 1, opExtendU, opI64Const, 8, opI64Add, opI32Wrap, 0x29, 3, 0, opEnd))
	f.Fuzz(func(t *testing.T, b []byte) {
		out, ok := packFunction(b, 7, 0)
		if !ok {
			return
		}
		// What was written is a function again, and as short as it gets but for
		// what depends on the number.
		if again, ok := packFunction(out, 1<<40, 0); ok && len(again) > len(out) {
			t.Errorf("%x grows from %d to %d", b, len(out), len(again))
		}
	})
}

// segments builds the body of a data section.
func segments(list map[int]string, order ...int) []byte {
	b := appendUint(nil, len(order))
	for _, at := range order {
		b = append(appendInt(append(b, 0, opI32Const), int64(at)), opEnd)
		b = append(appendUint(b, len(list[at])), list[at]...)
	}
	return b
}

func TestImage(t *testing.T) {
	got, err := image(segments(map[int]string{4: "abc", 9: "x"}, 9, 4))
	if want := "\x00\x00\x00\x00abc\x00\x00x"; err != nil || string(got) != want {
		t.Errorf("%q, %v", got, err)
	}
	for _, b := range []string{"\x01", "\x01\x01\x41\x00\x0b\x00", "\x01\x00\x41\x7f\x0b\x00", "\x01\x00\x41\x00\x0b\x05a"} {
		if _, err := image([]byte(b)); err == nil {
			t.Errorf("%q was taken", b)
		}
	}
}

// TestTablesOfAnotherVersion: tables that are not as known are an error, never
// blanked.
func TestTablesOfAnotherVersion(t *testing.T) {
	table := append(bytes.Clone(magic), make([]byte, 64)...)
	for name, memory := range map[string][]byte{
		"none":     make([]byte, 1000),
		"two":      append(append(bytes.Clone(table), table...), make([]byte, 1000)...),
		"zeros":    append(bytes.Clone(table), make([]byte, 1000)...),
		"at end":   magic,
		"far away": binary.LittleEndian.AppendUint64(bytes.Clone(table[:32]), 1<<40),
	} {
		if _, err := packData(segments(map[int]string{8: string(memory)}, 8)); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
}

func TestPackRefuses(t *testing.T) {
	head := "\x00asm\x01\x00\x00\x00"
	for _, b := range []string{"", "\x00asm\x02\x00\x00\x00", head, head + "\x0a\x05\x00", head + "\x09\x07\x01\x00\x41\x80\x20\x0b\x00"} {
		if _, err := Pack([]byte(b)); err == nil {
			t.Errorf("%q was packed", b)
		}
	}
}
