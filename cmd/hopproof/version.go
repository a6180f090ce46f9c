package main

import (
	"fmt"
	"io"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"github.com/hopproof/hopproof"
	"github.com/hopproof/hopproof/compare"
	"github.com/hopproof/hopproof/report"
	scansummary "github.com/hopproof/hopproof/scan/summary"
)

// version is set when a release is built; otherwise the module's own is used.
var version = ""

func generator() string { return "hopproof " + programVersion() }

func programVersion() string {
	if version != "" {
		return version
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	return hopproof.Version
}

func (a *app) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "Print the version",
		Example: "  hopproof version",
		Args:    takes(0, 0),
		RunE: func(*cobra.Command, []string) error {
			_, err := io.WriteString(a.out, generator()+"\n")
			return err
		},
	}
}

func (a *app) schemaCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "schema [document|summary|compare]",
		Short: "Print the JSON Schema of a form",
		Long: `schema prints the JSON Schema (draft 2020-12) of the document of a message, which
analyze, verify and scan write; of scan --summary; or of compare. Every key has a
description. Keys may join a form, and none goes or changes its meaning.`,
		Example: `  hopproof schema > hopproof.schema.json
  hopproof schema summary > hopproof-summary.schema.json`,
		Args:              takes(0, 1),
		ValidArgsFunction: cobra.FixedCompletions(schemaNames, cobra.ShellCompDirectiveNoFileComp),
		RunE: func(_ *cobra.Command, args []string) error {
			text, ok := schemas[strings.Join(args, "")]
			if !ok {
				return hint(fmt.Errorf("schema %s: no such form", args[0]), "there are "+strings.Join(schemaNames, ", "))
			}
			_, err := io.WriteString(a.out, text())
			return err
		},
	}
}

var schemaNames = []string{"document", "summary", "compare"}

// schemas are those of the forms by name; of the document if none is given.
var schemas = map[string]func() string{
	"": report.Schema, "document": report.Schema, "summary": scansummary.Schema, "compare": compare.JSONSchema,
}
