package wasmpack

import (
	"bytes"
	"slices"
)

// The sections that are rewritten or read (WebAssembly core specification,
// section 5.5).
const (
	sectionCustom  = 0
	sectionElement = 9
	sectionCode    = 10
	sectionData    = 11
)

type section struct {
	id   byte
	body []byte
}

// Pack rewrites a module that was linked with the names of functions (without
// the flag -s). It fails where it does not know the layout, which another version
// of Go may have.
func Pack(module []byte) ([]byte, error) {
	sections, err := split(module)
	if err != nil {
		return nil, err
	}
	p := packer{names: functionNames(sections), imports: imports(sections)}
	if p.first, err = firstInTable(sections); err != nil {
		return nil, err
	}
	if len(p.names) == 0 || p.imports < 0 {
		return nil, errNames
	}
	i := slices.IndexFunc(sections, func(s section) bool { return s.id == sectionData })
	if i < 0 {
		return nil, errModule
	}
	data, err := packData(sections[i].body)
	if err != nil {
		return nil, err
	}
	sections[i].body, p.deferReturns = data.body, data.deferReturns
	if sections, err = p.rewritten(sections); err != nil {
		return nil, err
	}
	if sections, err = withStart(sections, p.imports, data.lookup.code()); err != nil {
		return nil, err
	}
	out := bytes.Clone(module[:8])
	for _, s := range sections {
		out = append(appendUint(append(out, s.id), len(s.body)), s.body...)
	}
	return out, nil
}

// rewritten leaves out what only describes the program, and rewrites the code.
func (p *packer) rewritten(sections []section) ([]section, error) {
	var kept []section
	for _, s := range sections {
		if s.id == sectionCustom { // names, build id, producers
			continue
		}
		if s.id == sectionCode {
			var err error
			if s.body, err = p.code(s.body); err != nil {
				return nil, err
			}
		}
		kept = append(kept, s)
	}
	return kept, nil
}

func split(module []byte) ([]section, error) {
	if !bytes.HasPrefix(module, []byte("\x00asm\x01\x00\x00\x00")) {
		return nil, errModule
	}
	var list []section
	r := reader{b: module, at: 8}
	for r.at < len(module) && !r.failed {
		id := r.byte()
		list = append(list, section{id, r.bytes(r.uint())})
	}
	if r.failed {
		return nil, errModule
	}
	return list, nil
}

// firstInTable is the place in the table of functions at which the program's own
// ones begin: the upper part of a function's program counter is its place there.
func firstInTable(sections []section) (int, error) {
	for _, s := range sections {
		if s.id != sectionElement {
			continue
		}
		r := reader{b: s.body}
		if n, kind, op := r.uint(), r.uint(), r.byte(); n != 1 || kind != 0 || op != opI32Const {
			return 0, errModule
		}
		first := r.int()
		if r.failed {
			return 0, errModule
		}
		return int(first), nil
	}
	return 0, errModule
}

// packer holds what the functions of a module need to know of it.
type packer struct {
	first        int // place of the first function in the table
	imports      int // functions that are imported
	names        map[int]string
	deferReturns map[int]int
}

// code rewrites each function that it can.
func (p *packer) code(body []byte) ([]byte, error) {
	r := reader{b: body}
	n := r.uint()
	out := appendUint(make([]byte, 0, len(body)), n)
	for i := range n {
		f := r.bytes(r.uint())
		if r.failed {
			return nil, errModule
		}
		switch name := p.names[p.imports+i]; {
		case isUnused(name):
			f = trap
		case name == selfTest:
			f = skip
		default:
			if packed, ok := packFunction(f, int64(p.first+i), p.deferReturns[p.first+i]); ok {
				f = packed
			}
		}
		out = append(appendUint(out, len(f)), f...)
	}
	return out, nil
}
