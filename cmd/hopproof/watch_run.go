package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/hopproof/hopproof/internal/wholefile"
	"github.com/hopproof/hopproof/report"
	"github.com/hopproof/hopproof/watch"
)

// watchRun is one run of watch.
type watchRun struct {
	*app
	flags   *watchFlags
	options watch.Options
	source  watch.Source

	state watch.State
	out   io.Writer
	file  *os.File // the output, if it is a file that can be cut back
	close func()
	code  int
}

func (w *watchRun) run(ctx context.Context) error {
	ctx, stop := interruptible(ctx)
	defer stop()
	if w.flags.state != "" {
		unlock, err := wholefile.Lock(w.flags.state + ".lock")
		if err != nil {
			return hint(describe("--state "+w.flags.state, err), "give each watch a state of its own")
		}
		defer unlock()
		w.options.Save = func(s *watch.State) error {
			return describe("--state "+w.flags.state, watch.WriteState(w.flags.state, s))
		}
	}
	if err := w.begin(); err != nil {
		return err
	}
	defer w.close()
	err := watch.Run(ctx, w.source, &w.state, w.options, w.count)
	switch {
	case isBrokenPipe(err):
		return exit(w.code) // whoever reads has seen enough
	case err != nil:
		return w.unwatched(err)
	case !w.flags.once:
		return nil
	case ctx.Err() != nil:
		return errors.New("stopped before the end")
	case w.state.Silent:
		w.code = worse(w.code, exitBroken)
	}
	return exit(w.code)
}

// count counts the outcome of a message.
func (w *watchRun) count(o report.Outcome) {
	code := outcomeCode(o)
	if o == watch.Unreadable {
		code = exitUsage
	}
	w.code = worse(w.code, code)
}

// begin reads the state, and opens the output where the state says.
func (w *watchRun) begin() error {
	w.out, w.close = w.app.out, func() {}
	if w.flags.state != "" {
		s, err := watch.ReadState(w.flags.state, w.source.Name())
		if err != nil {
			return hint(describe("--state "+w.flags.state, err), "to begin anew, remove it; or name another file")
		}
		if s != nil {
			w.state = *s
		}
	}
	if w.common.output == "" {
		w.state.Output, w.state.Position = "", 0
		return nil
	}
	return w.openOutput()
}

// openOutput opens the output behind the lines that the state knows of. One that
// the state does not know is left as it is, and added to.
func (w *watchRun) openOutput() error {
	name := w.common.output
	path, err := filepath.Abs(name)
	if err != nil {
		return describe("--output "+name, err)
	}
	info, err := os.Stat(path)
	regular := err != nil || info.Mode().IsRegular()
	release, claimErr := w.claim(true)
	if claimErr != nil {
		return claimErr
	}
	switch {
	case err == nil && regular && w.state.Output == path:
		w.file, err = wholefile.CutBack(path, w.state.Position)
		if errors.Is(err, wholefile.ErrShort) {
			err = hint(errors.New("it is shorter than the state says"), "move it away: a new one is begun")
		}
	default: // none, or another than before
		w.file, err = os.OpenFile(path, os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o644)
	}
	if err != nil {
		release()
		return describe("--output "+name, err)
	}
	w.out, w.state.Output, w.state.Position = w.file, path, 0
	w.close = func() {
		w.file.Close()
		release()
	}
	if !regular {
		w.state.Output = ""
		return nil
	}
	w.state.Position, err = w.file.Seek(0, io.SeekEnd)
	return describe("--output "+name, err)
}

// write writes whole lines, and waits until they last.
func (w *watchRun) write(text []byte) (int64, error) {
	_, err := w.out.Write(text)
	if err == nil && w.state.Output != "" {
		err = w.file.Sync()
	}
	if err != nil {
		return 0, fmt.Errorf("writing: %w", err)
	}
	if w.state.Output == "" {
		return 0, nil
	}
	return w.state.Position + int64(len(text)), nil
}

// trouble says for whoever looks on what the events say for programs: a folder
// whose name is mistyped is waited for like a share that is away.
func (w *watchRun) trouble(cause error) {
	if cause == nil {
		w.say("warning", w.source.Name()+": can be read again")
		return
	}
	w.say("warning", w.source.Name()+": "+cause.Error()+"; trying again until it can be read")
}

// unwatched names the source in its error.
func (w *watchRun) unwatched(err error) error {
	var permanent *watch.PermanentError
	if errors.As(err, &permanent) || w.flags.once {
		return fmt.Errorf("%s: %w", w.source.Name(), err)
	}
	return err
}
