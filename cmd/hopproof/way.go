package main

import (
	"cmp"

	"github.com/spf13/cobra"

	"github.com/hopproof/hopproof/hops/route"
	"github.com/hopproof/hopproof/report"
)

// wayFlags say which way messages are expected to go, and whose trace lines to
// believe on it.
type wayFlags struct {
	route      string
	declare    declareFlags
	connectors []string
	trust      []string
}

// usual is the route of commands that verify without being told one.
const usual = "the expected way: a built-in `name`, or a YAML or JSON file"

// add adds the flags; without a name, a route is asked for by flags alone.
func (f *wayFlags) add(c *cobra.Command, name, usage string) {
	c.Flags().StringVar(&f.route, "route", name, usage)
	offerOrFile(c, "route", routeValues()...)
	f.declare.add(c)
	c.Flags().StringArrayVar(&f.connectors, "connector", nil, "`file` with the inbound connectors that know your relay or filter (repeatable)")
	addTrust(c, &f.trust)
}

// way reads the flags into the options of an analysis.
func (a *app) way(f *wayFlags, o *report.Options) (err error) {
	if o.Trust, err = parseTrust(f.trust); err != nil {
		return err
	}
	r, err := a.expectedRoute(cmp.Or(f.route, route.Office365Relay), &f.declare, f.connectors)
	o.Route = &r
	return err
}
