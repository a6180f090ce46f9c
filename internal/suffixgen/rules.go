// Package suffixgen makes the table of package header/suffix from the Public
// Suffix List that golang.org/x/net/publicsuffix holds.
package suffixgen

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

const module = "golang.org/x/net"

// List is the rules of the Public Suffix List, in ASCII form: "co.uk",
// "*.ck", "!www.ck".
type List struct {
	Module  string // golang.org/x/net with its version
	Version string // revision and date of the list
	Rules   []string
}

// Read takes the list from the module. Its own tests hold the rules in full;
// the tables of its code hold them in pieces.
func Read() (List, error) {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}} {{.Version}}", module).Output()
	if err != nil {
		return List{}, fmt.Errorf("looking for %s: %w", module, err)
	}
	dir, version, _ := strings.Cut(strings.TrimSpace(string(out)), " ")
	l := List{Module: module + " " + version}
	if l.Rules, err = stringsOf(filepath.Join(dir, "publicsuffix", "table_test.go"), "rules"); err != nil {
		return List{}, err
	}
	versions, err := stringsOf(filepath.Join(dir, "publicsuffix", "table.go"), "version")
	if err != nil {
		return List{}, err
	}
	l.Version = strings.Join(versions, "")
	return l, nil
}

// stringsOf lists the string literals of a variable or constant of a Go file.
func stringsOf(path, name string) ([]string, error) {
	f, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
	if err != nil {
		return nil, err
	}
	var list []string
	ast.Inspect(f, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || spec.Names[0].Name != name {
			return true
		}
		ast.Inspect(spec, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				text, unquoteErr := strconv.Unquote(lit.Value)
				err = errors.Join(err, unquoteErr)
				list = append(list, text)
			}
			return true
		})
		return false
	})
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("%s has no strings named %s", path, name)
	}
	return list, err
}

// Origin tells where the table comes from.
func (l List) Origin() string {
	return fmt.Sprintf("table.bin: %d rules of %s,\nby way of %s.\nMozilla Public License 2.0.\n",
		len(l.Rules), l.Version, l.Module)
}
