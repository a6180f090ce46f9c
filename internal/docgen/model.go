// Package docgen derives files from the Go types of a JSON form: its JSON Schema,
// and of the Document also the functions that write it without reflection, and its
// types in TypeScript. The doc comments of the types are the descriptions.
package docgen

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"sort"
	"strconv"
	"strings"
)

// Form is a JSON form: the type from which all others of its package are reached,
// and how its schema is called.
type Form struct {
	Root, Name, Title string
	// ID is the name by which the schema is known.
	ID string
	// Words is the folder of the package, beside that of the form, whose string
	// types it uses; empty: none.
	Words string
}

// Of every form its schema is generated and tested.
var (
	Document = Form{
		Root: "Document", Name: "hopproof/1", Title: "hopproof document, version 1",
		ID: "https://github.com/hopproof/hopproof/report/schema/hopproof-1.schema.json",
	}
	Summary = Form{
		Root: "Summary", Name: "hopproof-summary/1", Title: "hopproof summary of many messages, version 1",
		ID: "https://github.com/hopproof/hopproof/scan/summary/schema/hopproof-summary-1.schema.json", Words: "../../report",
	}
	Comparison = Form{
		Root: "Document", Name: "hopproof-compare/1", Title: "hopproof comparison of two messages, version 1",
		ID: "https://github.com/hopproof/hopproof/compare/schema/hopproof-compare-1.schema.json", Words: "../report",
	}
)

// model is what the source says about the types of a form.
type model struct {
	form    Form
	structs map[string]*structType
	words   map[string]*wordType
	order   []string // structs as reached from the root
}

// structType is one JSON object.
type structType struct {
	name, doc string
	fields    []field
}

// wordType is a string type whose constants are the words it allows.
type wordType struct {
	name, doc string
	values    []string
}

// field is one key of an object, or without a key all those of an embedded one.
type field struct {
	name, key, doc      string
	typ                 goType
	omitEmpty, omitZero bool
}

// goType is what a field may be: a name, behind at most one pointer or slice.
type goType struct {
	pointer, slice bool
	name           string
}

// read collects the types of the folder, and the words of the other one.
func read(dir string, form Form) (*model, error) {
	m := &model{form: form, words: map[string]*wordType{}}
	if form.Words != "" {
		if err := m.parse(filepath.Join(dir, form.Words)); err != nil {
			return nil, err
		}
	}
	if err := m.parse(dir); err != nil {
		return nil, err
	}
	return m, m.reach(form.Root)
}

// parse reads the Go files of a folder. Its structs take the place of those that
// were there; its words join them.
func (m *model) parse(dir string) error {
	paths, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return err
	}
	sort.Strings(paths)
	m.structs = map[string]*structType{}
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") || strings.HasSuffix(path, "_gen.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		for _, decl := range file.Decls {
			if gen, ok := decl.(*ast.GenDecl); ok {
				if err := m.declare(gen); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (m *model) declare(gen *ast.GenDecl) error {
	for _, spec := range gen.Specs {
		switch spec := spec.(type) {
		case *ast.TypeSpec:
			if err := m.declareType(spec, sentence(gen.Doc)); err != nil {
				return err
			}
		case *ast.ValueSpec:
			m.declareWord(spec)
		}
	}
	return nil
}

func (m *model) declareType(spec *ast.TypeSpec, doc string) error {
	name := spec.Name.Name
	switch typ := spec.Type.(type) {
	case *ast.Ident:
		if typ.Name == "string" {
			m.word(name).doc = doc
		}
	case *ast.StructType:
		if !spec.Name.IsExported() {
			return nil
		}
		object := &structType{name: name, doc: doc}
		for _, f := range typ.Fields.List {
			key, err := readField(f)
			if err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			if key.key != "" || key.embedded() {
				object.fields = append(object.fields, key)
			}
		}
		m.structs[name] = object
	}
	return nil
}

func (m *model) word(name string) *wordType {
	if m.words[name] == nil {
		m.words[name] = &wordType{name: name}
	}
	return m.words[name]
}

// declareWord notes the value of a constant such as: RoleEOP Role = "eop".
func (m *model) declareWord(spec *ast.ValueSpec) {
	typ, err := readType(spec.Type)
	if err != nil || typ.pointer || typ.slice || len(spec.Values) != 1 {
		return
	}
	if lit, ok := spec.Values[0].(*ast.BasicLit); ok && lit.Kind == token.STRING {
		if value, err := strconv.Unquote(lit.Value); err == nil {
			w := m.word(typ.name)
			w.values = append(w.values, value)
		}
	}
}

// embedded reports a field that stands for those of its struct.
func (f *field) embedded() bool { return f.key == "" && f.typ.name != "" }

// readField reads one field. Without a json tag it is no key, unless it is the
// name of a struct.
func readField(f *ast.Field) (field, error) {
	if ident, ok := f.Type.(*ast.Ident); ok && f.Tag == nil && len(f.Names) == 0 && ident.IsExported() {
		return field{name: ident.Name, typ: goType{name: ident.Name}}, nil
	}
	if f.Tag == nil || len(f.Names) != 1 {
		return field{}, nil
	}
	tag, err := strconv.Unquote(f.Tag.Value)
	if err != nil {
		return field{}, err
	}
	parts := strings.Split(reflect.StructTag(tag).Get("json"), ",")
	typ, err := readType(f.Type)
	read := field{name: f.Names[0].Name, key: parts[0], doc: sentence(f.Doc), typ: typ}
	for _, option := range parts[1:] {
		read.omitEmpty = read.omitEmpty || option == "omitempty"
		read.omitZero = read.omitZero || option == "omitzero"
	}
	if err == nil && read.doc == "" {
		err = fmt.Errorf("no doc comment")
	}
	if err != nil {
		return field{}, fmt.Errorf("field %s: %w", read.name, err)
	}
	return read, nil
}

func readType(expr ast.Expr) (goType, error) {
	var t goType
	switch e := expr.(type) {
	case *ast.StarExpr:
		t.pointer, expr = true, e.X
	case *ast.ArrayType:
		if e.Len == nil {
			t.slice, expr = true, e.Elt
		}
	}
	if selector, ok := expr.(*ast.SelectorExpr); ok { // a word of the other package
		expr = selector.Sel
	}
	ident, ok := expr.(*ast.Ident)
	if !ok {
		return t, fmt.Errorf("type %T is none that the generator writes", expr)
	}
	t.name = ident.Name
	return t, nil
}

// reach lists the structs below name, each once, in the order of use.
func (m *model) reach(name string) error {
	object := m.structs[name]
	if object == nil {
		return fmt.Errorf("docgen: no struct %s", name)
	}
	for _, known := range m.order {
		if known == name {
			return nil
		}
	}
	if object.doc == "" {
		return fmt.Errorf("docgen: type %s has no doc comment", name)
	}
	m.order = append(m.order, name)
	for _, f := range object.fields {
		if m.structs[f.typ.name] != nil {
			if err := m.reach(f.typ.name); err != nil {
				return err
			}
		} else if !scalar[f.typ.name] && m.words[f.typ.name] == nil {
			return fmt.Errorf("docgen: %s.%s: unknown type %s", name, f.name, f.typ.name)
		}
	}
	return nil
}

// scalar are the types that the writer of package report knows by itself.
var scalar = map[string]bool{"string": true, "bool": true, "int": true, "int64": true, "Span": true, "Pairs": true}

// sentence is the text of a doc comment on one line.
func sentence(doc *ast.CommentGroup) string {
	return strings.Join(strings.Fields(doc.Text()), " ")
}
