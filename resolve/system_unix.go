//go:build !js && !windows

package resolve

import (
	"errors"
	"io/fs"
	"net/netip"

	"github.com/miekg/dns"
)

// system are the resolvers that the system itself asks.
func system() ([]Transport, error) { return systemFrom("/etc/resolv.conf") }

// systemFrom reads a resolv.conf(5) file.
func systemFrom(path string) ([]Transport, error) {
	conf, err := dns.ClientConfigFromFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, &SpecError{"system", "this system has no " + path, systemHint}
	case err != nil:
		return nil, &SpecError{"system", err.Error(), systemHint}
	}
	var addrs []netip.Addr
	for _, server := range conf.Servers {
		if addr, err := netip.ParseAddr(server); err == nil {
			addrs = append(addrs, addr)
		}
	}
	if len(addrs) == 0 {
		return nil, &SpecError{"system", path + " names no resolver", systemHint}
	}
	return serversOf(addrs), nil
}
