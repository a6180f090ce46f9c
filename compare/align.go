package compare

// mostAligned bounds the work of aligning: a way of more stations is compared
// from both ends only.
const mostAligned = 1000

// align pairs the facts of two messages by their keys, in an order that keeps
// that of both: the longest common subsequence of the keys. What stands in one
// message only is a pair of its own.
func align(a, b []fact) []pair {
	var pairs []pair
	for len(a) > 0 && len(b) > 0 && a[0].key() == b[0].key() {
		pairs, a, b = append(pairs, pair{&a[0], &b[0]}), a[1:], b[1:]
	}
	var tail []pair
	for len(a) > 0 && len(b) > 0 && a[len(a)-1].key() == b[len(b)-1].key() {
		tail = append(tail, pair{&a[len(a)-1], &b[len(b)-1]})
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	pairs = append(pairs, middle(a, b)...)
	for i := len(tail) - 1; i >= 0; i-- {
		pairs = append(pairs, tail[i])
	}
	return pairs
}

// middle aligns what is left between a common beginning and end.
func middle(a, b []fact) (pairs []pair) {
	if len(a) > mostAligned || len(b) > mostAligned {
		return apart(a, b)
	}
	common := lengths(a, b)
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i].key() == b[j].key():
			pairs = append(pairs, pair{&a[i], &b[j]})
			i, j = i+1, j+1
		case common[i+1][j] >= common[i][j+1]:
			pairs = append(pairs, pair{a: &a[i]})
			i++
		default:
			pairs = append(pairs, pair{b: &b[j]})
			j++
		}
	}
	return append(pairs, apart(a[i:], b[j:])...)
}

// apart pairs nothing.
func apart(a, b []fact) (pairs []pair) {
	for i := range a {
		pairs = append(pairs, pair{a: &a[i]})
	}
	for i := range b {
		pairs = append(pairs, pair{b: &b[i]})
	}
	return pairs
}

// lengths are the lengths of the longest common subsequences of the ends of a
// and b.
func lengths(a, b []fact) [][]int32 {
	keys := make([]string, len(b))
	for j := range b {
		keys[j] = b[j].key()
	}
	table := make([][]int32, len(a)+1)
	cells := make([]int32, (len(a)+1)*(len(b)+1))
	for i := range table {
		table[i] = cells[i*(len(b)+1) : (i+1)*(len(b)+1)]
	}
	for i := len(a) - 1; i >= 0; i-- {
		key := a[i].key()
		for j := len(b) - 1; j >= 0; j-- {
			if key == keys[j] {
				table[i][j] = table[i+1][j+1] + 1
			} else {
				table[i][j] = max(table[i+1][j], table[i][j+1])
			}
		}
	}
	return table
}
