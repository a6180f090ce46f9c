// Package tree reads JSON into a tree that knows where each value stands, and
// says what is wrong in a file so that a person finds it. It exists because
// encoding/json would cost the browser bundle a third of its size.
package tree

// Kind is the kind of a value in a file.
type Kind uint8

// The kinds.
const (
	Null Kind = iota
	Bool
	Number
	Text
	List
	Map
)

// String names the kind as error messages do.
func (k Kind) String() string {
	return [...]string{"nothing", "true or false", "a number", "text", "a list", "a map"}[k]
}

// Node is one value of a file, whatever its syntax was. Lines and
// columns count from 1, columns in characters.
type Node struct {
	Kind     Kind
	Value    string // of a scalar: "true", "1.2", the text itself
	Children []Node // of a list or a map, in the order of the file
	Line     int    // where the value begins
	Column   int
	// Key is the key of a member of a map, KeyLine and KeyColumn its place.
	Key                string
	KeyLine, KeyColumn int
}

// MaxDepth bounds how deep the values of a file nest. A route needs 4.
const MaxDepth = 32

// Member is the value of a key, or nil.
func (n *Node) Member(key string) *Node {
	for i := range n.Children {
		if n.Children[i].Key == key {
			return &n.Children[i]
		}
	}
	return nil
}

// At is the place of a key's value, or of the map itself without that key.
func (n *Node) At(key string) *Node {
	if m := n.Member(key); m != nil {
		return m
	}
	return n
}
