package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"

	"github.com/hopproof/hopproof/resolve"
	"github.com/hopproof/hopproof/spf"
)

// A policy of MTA-STS is small; who sends more, or slowly, is not waited for.
const (
	maxPolicy     = 64 << 10
	policyTimeout = 10 * time.Second
)

// policyFetcher fetches policies of MTA-STS. The address of the web host is
// asked of the same resolver as all else, so that no other learns the name.
type policyFetcher struct{ dns *resolve.Client }

// fetch follows no redirects (RFC 8461 section 3.3).
func (p policyFetcher) fetch(ctx context.Context, name string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, policyTimeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "https://mta-sts."+name+"/.well-known/mta-sts.txt", nil)
	if err != nil {
		return nil, err
	}
	client := http.Client{
		Transport:     &http.Transport{DialContext: p.dial, DisableKeepAlives: true, TLSHandshakeTimeout: policyTimeout},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	answer, err := client.Do(request)
	if err != nil {
		return nil, errors.Unwrap(err) // without the URL, which the item names
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, errors.New("HTTP " + answer.Status)
	}
	body, err := io.ReadAll(io.LimitReader(answer.Body, maxPolicy+1))
	if err == nil && len(body) > maxPolicy {
		err = fmt.Errorf("larger than %d KiB", maxPolicy>>10)
	}
	return body, err
}

// dial connects to the first address of a host that answers, IPv4 first: more
// networks swallow what goes to the others.
func (p policyFetcher) dial(ctx context.Context, network, address string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	err = errors.New("the host has no address")
	for _, t := range []spf.Type{spf.TypeA, spf.TypeAAAA} {
		answer, dnsErr := p.dns.Resolve(ctx, host, t)
		if dnsErr != nil {
			err = dnsErr
		}
		for _, ip := range answer.Addrs {
			var d net.Dialer
			conn, dialErr := d.DialContext(ctx, network, net.JoinHostPort(ip.String(), port))
			if dialErr == nil {
				return conn, nil
			}
			err = dialErr
		}
	}
	return nil, err
}
