package main

import (
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/hopproof/hopproof/hops/connector"
	"github.com/hopproof/hopproof/internal/connectordoc"
	"github.com/hopproof/hopproof/internal/connectorfile"
	"github.com/hopproof/hopproof/report"
)

const connectorLong = `connector looks at inbound connectors of Exchange Online.

A FILE is what Get-InboundConnector | ConvertTo-Json writes, the file of the
script that export-script prints, a script with New-InboundConnector or
Set-InboundConnector commands, or YAML with the same names; - is standard input.
Nothing is sent anywhere: certificate HOST:PORT alone makes a connection.`

func (a *app) connectorCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "connector",
		Short: "Check inbound connectors, by themselves and against a message",
		Long:  connectorLong,
		Example: `  hopproof connector export-script > export.ps1
  hopproof connector lint hopproof-export.json
  hopproof connector check --connector hopproof-export.json message.eml`,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) > 0 {
				return unknownCommand(c, args[0])
			}
			return hint(errors.New("connector needs a command"), "check, lint, powershell, export-script or certificate")
		},
	}
	c.AddCommand(a.connectorCheckCommand(), a.connectorLintCommand(), a.connectorPowerShellCommand(),
		a.connectorExportCommand(), a.connectorCertificateCommand())
	return c
}

// setupFlags say where the setup of the organization is written down.
type setupFlags struct {
	connectors, acceptedDomains, domains []string
}

func (f *setupFlags) add(c *cobra.Command) {
	c.Flags().StringArrayVar(&f.acceptedDomains, "accepted-domains", nil, "`file` of Get-AcceptedDomain | ConvertTo-Json (repeatable)")
	c.Flags().StringSliceVar(&f.domains, "domain", nil, "accepted `domain` of the organization; give all (repeatable)")
}

func (f *setupFlags) addConnector(c *cobra.Command) {
	c.Flags().StringArrayVar(&f.connectors, "connector", nil, "`file` with inbound connectors (repeatable)")
}

// setup reads files and flags into one setup.
func (a *app) setup(files []string, f *setupFlags) (connector.Setup, error) {
	var all connector.Setup
	for _, name := range append(files[:len(files):len(files)], f.acceptedDomains...) {
		data, err := a.read(name)
		if err != nil {
			return all, err
		}
		if name == "-" {
			name = "standard input"
		}
		if len(data) == 0 {
			return all, hint(fmt.Errorf("%s: is empty", name), "export with: hopproof connector export-script")
		}
		s, err := connectorfile.Parse(name, data)
		if err != nil {
			return all, mistakenConnectors(name, data, err)
		}
		all.Add(s)
	}
	for _, d := range f.domains {
		if !connector.IsDomain(d) {
			return all, hint(fmt.Errorf("--domain %s: not a domain", d), "for example contoso.example")
		}
		all.Domains = append(all.Domains, connector.AcceptedDomain{Domain: d})
	}
	return all, nil
}

// connectorCatalogue has the sentences of connectors besides the others.
func (a *app) connectorCatalogue() (*report.Catalogue, error) {
	return connectordoc.Catalogue(a.lang())
}

func (a *app) connectorPowerShellCommand() *cobra.Command {
	var splat bool
	c := &cobra.Command{
		Use:   "powershell FILE...",
		Short: "Print connectors as New-InboundConnector commands",
		Long: `powershell prints for each connector the command that creates it. Every value is
quoted so that nothing in it can become a command.`,
		Example: `  hopproof connector powershell connectors.yaml
  hopproof connector powershell --splat export.json`,
		Args: needFiles,
		RunE: func(_ *cobra.Command, args []string) error {
			s, err := a.setup(args, &setupFlags{})
			if err != nil {
				return err
			}
			w, err := a.open([]string{"text"}, nil)
			if err != nil {
				return err
			}
			for i := range s.Connectors {
				write := connector.AppendPowerShell
				if splat {
					write = connector.AppendSplat
				}
				w.Write(write(nil, &s.Connectors[i]))
			}
			return w.finish()
		},
	}
	a.common.add(c, []string{"text"})
	c.Flags().BoolVar(&splat, "splat", false, "one parameter a line, in a hash table")
	return c
}

// needFiles asks for a file to read.
func needFiles(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return hint(fmt.Errorf("%sneeds a file", commandPath(c)), "export one with the script of: hopproof connector export-script")
	}
	return nil
}

func (a *app) connectorExportCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "export-script",
		Short: "Print a PowerShell script that exports the setup",
		Long: `export-script prints a PowerShell script. Run after Connect-ExchangeOnline, it
writes connectors, accepted domains and RejectDirectSend into one JSON file. It
changes nothing.`,
		Example: "  hopproof connector export-script > export.ps1",
		Args:    takes(0, 0),
		RunE: func(*cobra.Command, []string) error {
			_, err := io.WriteString(a.out, connector.ExportScript())
			return err
		},
	}
}
