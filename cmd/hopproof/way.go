package main

import (
	"github.com/spf13/cobra"

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

// add adds the flags. name is the route of those who name none; without it, a
// route is asked for by flags alone. That one is no value of the flag: a file of
// its name, which may lie among messages of strangers, is not meant by it.
func (f *wayFlags) add(c *cobra.Command, name, usage string) {
	c.Flags().StringVar(&f.route, "route", "", usage)
	c.Flags().Lookup("route").DefValue = name
	offerOrFile(c, "route", routeValues()...)
	f.declare.add(c)
	c.Flags().StringArrayVar(&f.connectors, "connector", nil, "`file` with the inbound connectors that know your relay or filter (repeatable)")
	addTrust(c, &f.trust)
}

// given reports whether anything was said of the way.
func (f *wayFlags) given() bool {
	return f.route != "" || f.declare.Any() || len(f.connectors)+len(f.trust) > 0
}

// way reads the flags into the options of an analysis.
func (a *app) way(f *wayFlags, o *report.Options) (err error) {
	if o.Trust, err = parseTrust(f.trust); err != nil {
		return err
	}
	r, err := a.expectedRoute(f.route, &f.declare, f.connectors)
	o.Route = &r
	return err
}
