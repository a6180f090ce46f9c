package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops/route"
	"github.com/hopproof/hopproof/internal/connectorfile"
	"github.com/hopproof/hopproof/routefile"
)

// readRoute reads a route from a file, and says of one with connectors or a message
// how it is given instead: what is missing in a route would help nobody then.
func (a *app) readRoute(name string) (route.Route, error) {
	data, err := a.read(name)
	if err != nil {
		return route.Route{}, err
	}
	r, err := routefile.Parse(name, data)
	if err == nil {
		return r, nil
	}
	if setup, other := connectorfile.Parse(name, data); other == nil && len(setup.Connectors) > 0 {
		return r, hint(fmt.Errorf("--route %s: holds inbound connectors, not a route", name),
			"give it with --connector: it fills in a built-in route")
	}
	if s := header.Parse(data); s.Find("Received") != nil {
		return r, hint(fmt.Errorf("--route %s: holds a message, not a route", name),
			"messages are named without a flag; built in are "+strings.Join(route.Names(), ", "))
	}
	return r, err
}

// mistakenConnectors says of a route that was taken for connectors how it is given;
// of all else err, for which it was no file of connectors.
func mistakenConnectors(name string, data []byte, err error) error {
	if routefile.IsRoute(data) {
		return hint(errors.New(name+": holds a route, not inbound connectors"), "give it with --route, as in hopproof verify --route "+name)
	}
	return err
}
