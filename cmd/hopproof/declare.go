package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/route"
	"github.com/hopproof/hopproof/internal/declare"
)

// declareFlags are what an administrator knows of the way, as given.
type declareFlags struct{ declare.Text }

func (f *declareFlags) add(c *cobra.Command) {
	fs := c.Flags()
	fs.StringSliceVar(&f.RelayIP, "relay-ip", nil, "public `address` or CIDR from which your relay connects (repeatable)")
	fs.StringSliceVar(&f.RelayHost, "relay-host", nil, "`name` with which your relay signs its Received line; * matches (repeatable)")
	fs.StringSliceVar(&f.DeviceIP, "device-ip", nil, "`address` or CIDR of the sending device as your relay sees it (repeatable)")
	fs.StringSliceVar(&f.Domain, "domain", nil, "accepted `domain` of your organization (repeatable)")
	fs.StringVar(&f.Tenant, "tenant", "", "`GUID` of your Microsoft 365 tenant")
	fs.StringSliceVar(&f.Destination, "destination", nil, "`name` of the receiving server; * matches (repeatable)")
}

// refuseEmpty refuses a declaration without a value: --token "$TOKEN" with
// nothing in it would else demand nothing, and hold.
func refuseEmpty(fs *pflag.FlagSet) (err error) {
	fs.Visit(func(f *pflag.Flag) {
		values := []string{f.Value.String()}
		if list, ok := f.Value.(pflag.SliceValue); ok {
			values = list.GetSlice()
		}
		if len(values) == 0 || slices.ContainsFunc(values, func(v string) bool { return strings.TrimSpace(v) == "" }) {
			err = hint(fmt.Errorf("--%s: the value is empty", f.Name), "leave the flag out to declare nothing")
		}
	})
	return err
}

func addTrust(c *cobra.Command, trust *[]string) {
	c.Flags().StringSliceVar(trust, "trust", nil,
		"believe the trace lines of hosts in this `domain|CIDR` too (repeatable)")
}

// declared checks the flags and turns them into a declaration.
func (f *declareFlags) declared() (route.Declared, error) {
	d, e := f.Read()
	return d, refused(e)
}

func parseTrust(texts []string) (hops.Trust, error) {
	t, e := declare.Trust(texts)
	return t, refused(e)
}

// refused names the flag in the first error of a declaration.
func refused(wrong []*declare.Error) error {
	if len(wrong) == 0 {
		return nil
	}
	e := wrong[0]
	return hint(fmt.Errorf("--%s %s: %s", strings.ReplaceAll(e.Key, "_", "-"), e.Value, e.Problem), e.Hint)
}
