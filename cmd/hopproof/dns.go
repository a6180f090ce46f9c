package main

import (
	"context"
	"errors"
	"time"

	"github.com/spf13/cobra"

	"github.com/hopproof/hopproof/live"
	"github.com/hopproof/hopproof/resolve"
)

// dnsFlags say whom a command asks DNS.
type dnsFlags struct{ spec string }

// What --dns takes, for its help and for the completion of its value.
const resolvers = "off, system, IP[:port] or https://host/dns-query"

var resolverWords = []string{"off\task nobody", "system\tthe resolver of this machine"}

func (f *dnsFlags) add(c *cobra.Command, preset string) {
	c.Flags().StringVar(&f.spec, "dns", preset, "`resolver` to ask: "+resolvers)
	offer(c, "dns", resolverWords...)
}

// client is the resolver that was asked for; nil if none, and then no question
// can leave.
func (f *dnsFlags) client() (*resolve.Client, error) {
	transports, err := resolve.Parse(f.spec)
	var spec *resolve.SpecError
	if errors.As(err, &spec) {
		return nil, hint(errors.New("--dns "+spec.Error()), spec.Hint)
	}
	if err != nil || len(transports) == 0 {
		return nil, err
	}
	return resolve.New(resolve.Config{Transports: transports}), nil
}

// must is client for a command that can do nothing without DNS.
func (f *dnsFlags) must() (*resolve.Client, error) {
	client, err := f.client()
	if err == nil && client == nil {
		err = hint(errors.New("this needs DNS, and --dns is off"), "use --dns system, or leave it out")
	}
	return client, err
}

// patience is for how long a command about a domain asks DNS. A check of SPF may
// need 20 seconds (RFC 7208 section 4.6.4); what is not answered by the end of
// this is unknown.
const patience = time.Minute

func patient(c *cobra.Command) (context.Context, context.CancelFunc) {
	return context.WithTimeout(c.Context(), patience)
}

// options are the live checks of a message; none if DNS is off.
func (f *dnsFlags) options() (live.Options, error) {
	client, err := f.client()
	if err != nil || client == nil {
		return live.Options{}, err
	}
	return live.Options{Resolver: client, Name: f.spec, Now: time.Now()}, nil
}

func (a *app) head() live.Head { return live.Head{Generator: generator(), Lang: a.lang()} }
