package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// target is one fuzz target.
type target struct {
	pkg    string // import path
	module string
	dir    string
	name   string
	decl   *ast.FuncDecl
}

// String names a target by its package's path in the module.
func (t target) String() string {
	path := strings.TrimPrefix(strings.TrimPrefix(t.pkg, t.module), "/")
	if path == "" {
		path = "."
	}
	return path + "." + t.name
}

// listed is what the go command says of a package.
type listed struct {
	ImportPath, Dir           string
	TestGoFiles, XTestGoFiles []string
	Module                    struct{ Path string }
}

// targets are all that this system builds, in the order of their packages.
func (o *options) targets() ([]target, error) {
	list := exec.Command("go", "list", "-json=ImportPath,Dir,TestGoFiles,XTestGoFiles,Module", "./...")
	list.Dir, list.Stderr = o.dir, os.Stderr
	text, err := list.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	var all []target
	for in := json.NewDecoder(strings.NewReader(string(text))); ; {
		var p listed
		if err := in.Decode(&p); errors.Is(err, io.EOF) {
			return all, nil
		} else if err != nil {
			return nil, err
		}
		for _, name := range append(p.TestGoFiles, p.XTestGoFiles...) {
			found, err := p.in(filepath.Join(p.Dir, name))
			if err != nil {
				return nil, err
			}
			for _, t := range found {
				if o.only.MatchString(t.String()) {
					all = append(all, t)
				}
			}
		}
	}
}

// in are the targets of one file.
func (p *listed) in(file string) ([]target, error) {
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	var found []target
	for _, d := range f.Decls {
		if decl, ok := d.(*ast.FuncDecl); ok && decl.Recv == nil && strings.HasPrefix(decl.Name.Name, "Fuzz") {
			found = append(found, target{p.ImportPath, p.Module.Path, p.Dir, decl.Name.Name, decl})
		}
	}
	return found, nil
}
