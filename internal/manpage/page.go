// Package manpage writes the manual pages of a command tree, in the man(7)
// macros that every system's man renders. They hold what the help holds and
// nothing else: no date, so the same program writes the same bytes.
package manpage

import (
	"cmp"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// Page is the page of one command, such as hopproof-verify.1.
type Page struct {
	File string
	Text []byte
}

// Pages gives the page of a command and of each below it. The release stands at
// the foot of each page.
func Pages(c *cobra.Command, release string) []Page {
	list := []Page{{Name(c) + ".1", Write(c, release)}}
	for _, sub := range children(c) {
		list = append(list, Pages(sub, release)...)
	}
	return list
}

// Name is what man is asked for: the path of a command, joined by hyphens.
func Name(c *cobra.Command) string { return strings.ReplaceAll(c.CommandPath(), " ", "-") }

// children are the commands that the help lists, besides the help itself.
func children(c *cobra.Command) (list []*cobra.Command) {
	for _, sub := range c.Commands() {
		if sub.IsAvailableCommand() && sub.Name() != "help" {
			list = append(list, sub)
		}
	}
	return list
}

// Write gives the page of one command.
func Write(c *cobra.Command, release string) []byte {
	c.InitDefaultHelpFlag()
	var p page
	p.macro("TH", strings.ToUpper(Name(c)), "1", "", release, c.Root().Name()+" manual")
	p.macro("SH", "NAME")
	p.line(escape(Name(c)) + ` \-`)
	p.fill(lowerFirst(c.Short))
	p.synopsis(c)
	p.description(c)
	p.commands(c)
	p.options(c)
	if c.Example != "" {
		p.macro("SH", "EXAMPLES")
		p.verbatim(strings.Split(strings.Trim(c.Example, "\n"), "\n"))
	}
	p.seeAlso(c)
	return []byte(p.String())
}

func (p *page) synopsis(c *cobra.Command) {
	p.macro("SH", "SYNOPSIS")
	p.macro("B", c.CommandPath())
	_, arguments, _ := strings.Cut(c.Use, " ")
	if children(c) != nil {
		arguments = strings.TrimSpace("COMMAND " + arguments)
	}
	p.line(strings.TrimSpace(`[\fIoption\fR]... ` + escape(arguments)))
}

// exitStatus begins the paragraph of a help text that has a section of its own.
const exitStatus = "Exit status: "

func (p *page) description(c *cobra.Command) {
	p.macro("SH", "DESCRIPTION")
	text, exit, found := strings.Cut(cmp.Or(c.Long, c.Short+"."), exitStatus)
	p.prose(text)
	if found {
		exit, rest, _ := strings.Cut(exit, "\n\n")
		p.prose(rest)
		p.macro("SH", "EXIT STATUS")
		p.prose(exit)
	}
}

func (p *page) commands(c *cobra.Command) {
	subs := children(c)
	if subs == nil {
		return
	}
	p.macro("SH", "COMMANDS")
	for _, sub := range subs {
		p.macro("TP")
		p.line(reference(sub))
		p.fill(sub.Short + ".")
	}
}

func (p *page) options(c *cobra.Command) {
	p.macro("SH", "OPTIONS")
	c.Flags().VisitAll(p.option)
}

func (p *page) option(f *pflag.Flag) {
	if f.Hidden {
		return
	}
	value, usage := pflag.UnquoteUsage(f)
	name := bold("--" + f.Name)
	if f.Shorthand != "" {
		name = bold("-"+f.Shorthand) + ", " + name
	}
	if value != "" {
		name += ` \fI` + escape(value) + `\fR`
	}
	p.macro("TP")
	p.line(name)
	if f.NoOptDefVal == "" && f.DefValue != "" && f.DefValue != "[]" {
		usage += " (default " + f.DefValue + ")"
	}
	p.fill(usage)
}

// seeAlso names the page above and those beside.
func (p *page) seeAlso(c *cobra.Command) {
	var list []string
	if parent := c.Parent(); parent != nil {
		list = append(list, reference(parent))
		for _, sub := range children(parent) {
			if sub != c {
				list = append(list, reference(sub))
			}
		}
	}
	if list != nil {
		p.macro("SH", "SEE ALSO")
		p.line(strings.Join(list, ",\n"))
	}
}

func reference(c *cobra.Command) string { return bold(Name(c)) + "(1)" }

func lowerFirst(s string) string {
	if s == "" || strings.ToUpper(s[:min(2, len(s))]) == s[:min(2, len(s))] {
		return s // an abbreviation
	}
	return strings.ToLower(s[:1]) + s[1:]
}
