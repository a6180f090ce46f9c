package wasmpack

// The locals of a Go function.
const (
	localPlace = 0 // parameter: where to enter
	localSP    = 1 // the stack pointer, like global 0
	localSelf  = 2 // added here: the function's number in the upper bits
)

// packFunction rewrites a function whose number is own and that calls deferreturn
// at that place, if at all; false if its form is not known.
func packFunction(f []byte, own int64, deferReturn int) ([]byte, bool) {
	r := reader{b: f}
	groups := r.uint()
	var locals []byte // behind the first group
	first, kind := 0, byte(0)
	for i := 0; i < groups && !r.failed; i++ {
		start := r.at
		n, k := r.uint(), r.byte()
		if i == 0 {
			first, kind = n, k
			continue
		}
		locals = append(locals, f[start:r.at]...)
	}
	if r.failed || first != 1 || kind != typeI32 {
		return nil, false
	}
	list, ok := decode(f[r.at:])
	if !ok {
		return nil, false
	}
	b, ok := read(list)
	if !ok {
		return nil, false
	}
	b.direct()
	b.thin(own, deferReturn)
	b.shorten()
	out := []byte{}
	if b.numbered(own) {
		out = append(appendUint(out, groups+1), 1, typeI32, 1, typeI64)
	} else {
		out = append(appendUint(out, groups), 1, typeI32)
	}
	out = append(out, locals...)
	return encode(out, append(b.head, b.code...)), true
}

// shorten replaces sequences by shorter ones that do the same.
func (f *body) shorten() {
	in := f.code
	out := make([]instr, 0, len(in))
	for i := 0; i < len(in); {
		n := 0
		for _, rule := range rules {
			if out, n = rule(f, out, in[i:]); n > 0 {
				break
			}
		}
		if n == 0 {
			out = append(out, in[i])
			n = 1
		}
		i += n
	}
	f.code = out
}

// rules look at what comes next and what was written; each returns how many
// instructions it has replaced.
var rules = [...]func(f *body, out, in []instr) ([]instr, int){
	dropNothing, branchIf, returnInPlace, leaveAtOnce, foldSlot,
}

// dropNothing drops what has no effect: nop, and a local set to itself.
func dropNothing(_ *body, out, in []instr) ([]instr, int) {
	switch {
	case in[0].op == opNop:
		return out, 1
	case len(in) > 1 && in[0].op == opLocalGet && in[1].is(opLocalSet, in[0].a):
		return out, 2
	}
	return out, 0
}

// branchIf: if, br, end.
func branchIf(_ *body, out, in []instr) ([]instr, int) {
	if len(in) < 3 || !in[0].is(opIf, noResult) || in[1].op != opBr || in[2].op != opEnd || in[1].to == in[0].to {
		return out, 0
	}
	return append(out, instr{op: opBrIf, to: in[1].to}), 3
}

// returnInPlace: a call that unwinds. The branch led to a return of 1.
func returnInPlace(f *body, out, in []instr) ([]instr, int) {
	if f.unwind == nil || in[0].op != opBrIf || in[0].to != f.unwind {
		return out, 0
	}
	block := &label{}
	return append(out, instr{op: opIf, a: noResult, to: block}, instr{op: opI32Const, a: 1}, instr{op: opReturn},
		instr{op: opEnd, to: block}), 1
}

// leaveAtOnce: at the end of a function the frame and the place of return are
// taken off the stack one after the other.
func leaveAtOnce(_ *body, out, in []instr) ([]instr, int) {
	n := len(out)
	if n < 2 || len(in) < 9 || out[n-1].op != opI32Add || out[n-2].op != opI32Const ||
		!in[0].is(opLocalTee, localSP) || !in[1].is(opGlobalSet, 0) || !in[2].is(opLocalGet, localSP) ||
		!in[3].is(opI32Const, 8) || in[4].op != opI32Add || !in[5].is(opLocalTee, localSP) ||
		!in[6].is(opGlobalSet, 0) || in[7].op != opI32Const || in[8].op != opReturn {
		return out, 0
	}
	out[n-2].a += 8
	return append(out, instr{op: opGlobalSet}), 7
}

// foldSlot: the address of a slot of the stack, computed in 64 bits, is the stack
// pointer with an offset. A slot lies in memory, so the sum never wraps.
func foldSlot(_ *body, out, in []instr) ([]instr, int) {
	const largest = 1 << 20
	if len(in) < 6 || !in[0].is(opLocalGet, localSP) || in[1].op != opExtendU || in[2].op != opI64Const ||
		in[3].op != opI64Add || in[4].op != opI32Wrap || in[2].a < 0 || in[2].a > largest {
		return out, 0
	}
	user := consumer(in[5:])
	if user == nil || user.b > largest {
		return out, 0
	}
	user.b += in[2].a
	return append(out, in[0]), 5
}

// consumer finds the load or store that takes the address on top of the stack in
// front of in; nil if it is not reached in a straight line.
func consumer(in []instr) *instr {
	height := 0 // above the address
	for i := range in {
		x := &in[i]
		switch op := x.op; {
		case op == opLocalGet, op == opGlobalGet, op >= opI32Const && op <= opF64Const:
			height++
		case op >= opI32Load && op <= opLoadLast:
			if height == 0 {
				return x
			}
		case op >= opStoreFirst && op <= opStoreLast:
			if height == 1 {
				return x
			}
			height -= 2
		case op == opLocalSet, op == opGlobalSet, dyadic(op):
			height--
		case op == opLocalTee, monadic(op):
		default:
			return nil
		}
		if height < 0 {
			return nil
		}
	}
	return nil
}

// monadic and dyadic tell operations on one number from those on two.
func monadic(op byte) bool {
	return op == 0x45 || op == 0x50 || op >= 0x67 && op <= 0x69 || op >= 0x79 && op <= 0x7b ||
		op >= 0x8b && op <= 0x91 || op >= 0x99 && op <= 0x9f || op >= 0xa7 && op <= opExtend32
}

func dyadic(op byte) bool { return op > opI32Eqz && op < 0xa7 && !monadic(op) }

// numbered puts the number of the function into a local: every call stores it
// with the number of the place behind the call. It reports whether there is a
// call.
func (f *body) numbered(own int64) bool {
	found := false
	out := make([]instr, 0, len(f.code))
	for i := range f.code {
		x := f.code[i]
		if n := len(out); x.op == opI64Const && x.a>>functionBits == own && n > 0 && out[n-1].is(opLocalGet, localSP) &&
			i+1 < len(f.code) && f.code[i+1].op == opI64Store && f.code[i+1].b == 0 {
			found = true
			out = append(out, instr{op: opLocalGet, a: -localSelf}, instr{op: opI64Const, a: x.a & (1<<functionBits - 1)}, instr{op: opI64Or})
			continue
		}
		out = append(out, x)
	}
	if !found {
		return false
	}
	for i := range out {
		switch x := &out[i]; x.op {
		case opLocalGet, opLocalSet, opLocalTee:
			if x.a >= localSelf {
				x.a++
			} else if x.a < 0 {
				x.a = localSelf
			}
		}
	}
	f.code = out
	start := []instr{f.head[0], f.head[1], {op: opI64Const, a: own << functionBits}, {op: opLocalSet, a: localSelf}}
	f.head = append(start, f.head[2:]...)
	return true
}
