package wasmpack

import "slices"

// body is a function as the Go assembler writes it (cmd/internal/obj/wasm):
//
//	global.get 0, local.set 1           the stack pointer
//	block                               unwind: only if something is called
//	  loop                              entry: only if something jumps
//	    block ... block                 one for each place of entry
//	      local.get 0, br_table, end    go where the parameter says
//	      ... end ... end               the code, a block ends at each place
//	  end, unreachable
//	end, i32.const 1                    unwinding
//
// The parameter, local 0, is the number of a place: 0 is the beginning.
type body struct {
	unwind, entry *label // nil: absent
	// places are the targets of the table by number.
	places  []*label
	isPlace map[*label]bool
	head    []instr // up to and with the table
	code    []instr // the rest, with the end of the innermost block first
}

// read recognises the form.
func read(list []instr) (*body, bool) {
	f := &body{}
	if len(list) < 4 || !list[0].is(opGlobalGet, 0) || !list[1].is(opLocalSet, 1) {
		return nil, false
	}
	at := 2
	for at < len(list) && (list[at].op == opBlock || list[at].op == opLoop) && list[at].a == noResult {
		at++
	}
	if at+2 >= len(list) || !list[at].is(opLocalGet, 0) || list[at+1].op != opBrTable {
		return nil, false
	}
	f.places, f.isPlace = list[at+1].on, map[*label]bool{}
	for _, to := range f.places {
		f.isPlace[to] = true
	}
	before := list[2:at]
	blocks := 0 // of the table: the innermost ones
	for blocks < len(before) && before[len(before)-1-blocks].to != f.outermost() {
		blocks++
	}
	before = before[:max(0, len(before)-1-blocks)]
	if len(before) > 0 && before[0].op == opBlock {
		f.unwind, before = before[0].to, before[1:]
	}
	if len(before) > 0 && before[0].op == opLoop {
		f.entry, before = before[0].to, before[1:]
	}
	f.head, f.code = list[:at+2], list[at+2:]
	return f, len(before) == 0 && f.ordered(list[at-1-blocks:at]) && f.unwinds()
}

// outermost is the last place: the table ends with it.
func (f *body) outermost() *label { return f.places[len(f.places)-1] }

// ordered reports whether the table names the blocks around it from the
// innermost, none left out, the first number the innermost.
func (f *body) ordered(blocks []instr) bool {
	next := len(blocks) - 1
	for i, to := range f.places {
		if i > 0 && to == f.places[i-1] {
			continue
		}
		if next < 0 || blocks[next].op != opBlock || blocks[next].to != to {
			return false
		}
		next--
	}
	return next == -1
}

// unwinds reports whether the outer block ends in front of a return of 1.
func (f *body) unwinds() bool {
	if f.unwind == nil {
		return true
	}
	n := len(f.code)
	return n > 3 && f.code[n-3].op == opEnd && f.code[n-3].to == f.unwind && f.code[n-2].is(opI32Const, 1)
}

// thin takes numbers out of the table that nobody enters at, and blocks that
// nothing leads to any more. The linker gives a number to every place that a table
// by program counter tells apart; a function is entered at its beginning, behind a
// call, where it jumps back to, and at the call of deferreturn, which is where the
// runtime goes on after a panic. What is left out leads to the place before.
func (f *body) thin(own int64, deferReturn int) {
	entered, jumped, ok := f.entries(own)
	if !ok {
		return
	}
	entered[deferReturn] = true
	last := 0
	inTable := map[*label]bool{}
	places := make([]*label, 0, len(f.places))
	for number, to := range f.places {
		if entered[number] {
			last = number
			inTable[to] = true
		} else {
			to = places[number-1]
		}
		places = append(places, to)
	}
	without := func(list []instr) []instr {
		return slices.DeleteFunc(list, func(x instr) bool {
			return (x.op == opBlock || x.op == opEnd) && f.isPlace[x.to] && !inTable[x.to] && !jumped[x.to]
		})
	}
	f.places = places[:last+1]
	f.head, f.code = without(f.head), without(f.code)
	f.head[len(f.head)-1].on = f.places
}

// entries are the numbers at which the function is entered, and the places to
// which it jumps forward; false if it jumps back in an unknown way.
func (f *body) entries(own int64) (entered map[int]bool, jumped map[*label]bool, ok bool) {
	const exit = 1 // a goroutine begins as if goexit had called it (runtime.gostartcall)
	entered, jumped = map[int]bool{0: true, exit: true}, map[*label]bool{}
	for i, x := range f.code {
		switch {
		case x.op == opI64Const && x.a>>functionBits == own:
			entered[int(x.a&(1<<functionBits-1))] = true
		case x.op == opBr && x.to == f.entry && f.entry != nil:
			if i < 2 || !f.code[i-1].is(opLocalSet, localPlace) || f.code[i-2].op != opI32Const {
				return nil, nil, false
			}
			entered[int(f.code[i-2].a)] = true
		case x.op == opBr, x.op == opBrIf && x.to != f.entry:
			jumped[x.to] = true
		case x.op == opBrIf, x.op == opBrTable:
			return nil, nil, false
		}
	}
	return entered, jumped, true
}

// direct turns jumps forward into branches out of blocks: the target of a number
// is the end of a block, and a jump forward lies inside of it. A jump is
//
//	i32.const number, local.set 0, br entry
func (f *body) direct() {
	closed := map[*label]bool{}
	out := f.code[:0:0]
	for _, x := range f.code {
		n := len(out)
		switch {
		case x.op == opEnd && x.to != nil:
			closed[x.to] = true
		case x.op == opBr && x.to == f.entry && n > 1 && out[n-1].is(opLocalSet, 0) && out[n-2].op == opI32Const:
			if number := out[n-2].a; number >= 0 && number < int64(len(f.places)) && !closed[f.places[number]] {
				out = out[:n-2]
				x.to = f.places[number]
			}
		}
		out = append(out, x)
	}
	f.code = out
}
