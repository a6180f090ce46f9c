package resolve

import (
	"errors"
	"net/netip"
	"strconv"
	"syscall"
	"unsafe"

	"golang.org/x/sys/windows"
)

// system are the resolvers of the network adapters that are up, in the order in
// which Windows lists the adapters.
func system() ([]Transport, error) {
	first, err := adapters()
	if err != nil {
		return nil, &SpecError{"system", "Windows does not tell its resolvers: " + err.Error(), systemHint}
	}
	var addrs []netip.Addr
	for a := first; a != nil; a = a.Next {
		if a.OperStatus == windows.IfOperStatusUp {
			addrs = append(addrs, resolversOf(a)...)
		}
	}
	if servers := serversOf(addrs); len(servers) > 0 {
		return servers, nil
	}
	return nil, &SpecError{"system", "no network adapter that is up has a resolver", systemHint}
}

// adapters is the list of the network adapters. It may grow between the
// question for its size and the question for itself, so that is asked again.
func adapters() (*windows.IpAdapterAddresses, error) {
	const flags = windows.GAA_FLAG_SKIP_UNICAST | windows.GAA_FLAG_SKIP_ANYCAST | windows.GAA_FLAG_SKIP_MULTICAST
	size := uint32(15 << 10) // what Microsoft's documentation advises to begin with
	for range 4 {
		// The entries begin with 64-bit fields, so the memory is aligned for them.
		buffer := make([]uint64, size/8+1)
		first := (*windows.IpAdapterAddresses)(unsafe.Pointer(&buffer[0]))
		err := windows.GetAdaptersAddresses(windows.AF_UNSPEC, flags, 0, first, &size)
		switch {
		case err == nil && size == 0, errors.Is(err, windows.ERROR_NO_DATA):
			return nil, nil
		case err == nil:
			return first, nil
		case !errors.Is(err, windows.ERROR_BUFFER_OVERFLOW):
			return nil, err
		}
	}
	return nil, windows.ERROR_BUFFER_OVERFLOW
}

// siteLocal are addresses that Windows lists where no resolver is set (RFC 3879
// deprecates them).
var siteLocal = netip.MustParsePrefix("fec0::/10")

func resolversOf(a *windows.IpAdapterAddresses) []netip.Addr {
	var addrs []netip.Addr
	for s := a.FirstDnsServerAddress; s != nil; s = s.Next {
		raw, err := s.Address.Sockaddr.Sockaddr()
		if err != nil {
			continue
		}
		switch sa := raw.(type) {
		case *syscall.SockaddrInet4:
			addrs = append(addrs, netip.AddrFrom4(sa.Addr))
		case *syscall.SockaddrInet6:
			addr := netip.AddrFrom16(sa.Addr)
			if sa.ZoneId != 0 {
				addr = addr.WithZone(strconv.FormatUint(uint64(sa.ZoneId), 10))
			}
			if !siteLocal.Contains(addr.WithZone("")) {
				addrs = append(addrs, addr)
			}
		}
	}
	return addrs
}
