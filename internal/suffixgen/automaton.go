package suffixgen

import (
	"cmp"
	"slices"
	"strings"
)

// symbols are those of package suffix.
const symbols = "-.0123456789abcdefghijklmnopqrstuvwxyz*!$"

// Modes of an edge, as in package suffix.
const (
	innerLeaf = iota
	lastLeaf
	innerFar
	lastFar
	lastNear
)

// edge leads to a node; the end of a rule is an edge to node 0.
type edge struct {
	symbol byte
	to     int
}

// node 0 has no edges; node 1 has the end of a rule as its only one and is
// written as no node at all, but as leaf in the edges that lead to it.
const (
	end  = 0
	leaf = 1
)

// automaton is the smallest acyclic automaton of the rules, read from their
// ends: equal nodes are one.
type automaton struct {
	nodes [][]edge
	index map[string]int
}

// tree is the same before equal nodes are joined.
type tree map[byte]tree

// Encode writes the table that package suffix reads.
func Encode(rules []string) []byte {
	root := tree{}
	for _, rule := range rules {
		root.add(reversed(rule))
	}
	a := automaton{index: map[string]int{}}
	a.join(tree{})
	a.join(tree{'$': {}})
	first := a.join(root)
	w := writer{automaton: a, placed: map[int]int{}, sizes: map[int]int{}}
	w.place(first)
	slices.Reverse(w.out)
	return w.out
}

// reversed turns "*.ck" into "kc.*" and "!www.ck" into "kc.www!"; other rules
// end with a mark of their own.
func reversed(rule string) string {
	b := []byte(strings.TrimPrefix(rule, "!"))
	slices.Reverse(b)
	if rule[0] == '!' {
		return string(b) + "!"
	}
	return string(b) + "$"
}

func (t tree) add(word string) {
	for i := range len(word) {
		below, ok := t[word[i]]
		if !ok {
			below = tree{}
			t[word[i]] = below
		}
		t = below
	}
}

// join gives the number of the node that equals t.
func (a *automaton) join(t tree) int {
	var edges []edge
	for symbol, below := range t {
		edges = append(edges, edge{symbol, a.join(below)})
	}
	slices.SortFunc(edges, func(x, y edge) int { return cmp.Compare(x.symbol, y.symbol) })
	key := make([]byte, 0, 5*len(edges))
	for _, e := range edges {
		key = append(key, e.symbol, byte(e.to>>16), byte(e.to>>8), byte(e.to))
	}
	n, ok := a.index[string(key)]
	if !ok {
		n = len(a.nodes)
		a.index[string(key)] = n
		a.nodes = append(a.nodes, edges)
	}
	return n
}

// chain is the number of edges that lead from n to a leaf without a branch; -1
// if there is another way.
func (a *automaton) chain(n int) int {
	length := 0
	for ; n != leaf; length++ {
		if len(a.nodes[n]) != 1 || a.nodes[n][0].to == end {
			return -1
		}
		n = a.nodes[n][0].to
	}
	return length
}
