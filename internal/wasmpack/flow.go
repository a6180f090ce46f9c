package wasmpack

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
	places []*label
	head   []instr // up to and with the table
	code   []instr // the rest, with the end of the innermost block first
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
	f.places = list[at+1].on
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

// even gives each number but 0 a block of its own, so that the table is the same
// beginning of one sequence in every function: blocks that end in one place are
// the same to a branch.
func (f *body) even() {
	ends := map[*label][]*label{} // what a block becomes, from the innermost
	for i, to := range f.places {
		if i == 1 && to == f.places[0] {
			continue // 0 and 1 share the innermost
		}
		ends[to] = append(ends[to], &label{})
	}
	var head, table []instr
	for _, x := range f.head {
		if len(ends[x.to]) == 0 {
			head = append(head, x)
			continue
		}
		own := ends[x.to]
		for i := range own {
			table = append(table, instr{op: opBlock, a: noResult, to: own[len(own)-1-i]})
		}
	}
	at := len(head) - 2 // in front of local.get 0, br_table
	head = append(head[:at:at], append(table, head[at:]...)...)
	var places []*label
	used := map[*label]int{}
	for i, to := range f.places {
		if i == 1 && to == f.places[0] {
			places = append(places, places[0])
			continue
		}
		places = append(places, ends[to][used[to]])
		used[to]++
	}
	head[len(head)-1].on = places
	f.code = spread(f.code, ends)
	f.places, f.head = places, head
}

// spread has a block of code end in all that it became. A branch to it goes to
// the outermost of them.
func spread(list []instr, ends map[*label][]*label) []instr {
	code := make([]instr, 0, len(list)+len(ends))
	for _, x := range list {
		own := ends[x.to]
		switch {
		case len(own) == 0 || x.op != opEnd && x.op != opBr && x.op != opBrIf:
			code = append(code, x)
		case x.op == opEnd:
			for _, to := range own {
				code = append(code, instr{op: opEnd, to: to})
			}
		default:
			x.to = own[len(own)-1]
			code = append(code, x)
		}
	}
	return code
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
