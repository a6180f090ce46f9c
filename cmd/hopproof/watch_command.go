package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/hopproof/hopproof/internal/procgroup"
	"github.com/hopproof/hopproof/report"
	"github.com/hopproof/hopproof/watch"
)

// commandFlags are of the command that is run on events.
type commandFlags struct {
	command string
	each    bool
	timeout time.Duration
}

func (f *commandFlags) add(c *cobra.Command) {
	fs := c.Flags()
	fs.StringVar(&f.command, "run", "", "run this `command` on each change, words parted by blanks, without a shell: the event is its standard input")
	fs.BoolVar(&f.each, "run-each", false, "run it on each message, too")
	fs.DurationVar(&f.timeout, "run-timeout", time.Minute, "end it after this `time`")
}

func (f *commandFlags) check() error {
	switch {
	case f.command == "" && f.each:
		return errors.New("--run-each without --run")
	case f.timeout <= 0:
		return errors.New("--run-timeout: not more than nothing")
	}
	return nil
}

// notifier runs the command on events, one after the other. That it fails is
// said, and the watch goes on.
func (a *app) notifier(f *commandFlags) (func(context.Context, *watch.Event), error) {
	words := strings.Fields(f.command)
	if len(words) == 0 {
		return nil, nil
	}
	program, err := exec.LookPath(words[0])
	if err != nil {
		return nil, hint(fmt.Errorf("--run %s: %w", words[0], errors.Unwrap(err)), "name a program with its path, or one in the PATH")
	}
	words[0] = program
	return func(ctx context.Context, e *watch.Event) {
		if e.Kind == watch.Arrived && !f.each {
			return
		}
		if err := a.runCommand(ctx, words, f.timeout, e); err != nil {
			a.say("error", "--run "+words[0]+": "+err.Error())
		}
	}, nil
}

// waitForOutput is how long to wait for the output of a command that has ended,
// when it has left others behind.
const waitForOutput = time.Second

// runCommand runs the command on an event. It comes to its end when the watch is
// interrupted.
func (a *app) runCommand(ctx context.Context, words []string, timeout time.Duration, e *watch.Event) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), timeout)
	defer cancel()
	c := exec.CommandContext(ctx, words[0], words[1:]...)
	c.Stdin = bytes.NewReader(append(e.AppendJSON(nil), '\n'))
	// Standard output is for events.
	c.Stdout, c.Stderr = a.err, a.err
	c.WaitDelay = waitForOutput
	// An interrupt of the watch at a terminal is not for it; its end is for all
	// that it has started.
	defer procgroup.Bind(c, syscall.SIGTERM, waitForOutput)()
	c.Env = append(slices.DeleteFunc(os.Environ(), isSecret), commandVariables(e)...)
	err := c.Run()
	if ctx.Err() != nil {
		return fmt.Errorf("ended after %v", timeout)
	}
	return err
}

// isSecret reports whether a variable of the environment is the secret of a
// command of this program.
func isSecret(variable string) bool {
	name, _, _ := strings.Cut(variable, "=")
	return slices.Contains([]string{imapVariable, loginVariable, pfxVariable}, name)
}

// commandVariables tell of an event what is short. What a message wrote is in its
// JSON alone.
func commandVariables(e *watch.Event) []string {
	list := []string{
		"HOPPROOF_EVENT=" + string(e.Kind), "HOPPROOF_SOURCE=" + report.Printable(e.Source),
		"HOPPROOF_OUTCOME=" + string(e.Outcome), "HOPPROOF_WAS=" + string(e.Was),
	}
	if e.Message != nil && e.Message.Name != "" {
		list = append(list, "HOPPROOF_NAME="+report.Printable(e.Message.Name))
	}
	return list
}
