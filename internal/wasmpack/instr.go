package wasmpack

// The operations that are looked at (WebAssembly core specification, section
// 5.4).
const (
	opNop        = 0x01
	opBlock      = 0x02
	opLoop       = 0x03
	opIf         = 0x04
	opEnd        = 0x0b
	opBr         = 0x0c
	opBrIf       = 0x0d
	opBrTable    = 0x0e
	opReturn     = 0x0f
	opCall       = 0x10
	opIndirect   = 0x11
	opDrop       = 0x1a
	opLocalGet   = 0x20
	opLocalSet   = 0x21
	opLocalTee   = 0x22
	opGlobalGet  = 0x23
	opGlobalSet  = 0x24
	opI32Load    = 0x28
	opLoadLast   = 0x35
	opI32Load8   = 0x2d
	opI32Store   = 0x36
	opStoreFirst = opI32Store
	opI64Store   = 0x37
	opStoreLast  = 0x3e
	opMemorySize = 0x3f
	opMemoryGrow = 0x40
	opI32Const   = 0x41
	opI64Const   = 0x42
	opF32Const   = 0x43
	opF64Const   = 0x44
	opI32Eqz     = 0x45
	opI32Less    = 0x49 // of unsigned numbers
	opI32Add     = 0x6a
	opI32Sub     = 0x6b
	opI32And     = 0x71
	opI32Left    = 0x74
	opI32Right   = 0x76 // of unsigned numbers
	opI64Add     = 0x7c
	opI64Or      = 0x84
	opI32Wrap    = 0xa7
	opExtendU    = 0xad
	opExtend32   = 0xc4
	opMore       = 0xfc

	noResult = 0x40 // the type of a block
	typeI32  = 0x7f
	typeI64  = 0x7e
)

// label is what a branch leads to: a block, or the beginning of a loop.
type label struct{ depth int }

// instr is one instruction. Which of the operands count depends on op.
type instr struct {
	op byte
	a  int64    // index, constant, alignment, or type of a block
	b  int64    // offset in memory
	to *label   // of a branch; of a block its own
	on []*label // of a table of branches
	// raw are the operands of what is only copied.
	raw []byte
}

// is reports whether x has that operation and first operand.
func (x *instr) is(op byte, a int64) bool { return x.op == op && x.a == a }

// decoder reads a function body with its blocks.
type decoder struct {
	reader
	open []*label // the blocks around, from the outermost
}

// decode reads the instructions of a body behind its locals, with the end of the
// function as the last; false if one is not known.
func decode(b []byte) ([]instr, bool) {
	d := decoder{reader: reader{b: b}}
	list := make([]instr, 0, len(b)/2)
	for d.at < len(b) && !d.failed {
		list = append(list, d.next())
	}
	return list, !d.failed
}

func (d *decoder) next() instr {
	x := instr{op: d.byte()}
	switch op := x.op; {
	case op == opBlock || op == opLoop || op == opIf:
		x.a, x.to = int64(d.byte()), &label{}
		d.open = append(d.open, x.to)
	case op == opEnd:
		if n := len(d.open); n > 0 {
			x.to = d.open[n-1]
			d.open = d.open[:n-1]
		}
	case op == opBr || op == opBrIf:
		x.to = d.label()
	case op == opBrTable:
		for n := d.uint() + 1; n > 0 && !d.failed; n-- {
			x.on = append(x.on, d.label())
		}
	case op == opCall || op >= opLocalGet && op <= opGlobalSet:
		x.a = int64(d.uint())
	case op >= opI32Load && op <= opStoreLast:
		x.a, x.b = int64(d.uint()), int64(d.uint())
	case op == opI32Const || op == opI64Const:
		x.a = d.int()
	default:
		x.raw = d.copied(op)
	}
	return x
}

// copied reads the operands of an instruction that is only copied.
func (d *decoder) copied(op byte) []byte {
	start := d.at
	switch {
	case op == opIndirect:
		d.uint()
		d.uint()
	case op == opMemorySize || op == opMemoryGrow:
		d.byte()
	case op == opF32Const:
		d.bytes(4)
	case op == opF64Const:
		d.bytes(8)
	case op == opMore:
		switch more := d.uint(); {
		case more <= 7: // conversions that saturate
		case more == 10: // memory.copy
			d.bytes(2)
		case more == 11: // memory.fill
			d.bytes(1)
		default:
			d.failed = true
		}
	case op == 0x00, op == opNop, op == opReturn, op == opDrop, op == 0x1b, op >= opI32Eqz && op <= opExtend32:
	default:
		d.failed = true
	}
	return d.b[start:d.at]
}

// label is the target of a branch. No Go function branches out of itself.
func (d *decoder) label() *label {
	n := d.uint()
	if n >= len(d.open) {
		d.failed = true
		return nil
	}
	return d.open[len(d.open)-1-n]
}

// encode writes instructions; branches count the blocks between.
func encode(b []byte, list []instr) []byte {
	depth := 0
	for i := range list {
		x := &list[i]
		b = append(b, x.op)
		switch op := x.op; {
		case op == opBlock || op == opLoop || op == opIf:
			depth++
			x.to.depth = depth
			b = append(b, byte(x.a))
		case op == opEnd:
			depth--
		case op == opBr || op == opBrIf:
			b = appendUint(b, depth-x.to.depth)
		case op == opBrTable:
			b = appendUint(b, len(x.on)-1)
			for _, to := range x.on {
				b = appendUint(b, depth-to.depth)
			}
		case op == opCall || op >= opLocalGet && op <= opGlobalSet:
			b = appendUint(b, int(x.a))
		case op >= opI32Load && op <= opStoreLast:
			b = appendUint(appendUint(b, int(x.a)), int(x.b))
		case op == opI32Const || op == opI64Const:
			b = appendInt(b, x.a)
		default:
			b = append(b, x.raw...)
		}
	}
	return b
}
