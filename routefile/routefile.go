// Package routefile reads the route that a file holds, in YAML or in JSON, as
// hopproof verify --route does. Of YAML it takes what JSON can say: no anchors, no
// tags, one document. A program that needs JSON alone does without the reader of
// YAML by [route.ParseJSON].
package routefile

import (
	"bytes"
	"fmt"
	"io"
	"os"

	"github.com/hopproof/hopproof/hops/route"
	"github.com/hopproof/hopproof/internal/tree"
	"github.com/hopproof/hopproof/internal/yamltree"
)

// maxSize bounds a route file. YAML nests two bytes a level, and its reader
// recurses.
const maxSize = 64 << 10

// Read reads the route of a file, of at most 64 KiB. What is wrong in it is a
// [route.Errors], with file, line and column; another error says that it cannot be
// read, or is too large.
func Read(path string) (route.Route, error) {
	f, err := os.Open(path)
	if err != nil {
		return route.Route{}, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxSize+1))
	if err != nil {
		return route.Route{}, err
	}
	return Parse(path, data)
}

// Parse reads a route from data, as Read does; name is what errors call it. The
// content decides about the syntax: JSON begins with a brace and a quote.
func Parse(name string, data []byte) (route.Route, error) {
	if len(data) > maxSize {
		return route.Route{}, fmt.Errorf("%s: more than %d KiB; that is no route file", name, maxSize>>10)
	}
	root, problem := read(name, data)
	if problem != nil {
		return route.Route{}, route.Errors{problem}
	}
	return route.FromNode(name, root)
}

// IsRoute reports whether data is meant to be a route, whatever is wrong in it:
// it is a map with legs.
func IsRoute(data []byte) bool {
	if len(data) > maxSize {
		return false
	}
	root, problem := read("", data)
	return problem == nil && root.Kind == tree.Map && root.Member("legs") != nil
}

// read reads the tree of either syntax.
func read(name string, data []byte) (root *tree.Node, problem *tree.Error) {
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	if isJSON(data) {
		node, problem := tree.ParseJSON(name, data)
		return &node, problem
	}
	if root, problem = yamltree.Parse(data); problem != nil {
		problem.File = name
	}
	return root, problem
}

// isJSON tells JSON from YAML's flow style, whose keys have no quotes.
func isJSON(data []byte) bool {
	rest, isMap := bytes.CutPrefix(bytes.TrimLeft(data, " \t\r\n"), []byte("{"))
	rest = bytes.TrimLeft(rest, " \t\r\n")
	return isMap && len(rest) > 0 && (rest[0] == '"' || rest[0] == '}')
}
