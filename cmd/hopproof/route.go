package main

import (
	"cmp"
	"fmt"
	"os"
	"strings"

	"github.com/hopproof/hopproof/hops/route"
	"github.com/hopproof/hopproof/internal/declare"
	"github.com/hopproof/hopproof/report"
)

// expectedRoute is the route of an existing file, else the built-in one of
// that name, filled from the flags. No name stands for the built-in route.
func (a *app) expectedRoute(name string, flags *declareFlags, connectors []string) (route.Route, error) {
	if info, err := os.Stat(name); err == nil && !info.IsDir() {
		if flags.Any() || len(connectors) > 0 {
			return route.Route{}, hint(fmt.Errorf("--route %s: a route file declares everything itself", name),
				"put addresses, names, domains and the tenant into the file instead of flags")
		}
		return a.readRoute(name)
	}
	name = cmp.Or(name, route.Office365Relay)
	declared, err := flags.declared()
	if err == nil && len(connectors) > 0 {
		err = a.declareConnectors(name, connectors, &declared)
	}
	if err != nil {
		return route.Route{}, err
	}
	r, found, wrong := declare.Builtin(name, declared)
	if !found {
		return r, hint(fmt.Errorf("--route %s: no such file or route", name), "built in are "+strings.Join(route.Names(), ", "))
	}
	return r, refused(wrong)
}

// routeValues are the built-in routes with their legs, for a shell.
func routeValues() (list []string) {
	for _, name := range route.Names() {
		r, _ := route.Builtin(name, route.Declared{})
		var legs []string
		for i := range r.Legs {
			legs = append(legs, r.Legs[i].Name)
		}
		list = append(list, name+"\t"+strings.Join(legs, ", "))
	}
	return list
}

// explainRoute prints how a route was read: for each leg, from which line each
// condition is read and how far it can be proven.
func (a *app) explainRoute(r *route.Route) error {
	c := report.Lookup(a.lang())
	var b strings.Builder
	b.WriteString(report.Printable(r.Name) + "\n")
	leg := ""
	for _, e := range route.Explain(r) {
		if e.Leg != leg {
			leg = e.Leg
			b.WriteString("\n")
			if leg != "" { // what the route demands as a whole has no name
				b.WriteString(report.Printable(leg) + "\n")
			}
		}
		b.WriteString("  " + report.Printable(c.Text("explain."+e.Code, e.Args)) + "\n")
	}
	w, err := a.open([]string{"text"}, nil)
	if err != nil {
		return err
	}
	w.WriteString(b.String())
	return w.finish()
}
