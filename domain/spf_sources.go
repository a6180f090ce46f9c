package domain

import (
	"context"
	"net/netip"

	"github.com/hopproof/hopproof/header/suffix"
	"github.com/hopproof/hopproof/hops/operator"
	"github.com/hopproof/hopproof/internal/dnsname"
	"github.com/hopproof/hopproof/internal/iprange"
	"github.com/hopproof/hopproof/spf"
)

// outbound is an address from which Microsoft 365 sends (Office 365 endpoints
// web service).
var outbound = netip.MustParseAddr("40.107.0.1")

// microsoft: what leaves Microsoft 365 comes from Microsoft's addresses.
func (a *advice) microsoft(ctx context.Context) {
	m, s := &a.check.microsoft, &a.check.spf
	cloud := a.check.spfCloud()
	include := spf.Clouds()[cloud]
	named := s.names[include] || m.sends && m.cloud == "" // of an unknown cloud any name will do
	if m.inUse() && !named && !a.unsure() {
		a.sources.Cloud = cloud
	}
	switch {
	case !a.speak:
	case named:
		a.say("spf-microsoft").with("include", include)
	case !m.receives():
	case cloud == "worldwide" && a.check.evaluate(ctx, outbound, false).Status == spf.Pass:
		a.say("spf-microsoft-by-hand").advice().with("include", include)
	case !m.inUse():
		a.say("spf-microsoft-unused").advice().with("include", include)
	case a.unsure():
		a.say("spf-microsoft-unknown").unknown().with("include", include)
	default:
		a.want(a.say("spf-microsoft-missing").problem(Error).with("include", include))
	}
}

// unsure reports whether a part of the record got no answer: what it names is
// then not known.
func (a *advice) unsure() bool { return a.check.spf.result.Status == spf.TempError }

// filter: a filter that passes on what the domain sends has to be named as well.
func (a *advice) filter(ctx context.Context) {
	x := a.check.filter()
	if x == nil {
		return
	}
	named := a.names(ctx, x)
	row, _ := findMXHost(x.Host)
	if !named && row.spf != "" && !a.unsure() {
		a.sources.Includes = append(a.sources.Includes, row.spf)
	}
	switch {
	case !a.speak:
	case named:
		a.say("spf-filter").with("product", x.Product)
	case a.unsure():
		a.say("spf-filter-unknown").unknown().with("product", x.Product)
	case row.spf != "":
		a.want(a.say("spf-filter-missing").problem(Warning).with("product", x.Product).with("include", row.spf).
			with("source", sourceThirdParty))
	default:
		a.say("spf-filter-missing-unnamed").problem(Warning).with("product", x.Product).
			with("source", sourceThirdParty)
	}
}

// names reports whether the record names the service of x: by a domain of the
// same owner, or by the address of x itself.
func (a *advice) names(ctx context.Context, x *Exchanger) bool {
	owner := dnsname.Clean(suffix.Organizational(x.Host))
	class := operator.Host(x.Host).Operator
	for name := range a.check.spf.names {
		if dnsname.Within(name, owner) || class != "" && operator.Host(name).Operator == class {
			return true
		}
	}
	return len(x.Addresses) > 0 && a.check.evaluate(ctx, x.Addresses[0], false).Status == spf.Pass
}

// relay checks an address from which the domain's own servers send; of a range,
// its first and its last one.
func (a *advice) relay(ctx context.Context, prefix netip.Prefix) {
	ip := iprange.Text(prefix)
	switch class := operator.Addr(prefix.Addr()); {
	case !class.IsPublic():
		a.check.item(TopicSPF, "relay-not-public").problem(Error).with("ip", ip)
		return
	case class.Operator == operator.Microsoft:
		a.check.item(TopicSPF, "relay-microsoft").problem(Error).with("ip", ip)
		return
	}
	status := a.worst(ctx, ends(prefix))
	if a.isMissing(status) {
		a.sources.Addresses = append(a.sources.Addresses, prefix.Masked())
	}
	a.result(relayCodes, status, "ip", ip)
}

// ends are the first and the last address of a range.
func ends(prefix netip.Prefix) []netip.Addr {
	first := prefix.Masked().Addr()
	if prefix.IsSingleIP() {
		return []netip.Addr{first}
	}
	return []netip.Addr{first, iprange.Last(prefix)}
}

// service checks another sender: by its own SPF record, which is then to be
// included, else by the addresses of the host.
func (a *advice) service(ctx context.Context, host string) {
	if !dnsname.IsHost(host) {
		a.check.item(TopicSPF, "service-invalid").problem(Error).with("service", host)
		return
	}
	answer, e, err := a.check.dns.ask(ctx, host, spf.TypeTXT)
	published := false
	for _, text := range answer.Texts {
		published = published || spf.IsRecord(text)
	}
	switch {
	case a.check.spf.names[host]:
		a.say("spf-service-included").with("service", host)
	case err != nil:
		a.check.failed(TopicSPF, "service-unknown", e)
	case published:
		a.sources.Includes = append(a.sources.Includes, host)
		if a.speak {
			a.want(a.say("spf-service-missing").problem(Error).with("service", host))
		}
	default:
		a.serviceHost(ctx, host)
	}
}

func (a *advice) serviceHost(ctx context.Context, host string) {
	x := Exchanger{Host: host}
	a.check.resolve(ctx, &x)
	switch {
	case x.Unanswered:
		a.check.failed(TopicSPF, "service-unknown", x.evidence[0])
		return
	case x.Missing:
		a.check.item(TopicSPF, "service-missing").problem(Error).with("service", host).seen(x.evidence...)
		return
	}
	status := a.worst(ctx, x.Addresses)
	if a.isMissing(status) {
		for _, addr := range x.Addresses {
			a.sources.Addresses = append(a.sources.Addresses, netip.PrefixFrom(addr, addr.BitLen()))
		}
	}
	a.result(serviceCodes, status, "service", host)
}
