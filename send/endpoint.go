package send

import (
	"context"
	"net/netip"
	"strings"

	"github.com/hopproof/hopproof/domain"
	"github.com/hopproof/hopproof/internal/declare"
	"github.com/hopproof/hopproof/spf"
)

// EndpointError is why the server to connect to is not known.
type EndpointError struct {
	// Code is no-answer (of DNS), no-mx (the domain takes no mail), other-mx (its mail
	// goes elsewhere) or no-address.
	Code string
	Args map[string]string // name, and hosts of other-mx
	Err  error             // of DNS
}

func (e *EndpointError) Error() string {
	if e.Err != nil {
		return e.Code + ": " + e.Err.Error()
	}
	return e.Code
}

// Unwrap gives the error of DNS.
func (e *EndpointError) Unwrap() error { return e.Err }

// Endpoint finds the mail exchanger of Exchange Online for a domain. Its error
// is an [EndpointError].
func Endpoint(ctx context.Context, r spf.Resolver, name string) (host string, err error) {
	answer, err := spf.Ask(ctx, r, name, spf.TypeMX)
	if err != nil {
		return "", &EndpointError{"no-answer", map[string]string{"name": name}, err}
	}
	var others []string
	for _, mx := range answer.MX {
		if domain.IsEntry(mx.Host) && declare.IsDomain(mx.Host) {
			return mx.Host, nil
		}
		if mx.Host != "" { // the null MX (RFC 7505)
			others = append(others, mx.Host)
		}
	}
	if len(others) == 0 {
		return "", &EndpointError{Code: "no-mx", Args: map[string]string{"name": name}}
	}
	return "", &EndpointError{Code: "other-mx", Args: map[string]string{"name": name, "hosts": strings.Join(others, ", ")}}
}

// Addresses finds the addresses of a host, IPv4 first: connectors know no other.
// An address is its own. Its error is an [EndpointError].
func Addresses(ctx context.Context, r spf.Resolver, host string) ([]netip.Addr, error) {
	if ip, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{ip}, nil
	}
	var list []netip.Addr
	for _, t := range [...]spf.Type{spf.TypeA, spf.TypeAAAA} {
		answer, err := spf.Ask(ctx, r, host, t)
		if err != nil && len(list) == 0 {
			return nil, &EndpointError{"no-answer", map[string]string{"name": host}, err}
		}
		list = append(list, answer.Addrs...)
	}
	if len(list) == 0 {
		return nil, &EndpointError{Code: "no-address", Args: map[string]string{"name": host}}
	}
	return list, nil
}
