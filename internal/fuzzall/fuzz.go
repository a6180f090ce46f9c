package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"regexp"
	"strconv"
	"syscall"
	"time"

	"github.com/hopproof/hopproof/internal/procgroup"
)

// done is what a run of a target did. err is its finding, or why it could not
// run.
type done struct {
	executions, interesting int
	err                     error
}

// grace is how long a target has to end by itself when the run is stopped.
const grace = 5 * time.Second

// fuzz runs one target. Go would spend up to a minute to make every interesting
// input shorter, which is no search for findings and took most of the time of
// targets with many of them: it is left out.
func (o *options) fuzz(ctx context.Context, t target, progress io.Writer) done {
	c := exec.CommandContext(ctx, "go", "test", "-run=^$", "-fuzz=^"+t.name+"$", "-fuzztime="+strconv.Itoa(o.executions)+"x",
		"-fuzzminimizetime=0x", "-parallel="+strconv.Itoa(o.parallel), "-timeout=0", t.pkg)
	c.Dir = o.dir
	c.WaitDelay = 2 * grace // for whoever holds on to the output
	// go test runs the target in a process of its own, and that one has workers.
	defer procgroup.Bind(c, syscall.SIGINT, grace)()
	var said bytes.Buffer
	c.Stdout, c.Stderr = &said, &said
	err := c.Run()
	r := read(said.Bytes())
	switch {
	case err != nil:
		progress.Write(said.Bytes())
		if r.err == nil {
			r.err = fmt.Errorf("failed: %w", err)
		}
	case r.executions < o.executions:
		r.err = fmt.Errorf("only %d executions", r.executions)
	}
	return r
}

var (
	counts  = regexp.MustCompile(`(?m)^fuzz: elapsed: .*execs: (\d+) .*?(?:new interesting: (\d+) .*)?$`)
	written = regexp.MustCompile(`(?m)^\s*Failing input written to (\S+)`)
	failed  = regexp.MustCompile(`(?m)^--- FAIL: `)
)

// read takes the last figures and the finding from what go test said.
func read(said []byte) done {
	var r done
	if all := counts.FindAllSubmatch(said, -1); len(all) > 0 {
		last := all[len(all)-1]
		r.executions, _ = strconv.Atoi(string(last[1]))
		r.interesting, _ = strconv.Atoi(string(last[2]))
	}
	if file := written.FindSubmatch(said); file != nil {
		r.err = fmt.Errorf("FINDING %s", file[1])
	} else if failed.Match(said) {
		r.err = errors.New("FINDING in a seed")
	}
	return r
}
