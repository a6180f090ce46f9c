package connector

import (
	"strings"

	"github.com/hopproof/hopproof/internal/tree"
)

// Syntax is how a file writes a setup.
type Syntax uint8

// The syntaxes.
const (
	YAML    Syntax = iota // whatever is neither of the others
	JSON                  // what ConvertTo-Json writes
	Command               // PowerShell
)

// SyntaxOf recognises the syntax of a decoded text.
func SyntaxOf(text string) Syntax {
	head := strings.TrimLeft(text, " \t\r\n")
	if head != "" && (head[0] == '{' || head[0] == '[') {
		rest := strings.TrimLeft(head[1:], " \t\r\n")
		if rest == "" || strings.IndexByte(`"{}[]`, rest[0]) >= 0 {
			return JSON
		}
	}
	for line := range strings.Lines(strings.ToLower(text)) {
		if strings.HasPrefix(strings.TrimLeft(line, " \t"), "#") {
			continue // a comment in both
		}
		for i := range commands {
			if strings.Contains(line, strings.ToLower(commands[i].name)) {
				return Command
			}
		}
	}
	return YAML
}

// Read reads a setup from what ConvertTo-Json made of Get-InboundConnector,
// Get-AcceptedDomain or Get-OrganizationConfig, from the file of the script
// that [ExportScript] prints, or from command lines. name is what errors call
// the file; the error is of type [Errors]. YAML is not read here: that is for
// whoever has a reader of it, whose tree [FromNode] takes.
func Read(name string, data []byte) (Setup, error) {
	text := Text(data)
	syntax := SyntaxOf(text)
	if syntax == Command {
		return readCommands(name, text)
	}
	root, e := tree.ParseJSON(name, []byte(text))
	if e != nil {
		if syntax == YAML {
			e.Problem, e.Hint = "neither JSON nor a command for connectors is in it", "export with: hopproof connector export-script"
		}
		return Setup{}, Errors{e}
	}
	return FromNode(name, &root)
}

// FromNode reads a setup from a tree. The error is of type [Errors].
func FromNode(name string, root *Node) (Setup, error) {
	d := decoder{file: name}
	d.part(root, "")
	if len(d.errs) == 0 && !d.found {
		d.fail(root, "no inbound connector, accepted domain or organization setting is in it",
			"export with: hopproof connector export-script, or Get-InboundConnector | ConvertTo-Json -Depth 5")
	}
	if len(d.errs) > 0 {
		return Setup{}, d.errs
	}
	return d.setup, nil
}
