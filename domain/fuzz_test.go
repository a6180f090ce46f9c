package domain_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"net/netip"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/hopproof/hopproof/domain"
	"github.com/hopproof/hopproof/spf"
)

// hostile answers every question out of a seed and a text: no answer, nothing,
// or more than there should be, with names that lead to each other.
type hostile struct {
	seed  uint64
	text  string
	asked int
}

func (h *hostile) roll(name string, kind string) uint64 {
	f := fnv.New64a()
	fmt.Fprint(f, h.seed, strings.ToLower(name), kind)
	return f.Sum64()
}

// names that a hostile zone likes to point to.
var names = []string{
	"contoso.example", "a.contoso.example", "", ".", "..", "192.0.2.1", "contoso-example.mail.protection.outlook.com",
	"x.p-v1.mx.microsoft", "mx1.hornetsecurity.com", "mx1.improvmx.com", "aspmx.l.google.com", "smtp.office365.com",
	"selector1-contoso-example._domainkey.contoso.onmicrosoft.com", "selector2-x._domainkey.y.r-v1.dkim.mail.microsoft",
	"autodiscover.outlook.com", "\x00\xff", "sp ace.example", strings.Repeat("a.", 130) + "example", strings.Repeat("b", 70) + ".example",
}

func (h *hostile) texts(n uint64) []string {
	all := []string{
		h.text, "v=spf1 " + h.text, "v=DMARC1; " + h.text, "v=STSv1; id=1", "v=TLSRPTv1; " + h.text, "v=DKIM1; p=" + h.text,
		"v=spf1 include:a.contoso.example include:%{i}.contoso.example mx a:b.example redirect=contoso.example",
		"v=spf1 exists:%{l}.%{i}.x.example ptr include:include.example " + h.text + " -all",
		"v=DMARC1; p=reject; sp=" + h.text + "; rua=mailto:a@b.example,mailto:c@d.example!10m," + h.text,
		"v=DMARC1; p=none; psd=y", "dmarc1 " + h.text, names[n%uint64(len(names))],
	}
	first := int(n % uint64(len(all)))
	return all[first:min(len(all), first+int(n>>8%4))]
}

func (h *hostile) Resolve(_ context.Context, name string, t spf.Type) (a spf.Answer, err error) {
	h.asked++
	n := h.roll(name, t.String())
	if n%11 == 0 {
		return a, errors.New("no answer")
	}
	a.Secure, a.Missing = n%2 == 0, n%13 == 0
	switch t {
	case spf.TypeTXT:
		a.Texts = h.texts(n >> 4)
	case spf.TypeMX:
		for i := range n >> 4 % 4 * 100 {
			host := names[(n>>8+i)%uint64(len(names))]
			if i > 20 {
				host = fmt.Sprint("mx", i, ".contoso.example")
			}
			a.MX = append(a.MX, spf.MX{Preference: uint16(n >> (i % 32)), Host: host})
		}
	case spf.TypeA:
		for i := range n >> 4 % 40 {
			a.Addrs = append(a.Addrs, netip.AddrFrom4([4]byte{byte(n >> 8), byte(n >> 16), byte(i), 1}))
		}
	case spf.TypeAAAA:
		if n%3 == 0 {
			a.Addrs = append(a.Addrs, netip.MustParseAddr("::ffff:192.0.2.1"), netip.Addr{})
		}
	default:
		if n%3 > 0 {
			a.Hosts = []string{names[n>>4%uint64(len(names))]}
		}
	}
	return a, nil
}

func (h *hostile) TLSA(_ context.Context, name string) ([]domain.TLSA, bool, error) {
	h.asked++
	n := h.roll(name, "TLSA")
	if n%5 == 0 {
		return nil, false, errors.New("no answer")
	}
	return make([]domain.TLSA, n>>4%300), n%2 == 0, nil
}

// FuzzCheck: whatever DNS and the policy server say, a check ends, asks no more
// than it may, and gives a report of bounded size whose items keep their shape.
func FuzzCheck(f *testing.F) {
	f.Add(uint64(1), "ip4:192.0.2.1 -all", "version: STSv1\nmode: enforce\nmx: *.contoso.example\nmax_age: 1", "contoso.example")
	f.Add(uint64(2), "p=reject; pct=1; rua=mailto:x", "", "mail.contoso.example.")
	f.Add(uint64(3), "\u017fpf DMARC1 \u0130", "mx: *.", "xn--bcher-kva.example")
	f.Add(uint64(4), strings.Repeat("ip4:10.0.0.1 ", 500), strings.Repeat("mx: a\n", 9000), "a.b.c.d.e.f.g.h.i.j.contoso.example")
	f.Add(uint64(5), "", "x", strings.Repeat("a.", 120)+"example")
	for seed := range uint64(60) {
		f.Add(seed+100, "include:contoso.example", "version: STSv1", "contoso.example")
	}
	f.Fuzz(func(t *testing.T, seed uint64, text, policy, name string) {
		h := &hostile{seed: seed, text: text}
		q := domain.Query{Name: name, Services: []string{"spf.contoso.example", text}, RelayIP: []netip.Prefix{
			netip.MustParsePrefix("198.51.100.0/28"), netip.MustParsePrefix("2001:db8::/64"), {}}}
		r := domain.Check(t.Context(), q, domain.Options{Resolver: h,
			Policy: func(context.Context, string) ([]byte, error) { return []byte(policy), nil }})
		if h.asked > domain.MaxQuestions || h.asked != r.Questions {
			t.Errorf("%d questions, %d reported", h.asked, r.Questions)
		}
		if len(r.Exchangers) > domain.MaxExchangers {
			t.Errorf("%d exchangers", len(r.Exchangers))
		}
		if r.Scenario.Code == "" || len(r.Items) == 0 {
			t.Error("nothing is said")
		}
		checkShape(t, &r)
		out, err := json.Marshal(r)
		if limit := 4<<20 + 500*(len(text)+len(policy)+len(name)); err != nil || len(out) > limit || !utf8.Valid(out) {
			t.Errorf("%d bytes of JSON, %v", len(out), err)
		}
	})
}
