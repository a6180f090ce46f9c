// Package testsource knows what the source declares, for tests of documents that
// name constants and tests.
package testsource

import (
	"go/ast"
	"go/constant"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Module is what the Go files below a folder declare. Names are "folder.Name",
// the folder with slashes and relative to that of the module.
type Module struct {
	Tests  map[string]bool // tests and fuzz targets
	consts map[string]ast.Expr
}

// Read parses the files of a module, whatever system they are for. Folders that
// begin with a dot, and testdata and node_modules, are passed over.
func Read(tb testing.TB, root string) *Module {
	tb.Helper()
	m := &Module{Tests: map[string]bool{}, consts: map[string]ast.Expr{}}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		name := d.Name()
		switch {
		case err != nil:
			return err
		case d.IsDir() && path != root && (name[0] == '.' || name == "testdata" || name == "node_modules"):
			return fs.SkipDir
		case d.IsDir() || !strings.HasSuffix(name, ".go"):
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		folder, err := filepath.Rel(root, filepath.Dir(path))
		m.add(filepath.ToSlash(folder), f, strings.HasSuffix(name, "_test.go"))
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return m
}

func (m *Module) add(folder string, f *ast.File, test bool) {
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if name := d.Name.Name; test && d.Recv == nil && (strings.HasPrefix(name, "Test") || strings.HasPrefix(name, "Fuzz")) {
				m.Tests[folder+"."+name] = true
			}
		case *ast.GenDecl:
			if d.Tok != token.CONST || test {
				continue
			}
			for _, spec := range d.Specs {
				if v := spec.(*ast.ValueSpec); len(v.Values) == len(v.Names) {
					for i, name := range v.Names {
						m.consts[folder+"."+name.Name] = v.Values[i]
					}
				}
			}
		}
	}
}

// Consts are the names of all constants with a value of their own.
func (m *Module) Consts() []string {
	var all []string
	for name := range m.consts {
		all = append(all, name)
	}
	return all
}

// Int is the value of an integer constant; false if it is none.
func (m *Module) Int(name string) (int64, bool) {
	e, ok := m.consts[name]
	if !ok {
		return 0, false
	}
	folder, _, _ := strings.Cut(name, ".")
	v := m.value(folder, e)
	n, exact := constant.Int64Val(constant.ToInt(v))
	return n, v.Kind() != constant.Unknown && exact
}

// value computes an expression of literals, constants of the same folder and
// durations.
func (m *Module) value(folder string, e ast.Expr) constant.Value {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind == token.INT {
			return constant.MakeFromLiteral(e.Value, e.Kind, 0)
		}
	case *ast.ParenExpr:
		return m.value(folder, e.X)
	case *ast.Ident:
		if of := m.consts[folder+"."+e.Name]; of != nil {
			return m.value(folder, of)
		}
	case *ast.SelectorExpr:
		units := map[string]time.Duration{"Second": time.Second, "Minute": time.Minute, "Hour": time.Hour, "Millisecond": time.Millisecond}
		if x, ok := e.X.(*ast.Ident); ok && x.Name == "time" && units[e.Sel.Name] > 0 {
			return constant.MakeInt64(int64(units[e.Sel.Name]))
		}
	case *ast.BinaryExpr:
		return m.binary(folder, e)
	}
	return constant.MakeUnknown()
}

func (m *Module) binary(folder string, e *ast.BinaryExpr) constant.Value {
	x, y := m.value(folder, e.X), m.value(folder, e.Y)
	if x.Kind() != constant.Int || y.Kind() != constant.Int {
		return constant.MakeUnknown()
	}
	if n, ok := constant.Uint64Val(y); ok && n < 64 && (e.Op == token.SHL || e.Op == token.SHR) {
		return constant.Shift(x, e.Op, uint(n))
	}
	if e.Op == token.ADD || e.Op == token.SUB || e.Op == token.MUL {
		return constant.BinaryOp(x, e.Op, y)
	}
	return constant.MakeUnknown()
}
