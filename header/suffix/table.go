package suffix

import (
	_ "embed" // the table

	"github.com/hopproof/hopproof/internal/ascii"
)

// table holds the rules as an automaton over their characters, read from the
// end of a name. A node is a row of edges; an edge is one byte:
//
//	symbol + mode*len(symbols)
//
// Modes tell whether it is the last edge of its node, and where it leads: to
// the end of a rule below which there is nothing (leaf), to the node that
// follows at once (near), or to one further on (far). The edge of a far one
// is followed by the distance, in one to three bytes, counted from the far
// node of the edge before it, or else from the end of this node. All nodes lie
// behind those that lead to them, so reading always ends.
//
//go:embed table.bin
var table string

// symbols are the characters of rules, and marks.
const symbols = "-.0123456789abcdefghijklmnopqrstuvwxyz*!$"

// Marks are symbols that no name has: they say what stands at a node.
const (
	markAny       = byte('*') // any label may follow: the rule "*.name"
	markException = byte('!') // the rule "!name" ends here
	markRule      = byte('$') // a rule ends here, and longer ones go on
)

// Modes of an edge.
const (
	innerLeaf = iota
	lastLeaf
	innerFar
	lastFar
	lastNear
)

// node is a place in the table.
type node int

// leaf is the node in which a rule ends and none goes on.
const leaf node = -1

// edges maps the bytes of the table, decoded once per build: for a byte the
// character and the mode.
var edges = func() (e [256]struct{ char, mode byte }) {
	for i := range e {
		e[i].char, e[i].mode = symbols[i%len(symbols)], byte(i/len(symbols))
	}
	return e
}()

// label follows the characters of a label from its end; false if no rule has
// such a label here.
func (n node) label(s string) (node, bool) {
	ok := s != ""
	for i := len(s) - 1; i >= 0 && ok; i-- {
		if n == leaf {
			return n, false
		}
		c := ascii.Lower(s[i])
		if c == '*' || c == '!' || c == '$' {
			return n, false
		}
		n, ok = n.step(c)
	}
	return n, ok
}

// has reports whether a mark stands at n.
func (n node) has(mark byte) bool {
	_, ok := n.step(mark)
	return ok
}

// step follows the edge of one character. Distances are read only where the
// edge is found.
func (n node) step(c byte) (node, bool) {
	i := int(n)
	far, found := 0, -1 // sum of distances; where the edge leads, counted from the end of the node
	for {
		e := edges[table[i]]
		i++
		if e.mode == innerFar || e.mode == lastFar {
			var d int
			d, i = distance(i)
			far += d
		}
		last := e.mode == lastLeaf || e.mode == lastFar || e.mode == lastNear
		if e.char == c {
			switch e.mode {
			case innerLeaf, lastLeaf:
				return leaf, true
			case lastNear:
				return node(i), true
			}
			found = far
		}
		if last {
			return node(i + found), found >= 0
		}
	}
}

// distance reads a number of one to three bytes at i.
func distance(i int) (d, next int) {
	switch b := int(table[i]); {
	case b < 0x80:
		return b, i + 1
	case b < 0xc0:
		return (b&0x3f)<<8 + int(table[i+1]) + 0x80, i + 2
	default:
		return (b&0x3f)<<16 + int(table[i+1])<<8 + int(table[i+2]), i + 3
	}
}
