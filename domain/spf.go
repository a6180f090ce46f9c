package domain

import (
	"context"
	"net/netip"
	"strconv"

	"github.com/hopproof/hopproof/header/suffix"
	"github.com/hopproof/hopproof/hops/operator"
	"github.com/hopproof/hopproof/spf"
)

// The limits of an evaluation (RFC 7208 section 4.6.4).
const (
	maxLookups  = 10
	manyLookups = 9 // one more service may break it
)

func (c *check) judgeSPF(ctx context.Context) {
	s := &c.spf
	switch {
	case s.failed:
		c.failed(TopicSPF, "spf-unknown", s.evidence)
		return
	case len(s.records) == 0:
		c.noSPF()
		return
	case len(s.records) > 1: // RFC 7208 section 4.5
		c.item(TopicSPF, "spf-several").problem(Error).with("count", strconv.Itoa(len(s.records))).seen(s.evidence).
			fix(c.mergedSPF()...)
		return
	}
	c.judgeRecord()
	if s.result.Status == spf.PermError && s.result.Reason.Code == spf.ReasonSyntax {
		return // nobody passes
	}
	c.judgeMicrosoftSPF(ctx)
	c.judgeFilterSPF(ctx)
	for _, prefix := range c.query.RelayIP {
		c.judgeRelay(ctx, prefix)
	}
	for _, service := range c.query.Services {
		c.judgeService(ctx, cleanName(service))
	}
}

func (c *check) spfItem(code string) *Item {
	return c.item(TopicSPF, code).with("record", c.report.SPF.Record).seen(c.spf.evidence)
}

// noSPF: a domain that takes mail should say who sends it; one that takes none,
// that nobody does (RFC 7505 section 4.2).
func (c *check) noSPF() {
	i := c.item(TopicSPF, "spf-none").problem(Warning).seen(c.spf.evidence)
	if c.microsoft.receives() {
		i.Severity = Error
	}
	i.fix(to(c.name, "TXT", "", c.wantedSPF()))
}

// judgeRecord judges the record as a whole.
func (c *check) judgeRecord() {
	r := &c.spf.result
	switch {
	case r.Status == spf.TempError:
		e := unanswered(r.Trace)
		c.spfItem("spf-include-unknown").unknown().with("domain", e.Name).with("error", e.Error).seen(e)
	case r.Status != spf.PermError && r.Lookups >= manyLookups:
		c.spfItem("spf-many-lookups").advice().with("lookups", strconv.Itoa(r.Lookups)).
			with("limit", strconv.Itoa(maxLookups))
	case r.Status != spf.PermError:
		c.spfItem("spf-record").with("lookups", strconv.Itoa(r.Lookups))
	case r.Reason.Code == spf.ReasonLookups:
		c.spfItem("spf-too-many-lookups").problem(Error).with("limit", strconv.Itoa(maxLookups))
	default:
		i := c.spfItem("spf-permerror").problem(Error).with("reason", r.Reason.Code).with("domain", r.Reason.Domain)
		if r.Reason.Domain == c.name || r.Reason.Domain == "" {
			i.fix(c.spfChange()...)
		}
	}
}

// unanswered is the question of an evaluation that got no answer.
func unanswered(trace []spf.Step) Evidence {
	for i := range trace {
		for _, q := range trace[i].Questions {
			if q.Err != "" {
				return Evidence{Name: q.Name, Type: q.Type.String(), Error: q.Err}
			}
		}
	}
	return Evidence{}
}

// judgeMicrosoftSPF: what leaves Microsoft 365 comes from Microsoft's addresses.
func (c *check) judgeMicrosoftSPF(ctx context.Context) {
	include := c.microsoftSPF()
	known := c.microsoft.cloud != "" // else any cloud's will do
	switch {
	case c.spf.names[include], c.microsoft.sends && !known:
		c.spfItem("spf-microsoft").with("include", include)
	case !c.microsoft.receives():
	case include == microsoftSPFs[operator.CloudWorldwide] && c.evaluate(ctx, outbound, false).Status == spf.Pass:
		c.spfItem("spf-microsoft-by-hand").advice().with("include", include)
	case !c.microsoft.inUse():
		c.spfItem("spf-microsoft-unused").advice().with("include", include)
	case c.spf.whole():
		c.spfItem("spf-microsoft-missing").problem(Error).with("include", include).fix(c.spfChange()...)
	case c.spf.result.Status == spf.TempError:
		c.spfItem("spf-microsoft-unknown").unknown().with("include", include)
	}
}

// outbound is an address from which Microsoft 365 sends (Office 365 endpoints
// web service).
var outbound = netip.MustParseAddr("40.107.0.1")

// judgeFilterSPF: a filter that passes on what the domain sends has to be named
// as well.
func (c *check) judgeFilterSPF(ctx context.Context) {
	x := c.filter()
	if x == nil {
		return
	}
	row, _ := findMXHost(x.Host)
	switch {
	case c.names(ctx, x):
		c.spfItem("spf-filter").with("product", x.Product)
	case row.spf != "":
		c.spfItem("spf-filter-missing").problem(Warning).with("product", x.Product).with("include", row.spf).
			with("source", sourceThirdParty).fix(c.spfChange()...)
	default:
		c.spfItem("spf-filter-missing-unnamed").problem(Warning).with("product", x.Product).
			with("source", sourceThirdParty)
	}
}

// names reports whether the record names the service of x: by a domain of the
// same owner, or by the address of x itself.
func (c *check) names(ctx context.Context, x *Exchanger) bool {
	owner := cleanName(suffix.Organizational(x.Host))
	class := operator.Host(x.Host).Operator
	for name := range c.spf.names {
		if within(name, owner) || class != "" && operator.Host(name).Operator == class {
			return true
		}
	}
	return len(x.Addresses) > 0 && c.evaluate(ctx, x.Addresses[0], false).Status == spf.Pass
}

// judgeRelay checks an address from which the domain's own servers send; of a
// range, its first and its last one.
func (c *check) judgeRelay(ctx context.Context, prefix netip.Prefix) {
	class := operator.Addr(prefix.Addr())
	switch {
	case !class.IsPublic():
		c.item(TopicSPF, "relay-not-public").problem(Error).with("ip", prefixText(prefix))
		return
	case class.Operator == operator.Microsoft:
		c.item(TopicSPF, "relay-microsoft").problem(Error).with("ip", prefixText(prefix))
		return
	}
	worst := spf.Pass
	for _, ip := range ends(prefix) {
		if status := c.evaluate(ctx, ip, false).Status; status != spf.Pass {
			worst = status
		}
	}
	c.judgeStatus("relay", worst, "ip", prefixText(prefix))
}

// judgeStatus says what SPF gives for a sender. code is "relay" or "service".
func (c *check) judgeStatus(sender string, status spf.Status, name, value string) {
	code := map[string][3]string{
		"relay":   {"spf-relay-pass", "spf-relay-unknown", "spf-relay-fail"},
		"service": {"spf-service-pass", "spf-service-unknown", "spf-service-fail"},
	}[sender]
	switch status {
	case spf.Pass:
		c.spfItem(code[0]).with(name, value)
	case spf.TempError:
		c.spfItem(code[1]).unknown().with(name, value)
	case spf.PermError: // the record has to be mended first
		c.spfItem(code[2]).problem(Error).with(name, value).with("result", status.String())
	case spf.Fail:
		c.spfItem(code[2]).problem(Error).with(name, value).with("result", status.String()).fix(c.spfChange()...)
	default:
		c.spfItem(code[2]).problem(Warning).with(name, value).with("result", status.String()).fix(c.spfChange()...)
	}
}

// ends are the first and the last address of a range.
func ends(prefix netip.Prefix) []netip.Addr {
	prefix = prefix.Masked()
	first := prefix.Addr()
	if prefix.IsSingleIP() {
		return []netip.Addr{first}
	}
	bytes := first.AsSlice()
	for bit := prefix.Bits(); bit < first.BitLen(); bit++ {
		bytes[bit/8] |= 0x80 >> (bit % 8)
	}
	last, _ := netip.AddrFromSlice(bytes)
	return []netip.Addr{first, last}
}

// judgeService checks another sender: by its own SPF record, which is then to
// be included, else by the addresses of the host.
func (c *check) judgeService(ctx context.Context, host string) {
	if !isName(host) {
		c.item(TopicSPF, "service-invalid").problem(Error).with("service", host)
		return
	}
	answer, e, err := c.dns.ask(ctx, host, spf.TypeTXT)
	published := false
	for _, text := range answer.Texts {
		published = published || spf.IsRecord(text)
	}
	switch {
	case c.spf.names[host]:
		c.spfItem("spf-service-included").with("service", host)
	case err != nil:
		c.failed(TopicSPF, "service-unknown", e)
	case published:
		c.spfItem("spf-service-missing").problem(Error).with("service", host).fix(c.spfChange()...)
	default:
		c.judgeServiceHost(ctx, host)
	}
}

func (c *check) judgeServiceHost(ctx context.Context, host string) {
	x := Exchanger{Host: host}
	c.resolve(ctx, &x)
	switch {
	case x.Unanswered:
		c.failed(TopicSPF, "service-unknown", x.evidence[0])
		return
	case x.Missing:
		c.item(TopicSPF, "service-missing").problem(Error).with("service", host).seen(x.evidence...)
		return
	}
	worst := spf.Pass
	for _, ip := range x.Addresses {
		if status := c.evaluate(ctx, ip, false).Status; status != spf.Pass {
			worst = status
		}
	}
	c.judgeStatus("service", worst, "service", host)
}
