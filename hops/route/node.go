package route

// NodeKind is the kind of a value in a route file.
type NodeKind uint8

const (
	NodeNull NodeKind = iota
	NodeBool
	NodeNumber
	NodeString
	NodeList
	NodeMap
)

// String names the kind as error messages do.
func (k NodeKind) String() string {
	return [...]string{"nothing", "true or false", "a number", "text", "a list", "a map"}[k]
}

// Node is one value of a route file, whatever its syntax was. Lines and
// columns count from 1, columns in characters.
type Node struct {
	Kind     NodeKind
	Value    string // of a scalar: "true", "1.2", the text itself
	Children []Node // of a list or a map, in the order of the file
	Line     int    // where the value begins
	Column   int
	// Key is the key of a member of a map, KeyLine and KeyColumn its place.
	Key                string
	KeyLine, KeyColumn int
}

// MaxDepth bounds how deep the values of a route file nest. A route needs 4.
const MaxDepth = 32
