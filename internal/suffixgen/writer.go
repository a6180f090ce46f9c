package suffixgen

import (
	"cmp"
	"slices"
	"strings"
)

// writer lays the nodes out from the last to the first: out is the table
// backwards, so that each node lies behind those that lead to it.
type writer struct {
	automaton
	out    []byte
	placed map[int]int // node → its distance from the end of the table
	sizes  map[int]int
}

// place writes what n leads to, and then n.
func (w *writer) place(n int) {
	if _, done := w.placed[n]; done {
		return
	}
	below := w.inner(n)
	// The biggest goes furthest away, so that the distances stay small.
	slices.SortStableFunc(below, func(a, b edge) int { return cmp.Compare(w.size(b.to), w.size(a.to)) })
	for _, e := range below {
		w.place(e.to)
	}
	near := w.near(below)
	var far []edge
	for _, e := range below {
		if e != near {
			far = append(far, e)
		}
	}
	slices.SortStableFunc(far, func(a, b edge) int { return cmp.Compare(w.placed[b.to], w.placed[a.to]) })
	w.node(n, near, far)
	w.placed[n] = len(w.out)
}

// inner are the edges of n that lead to nodes which are written.
func (w *writer) inner(n int) []edge {
	return slices.DeleteFunc(slices.Clone(w.nodes[n]), func(e edge) bool { return e.to <= leaf })
}

// size estimates how many bytes all below n takes.
func (w *writer) size(n int) int {
	if s, known := w.sizes[n]; known {
		return s
	}
	s := len(w.nodes[n])
	for _, e := range w.inner(n) {
		s += w.size(e.to)
	}
	w.sizes[n] = s
	return s
}

// near picks the edge whose node follows at once. If none was just written, a
// short chain is written once more where that takes less than a distance.
func (w *writer) near(below []edge) edge {
	best, gain := edge{}, 0
	for _, e := range below {
		if w.placed[e.to] == len(w.out) {
			return e
		}
		if n := w.chain(e.to); n > 0 {
			if saved := len(distance(len(w.out)-w.placed[e.to])) - n; saved > gain {
				best, gain = e, saved
			}
		}
	}
	if gain > 0 {
		w.copyChain(best.to)
	}
	return best
}

func (w *writer) copyChain(n int) {
	e := w.nodes[n][0]
	if e.to == leaf {
		w.byte(e.symbol, lastLeaf)
		return
	}
	w.copyChain(e.to)
	w.byte(e.symbol, lastNear)
}

// node writes the edges of n: the leaves, the far ones by distance, the near
// one last.
func (w *writer) node(n int, near edge, far []edge) {
	var text []byte
	add := func(e edge, mode int) { text = append(text, code(e.symbol, mode)) }
	leaves := slices.DeleteFunc(slices.Clone(w.nodes[n]), func(e edge) bool { return e.to > leaf })
	for i, e := range leaves {
		add(e, pick(i+1 == len(leaves) && len(far) == 0 && near.to == 0, lastLeaf, innerLeaf))
	}
	from := len(w.out)
	for i, e := range far {
		add(e, pick(i+1 == len(far) && near.to == 0, lastFar, innerFar))
		text = append(text, distance(from-w.placed[e.to])...)
		from = w.placed[e.to]
	}
	if near.to != 0 {
		add(near, lastNear)
	}
	slices.Reverse(text)
	w.out = append(w.out, text...)
}

func pick(last bool, yes, no int) int {
	if last {
		return yes
	}
	return no
}

func (w *writer) byte(symbol byte, mode int) { w.out = append(w.out, code(symbol, mode)) }

func code(symbol byte, mode int) byte {
	return byte(strings.IndexByte(symbols, symbol) + mode*len(symbols))
}

// distance writes a number in one to three bytes.
func distance(d int) []byte {
	switch {
	case d < 0x80:
		return []byte{byte(d)}
	case d < 0x80+0x4000:
		d -= 0x80
		return []byte{0x80 | byte(d>>8), byte(d)}
	}
	return []byte{0xc0 | byte(d>>16), byte(d >> 8), byte(d)}
}
