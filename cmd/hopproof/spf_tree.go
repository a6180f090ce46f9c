package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/hopproof/hopproof/internal/declare"
	"github.com/hopproof/hopproof/live"
)

func (a *app) spfTreeCommand() *cobra.Command {
	var dns dnsFlags
	c := &cobra.Command{
		Use:   "tree DOMAIN",
		Short: "Show what an SPF record includes, and what that costs",
		Long: `tree shows the record of a domain with all that it includes, and counts the
lookups, of which a receiver makes ten at most (RFC 7208 section 4.6.4).

Exit status: 0 within the limits; 1 a receiver would give up; 3 DNS gave no
answer; 2 usage.`,
		Example: "  hopproof spf tree contoso.example",
		Args:    takes(1, 1),
		RunE: func(c *cobra.Command, args []string) error {
			client, err := dns.must()
			if err != nil {
				return err
			}
			if !declare.IsDomain(args[0]) {
				return hint(fmt.Errorf("%s: not a domain", args[0]), "for example: hopproof spf tree contoso.example")
			}
			ctx, cancel := patient(c)
			defer cancel()
			d := live.TreeSPF(ctx, client, args[0], a.head())
			if err := a.print(&d); err != nil {
				return err
			}
			switch {
			case d.Broken():
				return exitError(exitBroken)
			case d.Unknown():
				return exitError(exitUnknown)
			}
			return nil
		},
	}
	a.common.add(c, dataFormats)
	dns.add(c, "system")
	return c
}
