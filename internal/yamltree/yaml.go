// Package yamltree reads YAML into the tree that package tree reads JSON into.
// It is for the command: the YAML reader is too heavy for the page.
package yamltree

import (
	"errors"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"github.com/hopproof/hopproof/internal/tree"
)

// Parse reads one YAML document into a tree. Of YAML it takes what JSON
// can say: no anchors, merges, tags or second documents, so that a file
// means what one reads.
func Parse(data []byte) (root *tree.Node, problem *tree.Error) {
	defer func() {
		// The input is anybody's, and the reader is not ours.
		if recover() != nil {
			root, problem = nil, &tree.Error{Line: 1, Column: 1, Problem: "not readable as YAML"}
		}
	}()
	if tooDeep(data) {
		return nil, &tree.Error{Line: 1, Column: 1, Problem: "values nest too deep"}
	}
	// Duplicate keys are reported by the file's own reader, with the place.
	file, err := parser.ParseBytes(data, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		return nil, syntaxError(err)
	}
	var body ast.Node
	for _, doc := range file.Docs {
		switch {
		case doc.Body == nil:
		case body != nil:
			return nil, problemAt(doc.Start, "a second document", "a file holds one document")
		default:
			body = doc.Body
		}
	}
	if body == nil {
		return nil, &tree.Error{Line: 1, Column: 1, Problem: "the file is empty"}
	}
	c := converter{}
	root = new(tree.Node)
	c.value(root, body, 1)
	return root, c.problem
}

// syntaxError keeps the sentence and the place of the YAML reader's error, not
// its drawing of the source.
func syntaxError(err error) *tree.Error {
	var syntax *yaml.SyntaxError
	if !errors.As(err, &syntax) {
		return &tree.Error{Line: 1, Column: 1, Problem: "not readable as YAML: " + err.Error()}
	}
	return problemAt(syntax.Token, "not readable as YAML: "+syntax.Message, "")
}

func problemAt(t *token.Token, problem, hint string) *tree.Error {
	line, column := position(t)
	return &tree.Error{Line: line, Column: column, Problem: problem, Hint: hint}
}

func position(t *token.Token) (line, column int) {
	if t == nil || t.Position == nil {
		return 1, 1
	}
	return t.Position.Line, t.Position.Column
}

// converter turns the YAML reader's tree into ours. The first problem
// stays.
type converter struct{ problem *tree.Error }

func (c *converter) refuse(t *token.Token, problem, hint string) {
	if c.problem == nil {
		c.problem = problemAt(t, problem, hint)
	}
}

func (c *converter) value(n *tree.Node, from ast.Node, depth int) {
	t := from.GetToken()
	n.Line, n.Column = position(t)
	if depth > tree.MaxDepth {
		c.refuse(t, "values nest too deep", "")
		return
	}
	switch v := from.(type) {
	case *ast.MappingNode:
		c.members(n, v.Values, depth)
		if v.IsFlowStyle {
			n.Line, n.Column = position(v.Start)
		}
	case *ast.MappingValueNode:
		c.members(n, []*ast.MappingValueNode{v}, depth)
	case *ast.SequenceNode:
		n.Kind = tree.List
		n.Children = make([]tree.Node, len(v.Values))
		for i, item := range v.Values {
			c.value(&n.Children[i], item, depth+1)
		}
	default:
		c.scalar(n, from)
	}
}

// members converts a map. Written in lines, it begins at its first key.
func (c *converter) members(n *tree.Node, values []*ast.MappingValueNode, depth int) {
	n.Kind = tree.Map
	n.Children = make([]tree.Node, len(values))
	for i, v := range values {
		child := &n.Children[i]
		c.key(child, v.Key)
		c.value(child, v.Value, depth+1)
		if i == 0 {
			n.Line, n.Column = child.KeyLine, child.KeyColumn
		}
	}
}

func (c *converter) key(n *tree.Node, from ast.MapKeyNode) {
	n.KeyLine, n.KeyColumn = position(from.GetToken())
	switch k := from.(type) {
	case *ast.StringNode:
		n.Key = k.Value
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.NullNode:
		n.Key = from.GetToken().Value
	case *ast.MergeKeyNode:
		c.refuse(from.GetToken(), "merges (<<) are not read", "write the keys out")
	default:
		c.refuse(from.GetToken(), "a key must be one word", "")
	}
}

func (c *converter) scalar(n *tree.Node, from ast.Node) {
	t := from.GetToken()
	switch v := from.(type) {
	case *ast.StringNode:
		n.Kind, n.Value = tree.Text, v.Value
	case *ast.LiteralNode:
		n.Kind, n.Value = tree.Text, strings.TrimSuffix(v.Value.Value, "\n")
	case *ast.IntegerNode, *ast.FloatNode, *ast.InfinityNode, *ast.NanNode:
		// As written: 1.2 is a TLS version.
		n.Kind, n.Value = tree.Number, t.Value
	case *ast.BoolNode:
		n.Kind, n.Value = tree.Bool, fmt.Sprint(v.Value)
	case *ast.NullNode:
		n.Kind = tree.Null
	case *ast.AnchorNode, *ast.AliasNode:
		c.refuse(t, "anchors (&) and aliases (*) are not read", "write the value out; a name that begins with * stands in quotes")
	case *ast.TagNode:
		c.refuse(t, "tags (!) are not read", "put text in quotes")
	default:
		c.refuse(t, "this form of YAML is not read", "")
	}
}

// tooDeep guards the YAML reader, whose cost grows with the square of the
// depth: more brackets opened than any route needs, or more dashes in a row.
func tooDeep(data []byte) bool {
	const most = 4 * tree.MaxDepth
	brackets, dashes := 0, 0
	for i, c := range data {
		switch c {
		case '[', '{':
			brackets++
		case ']', '}':
			brackets = max(0, brackets-1)
		case '-':
			if dashes++; i+1 < len(data) && data[i+1] == '-' {
				dashes = 0 // a ruler
			}
		case ' ':
		default:
			dashes = 0
		}
		if brackets > most || dashes > most {
			return true
		}
	}
	return false
}
