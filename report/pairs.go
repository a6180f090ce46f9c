package report

import (
	"slices"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/internal/order"
)

// Pairs are named strings: the arguments of a code, or the properties of a
// result. In JSON they are an object with sorted keys; of two pairs with one
// name the first counts.
type Pairs []header.Arg

// Get returns the value of name.
func (p Pairs) Get(name string) (value string, ok bool) {
	for i := range p {
		if p[i].Name == name {
			return p[i].Value, true
		}
	}
	return "", false
}

// fewPairs is how many are sorted without memory of their own.
const fewPairs = 8

// sorted returns p by name, each name once. It may use the room.
func (p Pairs) sorted(room *[fewPairs]header.Arg) Pairs {
	if p.inOrder() {
		return p
	}
	if len(p) > fewPairs {
		q := slices.Clone(p)
		order.Stable(len(q), func(i, j int) bool { return q[i].Name < q[j].Name }, func(i, j int) { q[i], q[j] = q[j], q[i] })
		return slices.CompactFunc(q, func(a, b header.Arg) bool { return a.Name == b.Name })
	}
	q := Pairs(room[:0])
	for _, pair := range p {
		at := len(q)
		for at > 0 && q[at-1].Name > pair.Name {
			at--
		}
		if at == 0 || q[at-1].Name != pair.Name {
			q = append(q, pair)
			copy(q[at+1:], q[at:])
			q[at] = pair
		}
	}
	return q
}

func (p Pairs) inOrder() bool {
	for i := 1; i < len(p); i++ {
		if p[i-1].Name >= p[i].Name {
			return false
		}
	}
	return true
}

// MarshalJSON writes p as an object of strings.
func (p Pairs) MarshalJSON() ([]byte, error) {
	w := jsonWriter{}
	w.pairs(p)
	return w.Text, nil
}

// UnmarshalJSON reads an object of strings.
func (p *Pairs) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		return nil
	}
	read := Pairs{}
	err := readFlat(string(data), func(name, value string) {
		read = append(read, header.Arg{Name: name, Value: value})
	})
	if err != nil {
		return err
	}
	*p = read
	return nil
}
