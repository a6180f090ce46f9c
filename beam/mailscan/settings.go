package mailscan

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/hopproof/hopproof"
	"github.com/hopproof/hopproof/hops/route"
	"github.com/hopproof/hopproof/internal/declare"
	"github.com/hopproof/hopproof/internal/mailcharset"
	"github.com/hopproof/hopproof/report"
	"github.com/hopproof/hopproof/routefile"
)

const generator = "hopproof " + hopproof.Version

// Settings are those of every analysis, in a form that reaches all workers.
type Settings struct {
	// Route is what every message is held against, as JSON; empty: nothing.
	Route string
	// Trust are domains and address ranges whose hosts are believed too.
	Trust []string
	// Lang is the language of sentences.
	Lang string
	// WhatIf are questions about another setup, and Domains the accepted domains
	// that they go by.
	WhatIf  []Question
	Domains []string
}

// options reads the settings.
func (s *Settings) options() (report.Options, error) {
	o := report.Options{Generator: generator, Lang: s.Lang, Decoder: mailcharset.Decode}
	if !slices.Contains(report.Languages(), s.Lang) {
		return o, fmt.Errorf("--lang %s: use %s", s.Lang, strings.Join(report.Languages(), " or "))
	}
	trust, wrong := declare.Trust(s.Trust)
	if err := refused(wrong); err != nil {
		return o, err
	}
	o.Trust = trust
	for i := range s.WhatIf {
		j, err := s.WhatIf[i].judge(s.Domains)
		if err != nil {
			return o, err
		}
		o.WhatIf = append(o.WhatIf, j)
	}
	if s.Route == "" {
		return o, nil
	}
	r, err := route.ParseJSON("route", []byte(s.Route))
	o.Route = &r
	return o, err
}

// expected is the route of a file, or a built-in one filled from what is declared
// and what connectors know, as JSON.
func expected(name string, d *declare.Text, connectors []string) (string, error) {
	if info, err := os.Stat(name); err == nil && !info.IsDir() {
		if d.Any() || len(connectors) > 0 {
			return "", fmt.Errorf("--route %s: a route file declares everything itself", name)
		}
		r, err := routefile.Read(name)
		return string(r.AppendJSON(nil)), err
	}
	declared, wrong := d.Read()
	if err := refused(wrong); err != nil {
		return "", err
	}
	name = cmp.Or(name, route.Office365Relay)
	if err := declareConnectors(connectors, name, &declared); err != nil {
		return "", err
	}
	r, found, wrong := declare.Builtin(name, declared)
	if !found {
		return "", fmt.Errorf("--route %s: no such file or route; built in are %s", name, strings.Join(route.Names(), ", "))
	}
	return string(r.AppendJSON(nil)), refused(wrong)
}

// refused names the flags in the errors of a declaration.
func refused(wrong []*declare.Error) error {
	var all []error
	for _, e := range wrong {
		all = append(all, fmt.Errorf("--%s %s: %s (%s)", strings.ReplaceAll(e.Key, "_", "-"), e.Value, e.Problem, e.Hint))
	}
	return errors.Join(all...)
}
