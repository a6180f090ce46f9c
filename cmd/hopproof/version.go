package main

import (
	"io"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/hopproof/hopproof"
	"github.com/hopproof/hopproof/report"
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
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			_, err := io.WriteString(a.out, generator()+"\n")
			return err
		},
	}
}

func (a *app) schemaCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "schema",
		Short:   "Print the JSON Schema of the document",
		Example: "  hopproof schema > hopproof.schema.json",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			_, err := io.WriteString(a.out, report.Schema())
			return err
		},
	}
}
