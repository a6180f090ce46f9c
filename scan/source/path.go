package source

import (
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// argument looks into what was named by the user: there, a pipe is read too, but
// nobody can read it later.
func (x *walker) argument(path string) {
	if path == "-" && !x.o.Unread && x.o.Stdin != nil {
		x.stream(path, x.o.Stdin)
		return
	}
	info, err := os.Stat(path)
	switch {
	case err != nil:
		x.fail(path, Unreadable, err)
	case info.IsDir():
		x.root(path)
	case info.Mode().IsRegular():
		x.file(path, false)
	case x.o.Unread:
		x.problem(path, special(info.Mode()))
	default:
		x.pipe(path)
	}
}

// stream looks into an input that cannot be gone back in.
func (x *walker) stream(name string, r io.Reader) {
	x.begin(0)
	w := newWindow(x.ctx, r, -1, x.budget.read)
	defer w.release()
	x.input(name, w)
}

func (x *walker) pipe(path string) {
	f, err := os.Open(path)
	if err != nil {
		x.fail(path, Unreadable, err)
		return
	}
	defer f.Close()
	x.stream(path, f)
}

// begin starts the count of an input of that size; 0: not known.
func (x *walker) begin(size int64) {
	x.budget = budget{limit: 4 * size}
	if x.o.Progress != nil {
		x.budget.progress = &x.o.Progress.Bytes
	}
}

// open looks into a file.
func (x *walker) open(path, name string) {
	f, info, err := openFile(path)
	if err != nil {
		x.fail(name, Unreadable, err)
		return
	}
	defer f.Close()
	switch {
	case info.mode != 0:
		x.problem(name, special(info.mode)) // since it was listed
		return
	case x.o.Output != nil && info.id == idOf(x.o.Output) && info.id != fileID{}:
		return
	}
	x.begin(info.size)
	x.path = path
	w := newWindow(x.ctx, f, info.size, x.budget.read)
	defer w.release()
	w.file = f
	x.input(name, w)
}

// root looks into a folder that was named.
func (x *walker) root(path string) {
	real, err := filepath.EvalSymlinks(path)
	if err == nil {
		real, err = filepath.Abs(real)
	}
	if err != nil {
		x.fail(path, Unreadable, err)
		return
	}
	x.folder(path, real)
}

// entry is a name in a folder, and what bears it.
type entry struct {
	name string
	mode fs.FileMode // the type bits
}

// folder looks into a folder. real is its path without links, by which one that
// is reached twice is known: two links to it would double its messages, one to a
// folder above it would never end.
func (x *walker) folder(path, real string) {
	if x.visited[real] {
		x.problem(path, problem(LinkLoop))
		return
	}
	x.visited[real] = true
	entries, err := list(path)
	if err != nil {
		x.fail(path, Unreadable, err)
	}
	maildir := isMaildir(entries)
	delivered := inMaildir(path)
	inside := within(path)
	for _, e := range entries {
		if x.stopped() {
			return
		}
		if leftOut()[e.name] || maildir && (!e.mode.IsDir() || e.name == "tmp") ||
			len(x.o.Except) > 0 && x.o.Except[filepath.Join(real, e.name)] {
			continue
		}
		x.named(inside+e.name, real, e, delivered)
	}
}

// within is what [filepath.Join] puts in front of a name in a folder: it cleans the
// whole path for each.
func within(folder string) string {
	return strings.TrimSuffix(filepath.Join(folder, "x"), "x")
}

// list is what is in a folder, sorted; with an error, what there was before it.
func list(path string) ([]entry, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var entries []entry
	for err == nil {
		var some []fs.DirEntry
		some, err = f.ReadDir(1024)
		for _, e := range some {
			entries = append(entries, entry{e.Name(), e.Type()})
		}
	}
	if err == io.EOF {
		err = nil
	}
	slices.SortFunc(entries, func(a, b entry) int { return strings.Compare(a.name, b.name) })
	return entries, err
}

// isMaildir: the folder is one whose messages are in cur and new. What is in tmp
// is not delivered yet, and the files beside them are a server's own.
func isMaildir(entries []entry) bool {
	has := func(name string) bool {
		return slices.ContainsFunc(entries, func(e entry) bool { return e.name == name && e.mode.IsDir() })
	}
	return has("cur") && has("new")
}

// inMaildir: what is in the folder are messages, one in each file.
func inMaildir(path string) bool {
	base := filepath.Base(path)
	return base == "cur" || base == "new"
}

// named looks into an entry of the folder whose path without links is real.
// message tells that a file is expected to hold a single message.
func (x *walker) named(path, real string, e entry, message bool) {
	if e.mode.IsRegular() {
		x.file(path, message)
		return
	}
	mode, target := e.mode, filepath.Join(real, e.name)
	if mode&fs.ModeSymlink != 0 {
		info, err := os.Stat(path)
		if err == nil {
			mode = info.Mode().Type()
			target, err = filepath.EvalSymlinks(target)
		}
		if err != nil {
			x.fail(path, Unreadable, err)
			return
		}
	}
	switch {
	case mode.IsDir():
		x.folder(path, target)
	case !mode.IsRegular():
		x.problem(path, special(mode))
	default:
		x.file(path, message)
	}
}

// file yields a file that by its name holds one message unread, for it can be
// read anywhere. Into others it looks at once, unless it is told not to.
func (x *walker) file(path string, message bool) {
	if x.o.Progress != nil {
		x.o.Progress.Files.Add(1)
	}
	switch strings.ToLower(filepath.Ext(path)) {
	case ".eml", ".msg":
		message = true
	}
	if message || x.o.Unread {
		x.yield(&Message{Name: path, path: path})
		return
	}
	x.open(path, path)
}

// special is the problem of what is no file.
func special(mode fs.FileMode) *Problem {
	what := "device"
	switch {
	case mode&fs.ModeNamedPipe != 0:
		what = "pipe"
	case mode&fs.ModeSocket != 0:
		what = "socket"
	}
	return problem(Special, arg("special", what))
}
