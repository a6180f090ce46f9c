package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/hopproof/hopproof/internal/manpage"
)

func (a *app) manCommand() *cobra.Command {
	var dir string
	c := &cobra.Command{
		Use:   "man [COMMAND]...",
		Short: "Print the manual page of a command, or write all of them",
		Long: `man prints the manual page of a command, or that of hopproof. With --dir it
writes the pages of all commands into a folder, which it makes if need be.`,
		Example: `  hopproof man verify | man -l -
  hopproof man connector check
  hopproof man --dir man/man1`,
		RunE: func(c *cobra.Command, args []string) error {
			if dir != "" {
				if len(args) > 0 {
					return hint(errors.New("--dir writes the pages of all commands"), "leave out "+strings.Join(args, " ")+", or --dir")
				}
				return writePages(c.Root(), dir)
			}
			of, err := lookUp(c.Root(), args)
			if err == nil {
				_, err = a.out.Write(manpage.Write(of, generator()))
			}
			return err
		},
		ValidArgsFunction: completeCommands,
	}
	c.Flags().StringVar(&dir, "dir", "", "write the pages of all commands into this `folder`")
	return c
}

func writePages(root *cobra.Command, dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return describe("--dir "+dir, err)
	}
	for _, page := range manpage.Pages(root, generator()) {
		if err := os.WriteFile(filepath.Join(dir, page.File), page.Text, 0o644); err != nil {
			return describe(filepath.Join(dir, page.File), err)
		}
	}
	return nil
}

// lookUp finds a command by its path below root.
func lookUp(root *cobra.Command, path []string) (*cobra.Command, error) {
	c := root
	for _, name := range path {
		subs := c.Commands()
		i := slices.IndexFunc(subs, func(sub *cobra.Command) bool { return sub.Name() == name && sub.IsAvailableCommand() })
		if i < 0 {
			return nil, hint(fmt.Errorf("%s: no such command", strings.Join(path, " ")), "hopproof --help lists them")
		}
		c = subs[i]
	}
	return c, nil
}
