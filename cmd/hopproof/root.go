package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/hopproof/hopproof/hops/route"
	"github.com/hopproof/hopproof/report"
)

// app is one invocation.
type app struct {
	streams
	common commonFlags
	inner  int      // number of the inner message to report on; 0: the message itself
	known  []string // files that were read by now
}

// commonFlags are those of every command that reports on messages.
type commonFlags struct {
	format, output, lang, color string
}

// run executes one command line and returns the exit code.
func run(ctx context.Context, args []string, s streams) int {
	a := &app{streams: s}
	root := a.root()
	root.SetArgs(args)
	root.SetIn(s.in)
	help := &kept{to: s.out}
	root.SetOut(help)
	root.SetErr(s.err)
	if len(args) > 0 && strings.HasPrefix(args[0], cobra.ShellCompRequestCmd) {
		plainUsages(root)
	}
	err := root.ExecuteContext(ctx)
	switch {
	case err != nil:
		err = misnamed(root, args, err)
	case len(args) == 0 && handedIn(s.in):
		err = hint(errors.New("no command, and standard input is a file or pipe"), "to look at a message in it: hopproof verify < FILE")
	}
	if err == nil && help.err != nil {
		err = fmt.Errorf("writing: %w", help.err)
	}
	var code exitError
	if err != nil && !errors.As(err, &code) && !readerGone(err) {
		a.complain(err)
	}
	return codeOf(err)
}

// kept keeps the first error of writing: what is printed for a flag such as
// --help has nobody else to tell.
type kept struct {
	to  io.Writer
	err error
}

func (k *kept) Write(b []byte) (int, error) {
	n, err := k.to.Write(b)
	if k.err == nil {
		k.err = err
	}
	return n, err
}

// complain writes an error and its hint; of a route file, each of its errors.
func (a *app) complain(err error) {
	var file route.Errors
	if errors.As(err, &file) {
		for _, e := range file {
			at := e.File + ":" + strconv.Itoa(e.Line) + ":" + strconv.Itoa(e.Column) + ": "
			a.say("error", at+e.Problem)
			a.say("hint", e.Hint)
		}
		return
	}
	a.say("error", err.Error())
	var h hinted
	if errors.As(err, &h) {
		a.say("hint", h.hint)
	}
}

// say writes one line. The text may quote an argument, a file name or a file,
// so it is made harmless for a terminal.
func (a *app) say(kind, text string) {
	if text != "" {
		io.WriteString(a.err, "hopproof: "+kind+": "+report.Printable(text)+"\n")
	}
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "hopproof",
		Short: "Prove, or refuse to prove, which way a message went",
		Long: `hopproof reads the header section of a message and verifies its way leg by
leg: held, broken or unknown, each with the line that shows it.

Exit status: 0 done or held, 1 broken, 3 unknown, 2 usage or unreadable input.`,
		Example: `  hopproof verify --relay-ip 203.0.113.25 message.eml
  hopproof analyze < message.eml`,
		SilenceErrors:     true,
		SilenceUsage:      true,
		PersistentPreRunE: func(c *cobra.Command, _ []string) error { return refuseEmpty(c.Flags()) },
	}
	root.SetHelpCommand(helpCommand())
	root.AddCommand(a.manCommand(), a.completionCommand())
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return hint(err, "see hopproof "+commandPath(c)+"--help")
	})
	root.AddCommand(a.analyzeCommand(), a.verifyCommand(), a.compareCommand(), a.scanCommand(), a.watchCommand(), a.redactCommand())
	root.AddCommand(a.connectorCommand(), a.sendCommand(), a.spfCommand(), a.domainCommand())
	root.AddCommand(a.explainCommand(), a.serveCommand(), a.mcpCommand(), a.versionCommand(), a.schemaCommand())
	completeRest(root)
	return root
}

// commandPath is the name of c below the program, with a blank behind it.
func commandPath(c *cobra.Command) string {
	_, path, found := strings.Cut(c.CommandPath(), " ")
	if !found {
		return ""
	}
	return path + " "
}

func (f *commonFlags) add(c *cobra.Command, formats []string) {
	fs := c.Flags()
	fs.StringVar(&f.format, "format", "text", strings.Join(formats, ", "))
	fs.StringVarP(&f.output, "output", "o", "", "write to this `file` instead of standard output")
	fs.StringVar(&f.lang, "lang", "", "en or fr (default: the locale for people, en for programs)")
	fs.StringVar(&f.color, "color", "auto", "auto, always or never (NO_COLOR is heeded)")
	offer(c, "format", formats...)
	offer(c, "lang", report.Languages()...)
	offer(c, "color", "auto", "always", "never")
}
