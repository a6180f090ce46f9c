package forgery_test

import (
	"fmt"
	"math/rand/v2"
	"net/netip"
	"os"
	"slices"
	"sort"
	"strconv"
	"testing"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/route"
	"github.com/hopproof/hopproof/internal/forgery"
)

const seed = 20261014

// mutants is how many forgeries a run tries; HOPPROOF_MUTANTS sets more.
func mutants() int {
	if n, err := strconv.Atoi(os.Getenv("HOPPROOF_MUTANTS")); err == nil {
		return n
	}
	return 12_000
}

func prefixes(texts []string) []netip.Prefix {
	var list []netip.Prefix
	for _, text := range texts {
		p, err := netip.ParsePrefix(text)
		if err != nil {
			ip := netip.MustParseAddr(text)
			p = netip.PrefixFrom(ip, ip.BitLen())
		}
		list = append(list, p)
	}
	return list
}

// verify asks the program about a case.
func verify(data []byte, d forgery.Declared) (*hops.Timeline, route.Verdict) {
	r, ok := route.Builtin(d.Route, route.Declared{
		RelayIP: prefixes(d.RelayIP), RelayHost: d.RelayHost, DeviceIP: prefixes(d.DeviceIP), Tenant: d.Tenant,
	})
	if !ok {
		panic(d.Route)
	}
	for i := range r.Legs {
		l := &r.Legs[i]
		if l.Role != hops.RoleDevice {
			l.Shared = d.Shared
			continue
		}
		l.Authenticated, l.Certificate, l.TLS = d.DeviceLogin, d.DeviceCertificate, d.DeviceTLS
		l.Optional = l.Optional && d.DeviceLogin == nil && d.DeviceCertificate == nil
	}
	s := header.Parse(data)
	tl := hops.Build(&s, hops.Options{
		Relays: r.Relays(), Destination: r.Destination(),
		Trust: hops.Trust{Domains: d.TrustDomain, Prefixes: prefixes(d.TrustIP)},
	})
	return tl, route.Verify(tl, &r)
}

// held lists what of the verdict is held.
func held(v route.Verdict) []string {
	var list []string
	for _, l := range v.Legs {
		if l.Outcome == route.Held {
			list = append(list, l.Leg)
		}
	}
	for _, c := range v.Conditions {
		if c.Outcome == route.Held {
			list = append(list, c.Name)
		}
	}
	return list
}

// TestForgeries: no forgery is held, nor any leg that it claims falsely.
func TestForgeries(t *testing.T) {
	t.Parallel()
	count, tally := map[string]int{}, map[string]int{}
	failures := 0
	for i := range mutants() {
		a := forgery.Attacks[i%len(forgery.Attacks)]
		c := a.Write(forgery.New(rand.New(rand.NewPCG(seed, uint64(i)))))
		tl, v := verify(c.Data, c.Declared)
		count[c.Class]++
		tally[fmt.Sprintf("%-17s %-8v %s", c.Class, v.Outcome, tl.Boundary.Reason)]++
		for _, leg := range held(v) {
			if v.Outcome == route.Held || slices.Contains(c.False, leg) {
				if failures++; failures <= 12 {
					t.Errorf("seed %d/%d, %s, %s: %v held (route %v) with %+v\n%q", seed, i, c.Class, c.Attack, leg, v.Outcome, c.Declared, c.Data)
				}
				break
			}
		}
	}
	t.Logf("seed %d, %d failures", seed, failures)
	for _, line := range sorted(tally) {
		t.Logf("%6d %s", tally[line], line)
	}
	for class, n := range count {
		if n < 500 {
			t.Errorf("only %d mutants of class %s", n, class)
		}
	}
}

// TestWords tries everything that a client can say against every kind of
// server: none of it passes for what the server saw.
func TestWords(t *testing.T) {
	t.Parallel()
	n := 0
	for i := range 2 {
		w := forgery.New(rand.New(rand.NewPCG(seed, uint64(i))))
		w.Words(i == 1, func(c forgery.Case) {
			n++
			_, v := verify(c.Data, c.Declared)
			for _, leg := range held(v) {
				if v.Outcome == route.Held || slices.Contains(c.False, leg) {
					t.Errorf("%s held: %q", leg, c.Attack)
					break
				}
			}
		})
	}
	t.Logf("%d combinations", n)
}

// TestImitations tries HELOs, and names in the client's own DNS, in the dress of
// what a server writes of an address, a login, a certificate or encryption.
func TestImitations(t *testing.T) {
	t.Parallel()
	n, failures := 0, 0
	forgery.New(rand.New(rand.NewPCG(seed, 1))).Imitations(func(c forgery.Case) {
		n++
		_, v := verify(c.Data, c.Declared)
		for _, leg := range held(v) {
			if v.Outcome == route.Held || slices.Contains(c.False, leg) {
				if failures++; failures <= 12 {
					t.Errorf("%s held: %q", leg, c.Attack)
				}
				break
			}
		}
	})
	t.Logf("%d combinations, %d failures", n, failures)
	if n < 5000 {
		t.Error("too few")
	}
}

func sorted(m map[string]int) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

// TestGenuine: the genuine twins are held.
func TestGenuine(t *testing.T) {
	t.Parallel()
	for i := range 2000 {
		c := forgery.New(rand.New(rand.NewPCG(seed, uint64(i)))).Genuine()
		tl, v := verify(c.Data, c.Declared)
		got := held(v)
		for _, leg := range c.Held {
			if !slices.Contains(got, leg) {
				t.Fatalf("seed %d/%d: %s is not held but %v (belief ended: %s) with %+v\n%s", seed, i, leg, got, tl.Boundary.Reason, c.Declared, c.Data)
			}
		}
	}
}
