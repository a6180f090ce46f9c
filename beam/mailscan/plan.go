package mailscan

import (
	"context"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/scan/source"
)

// planFn finds the files and makes units of them. It opens none.
type planFn struct {
	Inputs []string
	Output string // a folder that is passed over
}

func (f *planFn) ProcessElement(ctx context.Context, _ []byte, emit func(Unit)) error {
	p := plan{ctx: ctx, emit: emit, output: realPath(f.Output)}
	var local []string
	for _, input := range f.Inputs {
		if !remote(input) {
			local = append(local, p.expand(input)...)
			continue
		}
		p.walk(local)
		local = nil
		if err := p.list(input); err != nil {
			return err
		}
	}
	p.walk(local)
	p.finish()
	return ctx.Err()
}

// plan makes units of what it finds.
type plan struct {
	ctx    context.Context
	emit   func(Unit)
	output string // without links
	unit   Unit
	bytes  int64 // of its files
}

// expand gives the paths that a glob stands for; one that stands for nothing stays
// as it is, and the walk says so.
func (p *plan) expand(glob string) []string {
	if _, err := os.Lstat(glob); err == nil {
		return []string{glob}
	}
	paths, err := filepath.Glob(glob)
	if err != nil || len(paths) == 0 {
		return []string{glob}
	}
	return slices.DeleteFunc(paths, func(path string) bool { return realPath(path) == p.output })
}

// walk takes the files of the paths, in the order of scan.
func (p *plan) walk(paths []string) {
	o := source.Options{Unread: true, Except: map[string]bool{p.output: true}}
	source.Walk(p.ctx, paths, o, func(m *source.Message) bool {
		size := int64(0)
		if info, err := os.Stat(m.Name); err == nil && m.Problem == nil {
			size = info.Size()
		}
		p.add(Item{Part: source.Part{Path: m.Name}, Problem: m.Problem}, size)
		return true
	})
}

// list takes the files that a glob of another file system stands for. Their sizes
// would cost a question each: those that by their name hold a single message are
// put together, and any other is a unit.
func (p *plan) list(glob string) error {
	files, err := filesystem.New(p.ctx, glob)
	if err != nil {
		return err
	}
	defer files.Close()
	names, err := files.List(p.ctx, glob)
	if err != nil {
		return err
	}
	slices.Sort(names)
	names = slices.DeleteFunc(names, func(name string) bool { return strings.HasSuffix(name, "/") }) // it stands for a folder
	for _, name := range names {
		size := unitBytes
		if ext := strings.ToLower(path.Ext(name)); ext == ".eml" || ext == ".msg" {
			size = 0
		}
		p.add(Item{Part: source.Part{Path: name}}, size)
	}
	if len(names) == 0 {
		p.add(Item{Part: source.Part{Path: glob}, Problem: unreadable(os.ErrNotExist)}, 0)
	}
	return nil
}

// add puts an item into a unit; one that is large is a unit of its own.
func (p *plan) add(item Item, size int64) {
	if size >= unitBytes {
		p.send()
	}
	p.unit.Items = append(p.unit.Items, item)
	p.bytes += size
	if p.bytes >= unitBytes || len(p.unit.Items) == unitFiles {
		p.send()
	}
}

func (p *plan) send() {
	if len(p.unit.Items) == 0 {
		return
	}
	p.emit(p.unit)
	p.unit, p.bytes = Unit{Number: p.unit.Number + 1}, 0
}

// finish sends what is left. Of nothing there is a summary too.
func (p *plan) finish() {
	p.send()
	if p.unit.Number == 0 {
		p.emit(p.unit)
	}
}

// remote: the path is one of another file system.
func remote(path string) bool { return strings.Contains(path, "://") }

// realPath is a path without links, if it is there.
func realPath(path string) string {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	if absolute, err := filepath.Abs(path); err == nil {
		path = absolute
	}
	return path
}

// unreadable is the problem of a file that cannot be opened.
func unreadable(err error) *source.Problem {
	return &source.Problem{Code: source.Unreadable, Args: []header.Arg{{Name: "cause", Value: err.Error()}}}
}
