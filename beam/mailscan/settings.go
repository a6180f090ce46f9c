package mailscan

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/hopproof/hopproof"
	"github.com/hopproof/hopproof/hops/route"
	"github.com/hopproof/hopproof/internal/declare"
	"github.com/hopproof/hopproof/internal/mailcharset"
	"github.com/hopproof/hopproof/internal/routefile"
	"github.com/hopproof/hopproof/report"
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
	if s.Route == "" {
		return o, nil
	}
	r, err := route.ParseJSON("route", []byte(s.Route))
	o.Route = &r
	return o, err
}

// expected is the route of a file, or a built-in one filled from what is declared,
// as JSON. Without either there is none.
func expected(name string, d *declare.Text) (string, error) {
	if name == "" && !d.Any() {
		return "", nil
	}
	if info, err := os.Stat(name); err == nil && !info.IsDir() {
		if d.Any() {
			return "", fmt.Errorf("--route %s: a route file declares everything itself", name)
		}
		r, err := routefile.Read(name)
		return string(r.AppendJSON(nil)), err
	}
	declared, wrong := d.Read()
	if err := refused(wrong); err != nil {
		return "", err
	}
	if name == "" {
		name = route.Office365Relay
	}
	r, ok := route.Builtin(name, declared)
	if !ok {
		return "", fmt.Errorf("--route %s: no such file or route; built in are %s", name, strings.Join(route.Names(), ", "))
	}
	return string(r.AppendJSON(nil)), nil
}

// refused names the flags in the errors of a declaration.
func refused(wrong []*declare.Error) error {
	var all []error
	for _, e := range wrong {
		all = append(all, fmt.Errorf("--%s %s: %s (%s)", strings.ReplaceAll(e.Key, "_", "-"), e.Value, e.Problem, e.Hint))
	}
	return errors.Join(all...)
}
