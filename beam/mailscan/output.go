package mailscan

import (
	"bufio"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
)

// Names of what a run leaves in the folder of its output, beside the rows and dead
// letters of its units. The summary in JSON is written last.
const (
	summaryJSON = "summary.json"
	summaryHTML = "summary.html"
)

// anyUnit is the glob of what stands behind the kind in [Unit.name].
const anyUnit = "????????-??????.ndjson"

// ErrDone says that the folder holds what an earlier run has found.
var ErrDone = errors.New("it holds what an earlier run has found")

// Prepare makes a folder ready for the output of a run: what one that did not come
// to its end has left there is removed, and with overwrite also what one has that
// did. Else the error is [ErrDone].
func Prepare(ctx context.Context, folder string, overwrite bool) error {
	files, err := filesystem.New(ctx, folder)
	if err != nil {
		return err
	}
	defer files.Close()
	done, err := files.List(ctx, join(literal(folder), summaryJSON))
	if err != nil {
		return err
	}
	if len(done) > 0 && !overwrite {
		return fmt.Errorf("%s: %w", folder, ErrDone)
	}
	// A run that is killed here did not come to its end either.
	for _, glob := range []string{summaryJSON, summaryHTML, "rows-" + anyUnit, "dead-" + anyUnit, temporary + "*"} {
		names, err := files.List(ctx, join(literal(folder), glob))
		if err != nil {
			return err
		}
		for _, name := range names {
			if err := remove(ctx, files, name); err != nil {
				return err
			}
		}
	}
	return nil
}

func remove(ctx context.Context, files filesystem.Interface, name string) error {
	remover, ok := files.(filesystem.Remover)
	if !ok {
		return fmt.Errorf("%s: this file system removes nothing", name)
	}
	return remover.Remove(ctx, name)
}

// literal is the glob that stands for a folder of this machine.
func literal(folder string) string {
	if remote(folder) || runtime.GOOS == "windows" { // there, nothing can be quoted
		return folder
	}
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(folder)
}

func join(folder, name string) string { return strings.TrimRight(folder, "/") + "/" + name }

// temporary is how the name of a file begins that is not whole yet.
const temporary = ".hopproof-"

// output is a file that appears once it is whole. Other file systems show an object
// only when its writing ends well; on this one it has another name until then.
type output struct {
	*bufio.Writer
	ctx        context.Context
	cancel     context.CancelFunc
	files      filesystem.Interface
	file       io.WriteCloser
	name, temp string // the same where no other is needed
}

func create(ctx context.Context, folder, name string) (*output, error) {
	files, err := filesystem.New(ctx, folder)
	if err != nil {
		return nil, err
	}
	o := &output{files: files, name: join(folder, name), temp: join(folder, name)}
	if !remote(folder) {
		o.temp = join(folder, temporary+name+"-"+rand.Text())
	}
	o.ctx, o.cancel = context.WithCancel(ctx)
	if o.file, err = files.OpenWrite(o.ctx, o.temp); err != nil {
		o.discard()
		return nil, err
	}
	o.Writer = bufio.NewWriterSize(o.file, 256<<10)
	return o, nil
}

// commit lets the file appear, in place of one that an earlier attempt has made.
func (o *output) commit() error {
	err := o.Flush()
	if err == nil {
		err = o.ctx.Err()
	}
	if err != nil {
		return err
	}
	err = o.file.Close()
	o.file = nil
	if err == nil && o.temp != o.name {
		err = filesystem.Rename(o.ctx, o.files, o.temp, o.name)
	}
	if err == nil {
		o.temp = o.name
	}
	return err
}

// discard gives up what was not committed, and what the file needed.
func (o *output) discard() {
	o.cancel() // an object that is being written never appears
	if o.file != nil && o.temp != o.name {
		o.file.Close()
	}
	if o.temp != o.name {
		_ = remove(context.WithoutCancel(o.ctx), o.files, o.temp) // it may not be there
	}
	o.files.Close()
}

// save writes a whole file.
func save(ctx context.Context, folder, name string, text []byte) error {
	o, err := create(ctx, folder, name)
	if err != nil {
		return err
	}
	defer o.discard()
	o.Write(text) // commit tells its error
	return o.commit()
}
