//go:build !js

package resolve

import "net/netip"

// maxSystem is how many servers of the system are asked, as resolv.conf(5) does.
const maxSystem = 3

const systemHint = "name the resolver: an address such as 192.0.2.53, or https://dns.example/dns-query"

// serversOf are transports for addresses, without those that say nothing new.
func serversOf(addrs []netip.Addr) []Transport {
	var servers []Transport
	seen := map[netip.Addr]bool{}
	for _, addr := range addrs {
		if addr.IsValid() && !seen[addr] && len(servers) < maxSystem {
			seen[addr] = true
			servers = append(servers, UDP{netip.AddrPortFrom(addr, dnsPort)})
		}
	}
	return servers
}
