package main

import (
	"github.com/hopproof/hopproof/hops/route"
	"github.com/hopproof/hopproof/internal/connectorfile"
	"github.com/hopproof/hopproof/internal/declare"
)

// declareConnectors fills in what connectors know of the way. A flag says it
// more exactly, and wins.
func (a *app) declareConnectors(name string, files []string, d *route.Declared) error {
	s, err := a.setup(files, &setupFlags{})
	if err != nil {
		return err
	}
	if wrong := connectorfile.Declare(&s, name, d); wrong != nil {
		return refused([]*declare.Error{wrong})
	}
	return nil
}
