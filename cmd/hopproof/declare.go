package main

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/operator"
	"github.com/hopproof/hopproof/hops/route"
)

// declareFlags are what an administrator knows of the way, as given.
type declareFlags struct {
	relayIP, relayHost, deviceIP, domain, destination []string
	tenant                                            string
}

func (f *declareFlags) add(c *cobra.Command) {
	fs := c.Flags()
	fs.StringSliceVar(&f.relayIP, "relay-ip", nil, "public `address` or CIDR from which your relay connects (repeatable)")
	fs.StringSliceVar(&f.relayHost, "relay-host", nil, "`name` with which your relay signs its Received line; * matches (repeatable)")
	fs.StringSliceVar(&f.deviceIP, "device-ip", nil, "`address` or CIDR of the sending device as your relay sees it (repeatable)")
	fs.StringSliceVar(&f.domain, "domain", nil, "accepted `domain` of your organization (repeatable)")
	fs.StringVar(&f.tenant, "tenant", "", "`GUID` of your Microsoft 365 tenant")
	fs.StringSliceVar(&f.destination, "destination", nil, "`name` of the receiving server; * matches (repeatable)")
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

// any reports whether a flag was given.
func (f *declareFlags) any() bool {
	return len(f.relayIP)+len(f.relayHost)+len(f.deviceIP)+len(f.domain)+len(f.destination) > 0 || f.tenant != ""
}

func addTrust(c *cobra.Command, trust *[]string) {
	c.Flags().StringSliceVar(trust, "trust", nil,
		"believe the trace lines of hosts in this `domain|CIDR` too (repeatable)")
}

// declared checks the flags and turns them into a declaration.
func (f *declareFlags) declared() (route.Declared, error) {
	d := route.Declared{RelayHost: f.relayHost, Domains: f.domain, Tenant: f.tenant, Destination: f.destination}
	var err error
	if d.RelayIP, err = parsePrefixes("--relay-ip", f.relayIP); err != nil {
		return d, err
	}
	for _, p := range d.RelayIP {
		if err := refuseInside(p); err != nil {
			return d, err
		}
	}
	if d.DeviceIP, err = parsePrefixes("--device-ip", f.deviceIP); err != nil {
		return d, err
	}
	for _, domain := range f.domain {
		if !isDomain(domain) || !strings.Contains(domain, ".") {
			return d, hint(fmt.Errorf("--domain %s: not a domain", domain), "for example contoso.example")
		}
	}
	if f.tenant != "" && !isGUID(f.tenant) {
		return d, hint(fmt.Errorf("--tenant %s: not a GUID", f.tenant),
			"the tenant id looks like 6f0c1a5e-0000-4000-8000-000000000001; Entra shows it under Overview")
	}
	return d, nil
}

// refuseInside refuses an address from which no relay can reach EOP: EOP
// records the public address behind which the relay stands.
func refuseInside(p netip.Prefix) error {
	switch use := operator.Addr(p.Addr()).Use; use {
	case operator.UsePrivate, operator.UseLoopback, operator.UseLinkLocal, operator.UseReserved:
		return hint(fmt.Errorf("--relay-ip %s: a %s address never reaches Exchange Online", p, use),
			"give the public address from which the relay connects (after NAT); a private one can be given with --device-ip")
	case operator.UseOutbound, operator.UseRelayPool:
		return hint(fmt.Errorf("--relay-ip %s: this address is Microsoft's own", p),
			"give the public address of your relay, not that of Exchange Online")
	}
	return nil
}

func parsePrefixes(flag string, texts []string) ([]netip.Prefix, error) {
	var list []netip.Prefix
	for _, text := range texts {
		p, err := parsePrefix(text)
		if err != nil {
			return nil, hint(fmt.Errorf("%s %s: not an address or CIDR range", flag, text), "for example 203.0.113.25 or 203.0.113.0/28")
		}
		list = append(list, p)
	}
	return list, nil
}

// parsePrefix reads an address or a range; addresses compare unmapped.
func parsePrefix(text string) (netip.Prefix, error) {
	text = strings.TrimSpace(text)
	if strings.Contains(text, "/") {
		p, err := netip.ParsePrefix(text)
		if p.Addr().Is4In6() && p.Bits() >= 96 {
			p = netip.PrefixFrom(p.Addr().Unmap(), p.Bits()-96)
		}
		return p.Masked(), err
	}
	ip, err := netip.ParseAddr(strings.Trim(text, "[]"))
	if err != nil {
		return netip.Prefix{}, err
	}
	ip = ip.Unmap().WithZone("")
	return netip.PrefixFrom(ip, ip.BitLen()), nil
}

// parseTrust tells addresses from domains.
func parseTrust(texts []string) (hops.Trust, error) {
	var t hops.Trust
	for _, text := range texts {
		if p, err := parsePrefix(text); err == nil {
			t.Prefixes = append(t.Prefixes, p)
			continue
		}
		if !isDomain(text) {
			return t, hint(fmt.Errorf("--trust %s: neither a domain nor an address range", text), "for example lists.example.org or 198.51.100.0/24")
		}
		t.Domains = append(t.Domains, text)
	}
	return t, nil
}

// isDomain is a plain check of letters, digits, hyphens and dots.
func isDomain(text string) bool {
	text = strings.TrimSuffix(strings.TrimPrefix(text, "."), ".")
	if text == "" || strings.Contains(text, "..") {
		return false
	}
	for _, c := range text {
		if c < 0x80 && !strings.ContainsRune("-._", c) && !(c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z') {
			return false
		}
	}
	return true
}

func isGUID(text string) bool {
	if len(text) != 36 {
		return false
	}
	for i, c := range []byte(text) {
		if i == 8 || i == 13 || i == 18 || i == 23 {
			if c != '-' {
				return false
			}
			continue
		}
		if !(c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'f') {
			return false
		}
	}
	return true
}
