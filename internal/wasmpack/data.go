package wasmpack

import "bytes"

// fewestZeros is the length of a run of zeros that is worth a segment of its
// own: compressed, zeros cost less than the head of a segment.
const fewestZeros = 64

// data is what a program's data becomes, and what its functions need to know of it.
type data struct {
	body         []byte
	lookup       *lookup
	deferReturns map[int]int
}

// packData writes the same memory in fewer segments, without the tables that
// nobody reads and those that are filled in at the start.
func packData(body []byte) (*data, error) {
	memory, err := image(body)
	if err != nil {
		return nil, err
	}
	t, err := findTables(memory)
	if err != nil {
		return nil, err
	}
	if err := t.blankTables(); err != nil {
		return nil, err
	}
	d := &data{deferReturns: t.deferReturns()}
	if d.lookup, err = t.blankLookup(); err != nil {
		return nil, err
	}
	d.body = segmented(memory)
	return d, nil
}

// segmented writes memory as segments between longer runs of zeros.
func segmented(memory []byte) []byte {
	var segments []byte
	n := 0
	for at := 0; at < len(memory); {
		start := at + zeros(memory[at:])
		end := start
		for end < len(memory) {
			run := zeros(memory[end:])
			if run >= fewestZeros || end+run == len(memory) {
				break
			}
			end += max(run, 1)
		}
		if end > start {
			n++
			segments = append(appendInt(append(segments, 0, opI32Const), int64(start)), opEnd)
			segments = append(appendUint(segments, end-start), memory[start:end]...)
		}
		at = max(end, at+1)
	}
	return append(appendUint(nil, n), segments...)
}

// zeros counts the zeros with which b begins.
func zeros(b []byte) int {
	return len(b) - len(bytes.TrimLeft(b, "\x00"))
}

// image is the memory that the segments fill.
func image(body []byte) ([]byte, error) {
	const most = 1 << 28 // a Go program has no data beyond
	var memory []byte
	r := reader{b: body}
	for range r.uint() {
		if kind, op := r.uint(), r.byte(); kind != 0 || op != opI32Const {
			return nil, errModule
		}
		at := int(r.int())
		if r.byte() != opEnd {
			return nil, errModule
		}
		data := r.bytes(r.uint())
		if r.failed || at < 0 || at > most {
			return nil, errModule
		}
		if end := at + len(data); end > len(memory) {
			memory = append(memory, make([]byte, end-len(memory))...)
		}
		copy(memory[at:], data)
	}
	return memory, nil
}
