package wasmpack

import "errors"

var (
	errModule = errors.New("wasmpack: not a WebAssembly module as the Go linker writes it")
	errNames  = errors.New("wasmpack: the module has no names of functions")
)

// reader reads the numbers of the binary format (WebAssembly core
// specification, section 5.2). The first thing wrong sticks.
type reader struct {
	b      []byte
	at     int
	failed bool
}

func (r *reader) byte() byte {
	if r.at >= len(r.b) {
		r.failed = true
		return 0
	}
	r.at++
	return r.b[r.at-1]
}

// bytes takes the next n bytes.
func (r *reader) bytes(n int) []byte {
	if n < 0 || n > len(r.b)-r.at {
		r.failed = true
		n = 0
	}
	r.at += n
	return r.b[r.at-n : r.at]
}

// uint reads an unsigned number; 0 where there is none.
func (r *reader) uint() int {
	n, shift := uint64(0), 0
	for {
		c := r.byte()
		n |= uint64(c&0x7f) << shift
		shift += 7
		if c < 0x80 {
			break
		}
		if shift > 35 {
			r.failed = true
			return 0
		}
	}
	if r.failed {
		return 0
	}
	return int(n)
}

// int reads a signed number of up to 64 bits.
func (r *reader) int() int64 {
	n, shift := int64(0), 0
	for {
		c := r.byte()
		n |= int64(c&0x7f) << shift
		shift += 7
		if c < 0x80 {
			if c&0x40 != 0 && shift < 64 {
				n |= -1 << shift
			}
			return n
		}
		if shift > 63 {
			r.failed = true
			return 0
		}
	}
}

func appendUint(b []byte, n int) []byte {
	for ; n >= 0x80; n >>= 7 {
		b = append(b, byte(n)|0x80)
	}
	return append(b, byte(n))
}

func appendInt(b []byte, n int64) []byte {
	for {
		c := byte(n & 0x7f)
		n >>= 7
		if n == 0 && c&0x40 == 0 || n == -1 && c&0x40 != 0 {
			return append(b, c)
		}
		b = append(b, c|0x80)
	}
}
