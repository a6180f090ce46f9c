package spf

import (
	"context"
	"errors"
	"maps"
	"net/netip"
	"strings"
)

// zone is a Resolver of maps that reads like a zone file. A CNAME is followed
// as a resolver would; a name is Missing if no map knows it.
type zone struct {
	txt   map[string][]string
	a     map[string][]string // addresses of both families
	mx    map[string][]string // hosts, in the order of preference
	ptr   map[string][]string // by address or reverse name
	cname map[string]string
	// fail are the names that get no answer, or, with a type before them and a
	// blank, only questions of that type: "TXT example.com".
	fail map[string]bool
	// asked counts the questions.
	asked int
}

func newZone() *zone {
	return &zone{txt: map[string][]string{}, a: map[string][]string{}, mx: map[string][]string{},
		ptr: map[string][]string{}, cname: map[string]string{}, fail: map[string]bool{}}
}

func (z *zone) clone() *zone {
	return &zone{txt: maps.Clone(z.txt), a: maps.Clone(z.a), mx: maps.Clone(z.mx),
		ptr: maps.Clone(z.ptr), cname: maps.Clone(z.cname), fail: maps.Clone(z.fail)}
}

var errTimeout = errors.New("timeout")

func (z *zone) Resolve(ctx context.Context, name string, t Type) (Answer, error) {
	z.asked++
	key := strings.ToLower(name)
	if t == TypePTR {
		return z.pointers(key)
	}
	for range 10 {
		if z.fail[key] || z.fail[t.String()+" "+key] {
			return Answer{}, errTimeout
		}
		next, ok := z.cname[key]
		if !ok {
			break
		}
		key = strings.ToLower(next)
	}
	if _, loop := z.cname[key]; loop {
		return Answer{}, errors.New("a loop of aliases")
	}
	a := Answer{Missing: z.txt[key] == nil && z.a[key] == nil && z.mx[key] == nil}
	switch t {
	case TypeTXT:
		a.Texts = z.txt[key]
	case TypeA, TypeAAAA:
		for _, s := range z.a[key] {
			if addr := netip.MustParseAddr(s); addr.Is4() == (t == TypeA) {
				a.Addrs = append(a.Addrs, addr)
			}
		}
	case TypeMX:
		for _, host := range z.mx[key] {
			a.MX = append(a.MX, MX{Preference: 10, Host: host})
		}
	}
	return a, nil
}

// pointers answers for a reverse name, which a zone writes as an address or in
// full.
func (z *zone) pointers(name string) (Answer, error) {
	if z.fail[name] {
		return Answer{}, errTimeout
	}
	if hosts, ok := z.ptr[name]; ok {
		return Answer{Hosts: hosts}, nil
	}
	for key, hosts := range z.ptr {
		if addr, err := netip.ParseAddr(key); err == nil && strings.EqualFold(reverseName(addr), name) {
			return Answer{Hosts: hosts}, nil
		}
	}
	return Answer{Missing: true}, nil
}
