package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// takes asks for so many arguments, one at most.
func takes(least, most int) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		path := strings.TrimSpace(commandPath(c))
		advice := "see hopproof " + path + " --help"
		switch {
		case len(args) < least:
			return hint(fmt.Errorf("%s: needs an argument", path), advice)
		case most == 0 && len(args) > 0:
			return hint(fmt.Errorf("%s: takes no argument, and %s is given", path, args[0]), advice)
		case len(args) > most:
			return hint(fmt.Errorf("%s: takes one argument, and %d are given", path, len(args)), advice)
		}
		return nil
	}
}

// unknownCommand says what may be meant by a command that c does not have.
func unknownCommand(c *cobra.Command, name string) error {
	advice := "hopproof " + commandPath(c) + "--help lists them"
	if _, err := os.Stat(name); err == nil && !c.HasParent() {
		advice = "to look at a message: hopproof verify " + name
	}
	c.SuggestionsMinimumDistance = 2 // letters that may be wrong
	if like := c.SuggestionsFor(name); len(like) > 0 {
		advice = "did you mean " + strings.Join(like, " or ") + "?"
	}
	return hint(fmt.Errorf("%s%s: unknown command", commandPath(c), name), advice)
}

// misnamed is err, or that the first word is no command: the library tells that
// apart by its text alone.
func misnamed(root *cobra.Command, args []string, err error) error {
	c, rest, wrong := root.Find(args)
	word := slices.IndexFunc(rest, func(arg string) bool { return !strings.HasPrefix(arg, "-") })
	if wrong != nil && c == root && word >= 0 {
		return unknownCommand(c, rest[word])
	}
	return err
}

// handedIn tells whether standard input is a file, a pipe or a socket: then to print the help
// and end well would tell a script that the message in it is held.
func handedIn(in io.Reader) bool {
	f, ok := in.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && (info.Mode().IsRegular() || info.Mode()&(os.ModeNamedPipe|os.ModeSocket) != 0)
}

func helpCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]...",
		Short: "Help about any command",
		RunE: func(c *cobra.Command, args []string) error {
			of, err := lookUp(c.Root(), args)
			if err != nil {
				return err
			}
			of.InitDefaultHelpFlag()
			return of.Help()
		},
		ValidArgsFunction: completeCommands,
	}
}
