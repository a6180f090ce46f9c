package domain

import (
	"context"
	"strings"

	"github.com/hopproof/hopproof/hops/operator"
	"github.com/hopproof/hopproof/internal/dnsname"
	"github.com/hopproof/hopproof/spf"
)

// protection are the domains under which Microsoft 365 names the entry of a
// mail domain, by cloud (external DNS records for Microsoft 365).
var protection = []struct{ domain, cloud string }{
	{"mail.protection.outlook.com", operator.CloudWorldwide},
	{"mail.protection.office365.us", operator.CloudUSGovernment},
	{"mail.protection.partner.outlook.cn", operator.CloudChina},
}

// initialDomains end the first domain of a tenant, by cloud.
var initialDomains = []string{"onmicrosoft.com", "onmicrosoft.us", "partner.onmschina.cn"}

// isInitial reports whether the domain is a tenant's first one.
func isInitial(name string) bool {
	for _, end := range initialDomains {
		if dnsname.Within(name, end) {
			return true
		}
	}
	return false
}

// label is how Microsoft 365 writes a domain into a host name: contoso-example
// for contoso.example. It drops hyphens; then, and below a subdomain, it may add
// some letters and digits, so that only the beginning can be told.
func label(name string) string {
	return strings.ReplaceAll(strings.ReplaceAll(name, "-", ""), ".", "-")
}

// UsualEntry is the name that the entry of Exchange Online Protection for a domain
// usually has, in the worldwide cloud. Only DNS knows the true one, as a rule where
// the name of the domain has a hyphen.
func UsualEntry(name string) string {
	return label(dnsname.Clean(name)) + "." + protection[0].domain
}

// maxLabelTail is the longest such addition that was seen, and some more.
const maxLabelTail = 8

// ownLabel reports whether the first label of host, an entry of Microsoft 365,
// is made of the domain's name.
func (c *check) ownLabel(host string) bool {
	return isInitial(c.name) || fitsLabel(firstLabel(host), c.name)
}

func fitsLabel(got, name string) bool {
	tail, ok := strings.CutPrefix(strings.ReplaceAll(got, "-", ""), strings.ReplaceAll(label(name), "-", ""))
	return ok && len(tail) <= maxLabelTail
}

// microsoft is what DNS shows of Microsoft 365 behind the domain.
type microsoft struct {
	// entry is the name under which Exchange Online Protection takes mail for
	// the domain, if it is known; cloud its cloud.
	entry, cloud string
	// mx, autodiscover and selectors are marks that only a domain in Microsoft
	// 365 bears; sends is whether SPF names Microsoft 365.
	mx, autodiscover, selectors, sends bool
	// unsure is whether a question got no answer.
	unsure   bool
	evidence []Evidence
}

// receives reports whether Microsoft 365 has the domain.
func (m *microsoft) receives() bool {
	return m.mx || m.entry != "" || m.autodiscover || m.selectors
}

// inUse reports whether more than the entry shows Microsoft 365: that one is made
// for a domain that is only being set up as well.
func (m *microsoft) inUse() bool { return m.mx || m.selectors || m.autodiscover || m.sends }

// found reports whether anything shows Microsoft 365.
func (m *microsoft) found() bool { return m.receives() || m.sends }

// seekMicrosoft looks for Microsoft 365 behind whatever the MX says.
func (c *check) seekMicrosoft(ctx context.Context) {
	m := &c.microsoft
	for i := range c.mx.hosts {
		if x := &c.mx.hosts[i]; x.isMicrosoft() {
			m.mx = true
			if m.entry == "" && x.Kind == KindMicrosoft && !x.Missing {
				m.entry, m.cloud = x.Host, x.Cloud
			}
		}
	}
	m.unsure = c.mx.failed
	if m.mx {
		m.evidence = append(m.evidence, c.mx.evidence)
	}
	if m.entry == "" {
		c.seekEntry(ctx)
	}
	c.seekAutodiscover(ctx)
}

// seekEntry asks for the entry that Microsoft 365 would have made for the
// domain: it has an address only if the domain is set up there. No address
// proves nothing, since the name is a guess; with a hyphen in the domain it could
// be the entry of another one.
func (c *check) seekEntry(ctx context.Context) {
	m := &c.microsoft
	first := label(c.name)
	if isInitial(c.name) {
		first = firstLabel(c.name)
	} else if strings.Contains(c.name, "-") {
		return
	}
	if len(first) > dnsname.MaxLabel {
		return
	}
	for _, p := range protection {
		name := first + "." + p.domain
		answer, e, err := c.dns.ask(ctx, name, spf.TypeA)
		m.unsure = m.unsure || err != nil
		if err != nil || len(answer.Addrs) > 0 {
			m.evidence = append(m.evidence, e)
		}
		if len(answer.Addrs) > 0 {
			m.entry, m.cloud = name, p.cloud
			return
		}
	}
}

// autodiscover are the names at which Exchange Online tells mail programs where
// their mailboxes are.
var autodiscover = []string{
	"autodiscover.outlook.com", "autodiscover.office365.us", "autodiscover-dod.office365.us",
	"autodiscover.partner.outlook.cn",
}

func (c *check) seekAutodiscover(ctx context.Context) {
	name := "autodiscover." + c.name
	if !dnsname.IsHost(name) {
		return
	}
	answer, e, err := c.dns.ask(ctx, name, spf.TypeCNAME)
	c.microsoft.unsure = c.microsoft.unsure || err != nil
	if err != nil {
		c.microsoft.evidence = append(c.microsoft.evidence, e)
	}
	for _, host := range answer.Hosts {
		for _, known := range autodiscover {
			if dnsname.Clean(host) == known {
				c.microsoft.autodiscover = true
				c.microsoft.evidence = append(c.microsoft.evidence, e)
				return
			}
		}
	}
}
