package wasmpack

// By two tables the runtime finds the function of a program counter, and each
// function begins with its own (runtime/symtab.go, findfunc). On wasm functions
// lie 64 KB of counter apart, so both tables follow from the functions' order and
// sizes: a megabyte, mostly zeros, that the program can fill in when it starts.
const (
	bucketSize   = 20 // a number and 16 bytes, for each 4 KB of counter
	bucketCover  = 1 << 12
	functionBits = 16 // of a program counter, below the function's number
	bucketBits   = functionBits - 12

	// Words of the module data.
	wordOfIndex, wordOfBuckets, wordOfFirst, wordOfLast = 16, 19, 20, 21
)

// lookup says where the tables lie that are filled in at the start.
type lookup struct {
	buckets, bucketCount int
	index                int // pairs of number and offset of each function
	functions, record    int // where offsets count from, and the first record
	first, count         int // numbers of functions
}

// blankLookup blanks the tables, after it has made sure that they are what will
// be filled in.
func (t *tables) blankLookup() (*lookup, error) {
	start, end := t.word(t.module+8*wordOfFirst), t.word(t.module+8*wordOfLast)
	l := &lookup{
		buckets: t.word(t.module + 8*wordOfBuckets), bucketCount: (end - start + bucketCover - 1) / bucketCover,
		index: t.word(t.module + 8*wordOfIndex), functions: t.functions,
		first: start >> functionBits, count: t.count,
	}
	l.record = l.functions + t.half(l.index+4)
	filled, err := l.fill(t)
	if err != nil {
		return nil, err
	}
	for _, place := range filled {
		if t.half(place.at) != place.value {
			return nil, errTables
		}
	}
	for i := range l.bucketCount - 1 { // the 16 bytes of each are zeros; the last is cut short
		if at := l.buckets + bucketSize*i; zeros(t.memory[at+4:at+bucketSize]) != bucketSize-4 {
			return nil, errTables
		}
	}
	for _, place := range filled {
		t.set(place.at, 0)
	}
	return l, nil
}

// place is what four bytes of the memory hold.
type place struct{ at, value int }

// fill lists what the code of the function does to the memory.
func (l *lookup) fill(t *tables) ([]place, error) {
	within := func(at, size int) bool { return at > 0 && size >= 0 && size <= len(t.memory)-at }
	if l.bucketCount <= 0 || l.count <= 0 || !within(l.buckets, bucketSize*l.bucketCount) || !within(l.index, 8*l.count) {
		return nil, errTables
	}
	var list []place
	for i := range l.bucketCount {
		list = append(list, place{l.buckets + bucketSize*i, i >> bucketBits})
	}
	record := l.record
	for i := range l.count {
		if !within(record, funcSize) {
			return nil, errTables
		}
		list = append(list, place{l.index + 8*i, l.first + i}, place{l.index + 8*i + 4, record - l.functions}, place{record + funcEntry, l.first + i})
		record += (funcSize + 4*(t.half(record+funcPcdata)+int(t.memory[record+funcFuncdata])) + 7) &^ 7
	}
	return list, nil
}

// code is the body of a function that fills in the tables.
func (l *lookup) code() []byte {
	const at, number, record = 0, 1, 2 // locals
	const wordAligned = 2              // the alignment of four bytes
	var b []byte
	put := func(ops ...byte) { b = append(b, ops...) }
	constant := func(n int) { b = appendInt(append(b, opI32Const), int64(n)) }
	set := func(local byte, n int) { constant(n); put(opLocalSet, local) }
	add := func(local byte, n int) { put(opLocalGet, local); constant(n); put(opI32Add, opLocalTee, local) }
	until := func(n int) { constant(n); put(opI32Less, opBrIf, 0, opEnd) }

	put(1, 3, typeI32)
	set(at, l.buckets) // number is 0
	put(opLoop, noResult)
	put(opLocalGet, at, opLocalGet, number)
	constant(bucketBits)
	put(opI32Right, opI32Store, wordAligned, 0)
	add(at, bucketSize)
	put(opDrop)
	add(number, 1)
	until(l.bucketCount)

	set(at, l.index)
	set(number, l.first)
	set(record, l.record)
	put(opLoop, noResult)
	put(opLocalGet, at, opLocalGet, number, opI32Store, wordAligned, 0)
	put(opLocalGet, at, opLocalGet, record)
	constant(l.functions)
	put(opI32Sub, opI32Store, wordAligned, 4)
	put(opLocalGet, record, opLocalGet, number, opI32Store, wordAligned, funcEntry)
	put(opLocalGet, record, opLocalGet, record, opI32Load, wordAligned, funcPcdata, opLocalGet, record, opI32Load8, 0, funcFuncdata, opI32Add)
	constant(2)
	put(opI32Left)
	constant(funcSize + 7)
	put(opI32Add)
	constant(-8)
	put(opI32And, opI32Add, opLocalSet, record)
	add(at, 8)
	put(opDrop)
	add(number, 1)
	until(l.first + l.count)
	put(opEnd)
	return b
}
