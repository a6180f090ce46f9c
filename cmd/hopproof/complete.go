package main

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/hopproof/hopproof/explain"
)

// offer names the values of a flag that a shell can complete. What stands behind
// a tabulator is shown beside a value.
func offer(c *cobra.Command, flag string, values ...string) {
	register(c, flag, values, cobra.ShellCompDirectiveNoFileComp)
}

// offerOrFile is offer for a flag that takes a file as well.
func offerOrFile(c *cobra.Command, flag string, values ...string) {
	register(c, flag, values, cobra.ShellCompDirectiveDefault)
}

func register(c *cobra.Command, flag string, values []string, d cobra.ShellCompDirective) {
	err := c.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, d))
	if err != nil {
		panic(err) // there is no such flag, or it has values already: a fault of this program
	}
}

// completeRest says of every command and flag that names no values whether files
// are to be offered, so that --relay-ip does not list the folder.
func completeRest(c *cobra.Command) {
	if c.ValidArgsFunction == nil && !takesFiles(c) {
		c.ValidArgsFunction = cobra.NoFileCompletions
	}
	c.Flags().VisitAll(func(f *pflag.Flag) {
		if _, done := c.GetFlagCompletionFunc(f.Name); done || f.NoOptDefVal != "" {
			return
		}
		directive := cobra.ShellCompDirectiveNoFileComp
		switch value, usage := pflag.UnquoteUsage(f); {
		case value == "folder":
			directive = cobra.ShellCompDirectiveFilterDirs
		case value == "file" || strings.Contains(usage, " file"):
			return
		}
		register(c, f.Name, nil, directive)
	})
	for _, sub := range c.Commands() {
		completeRest(sub)
	}
}

// plainUsages takes out the marks of the value's name, which the help reads and
// a list of completions would show.
func plainUsages(c *cobra.Command) {
	c.LocalFlags().VisitAll(func(f *pflag.Flag) { f.Usage = strings.ReplaceAll(f.Usage, "`", "") })
	for _, sub := range c.Commands() {
		plainUsages(sub)
	}
}

// takesFiles tells by the words of the help whether arguments may be files.
func takesFiles(c *cobra.Command) bool {
	_, arguments, found := strings.Cut(c.Use, " ")
	return found && !strings.Contains(arguments, "DOMAIN") && !strings.Contains(arguments, "NAME") && !strings.HasPrefix(arguments, "-")
}

// completeWords offers what explain knows, with what it means.
func (a *app) completeWords(_ *cobra.Command, _ []string, begun string) ([]string, cobra.ShellCompDirective) {
	var list []string
	for _, word := range explain.Vocabulary(begun) {
		answer, _ := explain.Word(word, a.lang())
		list = append(list, cobra.CompletionWithDesc(word, answer.Meaning))
	}
	return list, cobra.ShellCompDirectiveNoFileComp
}

// completeCommands offers the commands below those that are named already.
func completeCommands(c *cobra.Command, args []string, begun string) (list []string, d cobra.ShellCompDirective) {
	of, err := lookUp(c.Root(), args)
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	for _, sub := range of.Commands() {
		if sub.IsAvailableCommand() && strings.HasPrefix(sub.Name(), begun) {
			list = append(list, cobra.CompletionWithDesc(sub.Name(), sub.Short))
		}
	}
	return list, cobra.ShellCompDirectiveNoFileComp
}
