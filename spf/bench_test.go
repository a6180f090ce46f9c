package spf

import (
	"context"
	"net"
	"net/netip"
	"strings"
	"testing"
	"time"

	blitiri "blitiri.com.ar/go/spf"
)

// memory is DNS at the least cost: every answer is made beforehand, in the form
// of this package and in that of package net.
type memory struct {
	answers map[memoryKey]Answer
	texts   map[string][]string
	addrs   map[string][]net.IPAddr
	mx      map[string][]*net.MX
	names   map[string][]string
	errs    map[string]error
}

type memoryKey struct {
	name string
	kind Type
}

func newMemory(tb testing.TB, z *zone) *memory {
	m := &memory{map[memoryKey]Answer{}, map[string][]string{}, map[string][]net.IPAddr{},
		map[string][]*net.MX{}, map[string][]string{}, map[string]error{}}
	for name, fails := range z.fail {
		if fails {
			m.errs[name] = &net.DNSError{Err: "timeout", IsTimeout: true}
		}
	}
	for _, names := range []map[string][]string{z.txt, z.a, z.mx} {
		for name := range names {
			m.add(tb, z, name)
		}
	}
	for name := range z.cname {
		m.add(tb, z, name)
	}
	for name, hosts := range z.ptr {
		m.answers[memoryKey{name, TypePTR}] = Answer{Hosts: hosts}
		m.names[clientOf(name).String()] = hosts
	}
	return m
}

func (m *memory) add(tb testing.TB, z *zone, name string) {
	for _, kind := range []Type{TypeTXT, TypeA, TypeAAAA, TypeMX} {
		a, err := z.Resolve(tb.Context(), name, kind)
		if err != nil {
			m.errs[name] = err
			return
		}
		m.answers[memoryKey{name, kind}] = a
		switch kind {
		case TypeTXT:
			m.texts[name] = a.Texts
		case TypeA, TypeAAAA:
			for _, addr := range a.Addrs {
				m.addrs[name] = append(m.addrs[name], net.IPAddr{IP: addr.AsSlice()})
			}
		case TypeMX:
			for _, x := range a.MX {
				m.mx[name] = append(m.mx[name], &net.MX{Host: x.Host + ".", Pref: x.Preference})
			}
		}
	}
}

// clientOf is the address whose names stand at a reverse name.
func clientOf(name string) netip.Addr {
	if labels, ok := strings.CutSuffix(name, ".in-addr.arpa"); ok {
		p := Part{Reverse: true}
		addr, _ := netip.ParseAddr(p.transform(labels))
		return addr
	}
	p := Part{Reverse: true}
	nibbles := strings.ReplaceAll(p.transform(strings.TrimSuffix(name, ".ip6.arpa")), ".", "")
	var groups []string
	for ; len(nibbles) >= 4; nibbles = nibbles[4:] {
		groups = append(groups, nibbles[:4])
	}
	addr, _ := netip.ParseAddr(strings.Join(groups, ":"))
	return addr
}

func (m *memory) Resolve(_ context.Context, name string, t Type) (Answer, error) {
	name = strings.ToLower(name)
	if err := m.errs[name]; err != nil {
		return Answer{}, err
	}
	return m.answers[memoryKey{name, t}], nil
}

func (m *memory) LookupTXT(_ context.Context, name string) ([]string, error) {
	name = blitiriName(name)
	return m.texts[name], m.errs[name]
}

func (m *memory) LookupMX(_ context.Context, name string) ([]*net.MX, error) {
	name = blitiriName(name)
	return m.mx[name], m.errs[name]
}

func (m *memory) LookupIPAddr(_ context.Context, name string) ([]net.IPAddr, error) {
	name = blitiriName(name)
	return m.addrs[name], m.errs[name]
}

func (m *memory) LookupAddr(_ context.Context, addr string) ([]string, error) {
	return m.names[addr], nil
}

func blitiriName(name string) string { return strings.ToLower(strings.TrimSuffix(name, ".")) }

type benchCase struct {
	query Query
	ip    net.IP
	dns   *memory
}

func benchCases(b *testing.B) (all []benchCase) {
	built := map[*zone]*memory{}
	for _, c := range loadSuite(b, "rfc7208-tests.yml") {
		if built[c.zone] == nil {
			built[c.zone] = newMemory(b, c.zone)
		}
		all = append(all, benchCase{c.query, c.query.IP.AsSlice(), built[c.zone]})
	}
	return all
}

// contenders check one case each.
var contenders = []struct {
	name  string
	check func(context.Context, *benchCase)
}{
	{"ours", func(ctx context.Context, c *benchCase) { (&Checker{Resolver: c.dns}).Check(ctx, c.query) }},
	{"traced", func(ctx context.Context, c *benchCase) { (&Checker{Resolver: c.dns, Trace: true}).Check(ctx, c.query) }},
	{"blitiri", func(ctx context.Context, c *benchCase) {
		blitiri.CheckHostWithSender(c.ip, c.query.Helo, c.query.MailFrom, blitiri.WithResolver(c.dns), blitiri.WithContext(ctx))
	}},
}

// BenchmarkSuite checks the cases of the RFC 7208 suite, all in one operation,
// beside blitiri.com.ar/go/spf on the same answers.
func BenchmarkSuite(b *testing.B) {
	cases := benchCases(b)
	for _, contender := range contenders {
		b.Run(contender.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for i := range cases {
					contender.check(b.Context(), &cases[i])
				}
			}
			b.ReportMetric(float64(len(cases)*b.N)/b.Elapsed().Seconds(), "checks/s")
		})
	}
}

// BenchmarkRatio runs the contenders in turn and compares their best rounds,
// which holds on a busy machine too: how many checks of ours fit into one of
// blitiri.com.ar/go/spf.
func BenchmarkRatio(b *testing.B) {
	cases := benchCases(b)
	best := make([]time.Duration, len(contenders))
	for b.Loop() {
		for n, contender := range contenders {
			start := time.Now()
			for i := range cases {
				contender.check(b.Context(), &cases[i])
			}
			if took := time.Since(start); best[n] == 0 || took < best[n] {
				best[n] = took
			}
		}
	}
	b.ReportMetric(best[2].Seconds()/best[0].Seconds(), "ours/blitiri")
	b.ReportMetric(best[2].Seconds()/best[1].Seconds(), "traced/blitiri")
}
