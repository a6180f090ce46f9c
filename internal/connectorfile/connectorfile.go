// Package connectorfile reads what package connector reads, and YAML besides. It
// is for the command: the YAML reader is too heavy for the page, which uses
// [connector.Read].
package connectorfile

import (
	"fmt"

	"github.com/hopproof/hopproof/hops/connector"
	"github.com/hopproof/hopproof/internal/tree"
	"github.com/hopproof/hopproof/internal/yamltree"
)

const (
	// maxSize bounds an export: a connector takes about 3 KB of JSON.
	maxSize = 16 << 20
	// maxYAML bounds a file in YAML, which is written by hand.
	maxYAML = 256 << 10
)

// Parse reads a setup from data; name is what errors call it. The content
// decides about the syntax. What is wrong in the file is a [tree.Errors].
func Parse(name string, data []byte) (connector.Setup, error) {
	if len(data) > maxSize {
		return connector.Setup{}, fmt.Errorf("%s: more than %d MiB; that is no export of connectors", name, maxSize>>20)
	}
	text := connector.Text(data)
	if connector.SyntaxOf(text) != connector.YAML {
		return connector.Read(name, data)
	}
	if len(text) > maxYAML {
		return connector.Setup{}, fmt.Errorf("%s: more than %d KiB of YAML; that is no list of connectors", name, maxYAML>>10)
	}
	root, problem := yamltree.Parse([]byte(text))
	if problem != nil {
		problem.File = name
		if problem.Hint == "" { // most often it is no YAML, but another file
			problem.Hint = "connectors are read from the export (hopproof connector export-script), from New-InboundConnector commands, or from YAML"
		}
		return connector.Setup{}, tree.Errors{problem}
	}
	return connector.FromNode(name, root)
}
