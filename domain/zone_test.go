package domain_test

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"net/netip"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/hopproof/hopproof/domain"
	"github.com/hopproof/hopproof/spf"
)

// zone is a file of testdata: records one a line, what to ask, and what must
// come of it.
//
//	check NAME           the domain to check
//	relay PREFIX         an address of its relay
//	service HOST         another sender
//	policy LINE          a line of its MTA-STS policy; "policy !WORDS": no answer
//	secure NAME          DNSSEC proves every answer for the name
//	NAME TYPE DATA       a record; "NAME TYPE !WORDS": no answer
//	= ...                what is expected, as expected writes it
type zone struct {
	query   domain.Query
	records map[string]map[string][]string // by name, then type
	secure  map[string]bool
	policy  []string
	asked   map[string]int
	asking  sync.Mutex
	want    string
}

func readZone(t *testing.T, paths ...string) *zone {
	t.Helper()
	z := &zone{records: map[string]map[string][]string{}, secure: map[string]bool{}, asked: map[string]int{}}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for line := range bytes.Lines(text) {
			z.line(t, strings.TrimRight(string(line), "\n"))
		}
	}
	return z
}

func (z *zone) line(t *testing.T, line string) {
	t.Helper()
	if strings.HasPrefix(line, "=") || strings.HasPrefix(line, ">") {
		z.want += line + "\n"
		return
	}
	line, _, _ = strings.Cut(line, " ;")
	word, rest, _ := strings.Cut(line, " ")
	rest = strings.TrimSpace(rest)
	switch {
	case line == "" || line[0] == ';':
	case word == "check":
		z.query.Name = rest
	case word == "relay":
		z.query.RelayIP = append(z.query.RelayIP, prefix(t, rest))
	case word == "service":
		z.query.Services = append(z.query.Services, rest)
	case word == "policy":
		z.policy = append(z.policy, rest)
	case word == "secure":
		z.secure[rest] = true
	default:
		kind, data, _ := strings.Cut(rest, " ")
		z.add(strings.ToLower(word), kind, strings.TrimSpace(data))
	}
}

func prefix(t *testing.T, text string) netip.Prefix {
	t.Helper()
	if p, err := netip.ParsePrefix(text); err == nil {
		return p
	}
	addr, err := netip.ParseAddr(text)
	if err != nil {
		t.Fatal(err)
	}
	return netip.PrefixFrom(addr, addr.BitLen())
}

func (z *zone) add(name, kind, data string) {
	if z.records[name] == nil {
		z.records[name] = map[string][]string{}
	}
	z.records[name][kind] = append(z.records[name][kind], data)
}

// find follows aliases, as a resolver does.
func (z *zone) find(name, kind string) (data []string, missing bool, err error) {
	z.asking.Lock()
	z.asked[kind+" "+name]++
	z.asking.Unlock()
	name = strings.ToLower(name)
	for range 8 {
		types, ok := z.records[name]
		if !ok {
			types, ok = z.wildcard(name)
		}
		data = types[kind]
		switch {
		case len(data) > 0 && strings.HasPrefix(data[len(data)-1], "!"):
			return nil, false, errors.New(data[len(data)-1][1:])
		case len(data) > 0 || len(types["CNAME"]) == 0:
			return data, !ok, nil
		}
		name = strings.ToLower(types["CNAME"][0])
	}
	return nil, false, errors.New("a loop of aliases")
}

// wildcard finds the records of a "*" above name.
func (z *zone) wildcard(name string) (map[string][]string, bool) {
	for dot := strings.IndexByte(name, '.'); dot >= 0; dot = strings.IndexByte(name, '.') {
		name = name[dot+1:]
		if types, ok := z.records["*."+name]; ok {
			return types, true
		}
	}
	return nil, false
}

func (z *zone) Resolve(_ context.Context, name string, t spf.Type) (spf.Answer, error) {
	data, missing, err := z.find(name, t.String())
	a := spf.Answer{Missing: missing, Secure: z.secure[strings.ToLower(name)]}
	for _, text := range data {
		switch t {
		case spf.TypeA, spf.TypeAAAA:
			a.Addrs = append(a.Addrs, netip.MustParseAddr(text))
		case spf.TypeTXT:
			a.Texts = append(a.Texts, text)
		case spf.TypeMX:
			preference, host, _ := strings.Cut(text, " ")
			n, _ := strconv.Atoi(preference)
			a.MX = append(a.MX, spf.MX{Preference: uint16(n), Host: strings.TrimSuffix(host, ".")})
		default:
			a.Hosts = append(a.Hosts, text)
		}
	}
	return a, err
}

func (z *zone) TLSA(_ context.Context, name string) ([]domain.TLSA, bool, error) {
	data, _, err := z.find(name, "TLSA")
	var list []domain.TLSA
	for _, text := range data {
		f := strings.Fields(text)
		n := func(i int) uint8 { v, _ := strconv.Atoi(f[i]); return uint8(v) }
		raw, _ := hex.DecodeString(f[3])
		list = append(list, domain.TLSA{Usage: n(0), Selector: n(1), Matching: n(2), Data: raw})
	}
	return list, z.secure[name], err
}

func (z *zone) options() domain.Options {
	o := domain.Options{Resolver: z}
	if len(z.policy) > 0 {
		o.Policy = func(context.Context, string) ([]byte, error) {
			if words, fails := strings.CutPrefix(z.policy[0], "!"); fails {
				return nil, errors.New(words)
			}
			return []byte(strings.Join(z.policy, "\r\n")), nil
		}
	}
	return o
}

func (z *zone) check(t *testing.T) domain.Report {
	t.Helper()
	return domain.Check(t.Context(), z.query, z.options())
}
