package domain

import (
	"context"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"github.com/hopproof/hopproof/hops/operator"
	"github.com/hopproof/hopproof/internal/dnsname"
	"github.com/hopproof/hopproof/spf"
)

// MaxExchangers is how many MX hosts a check looks at; the most preferred ones.
const MaxExchangers = 10

// mx is what the MX question gave.
type mx struct {
	evidence Evidence
	// failed is whether it got no answer; null whether the domain takes no mail
	// (RFC 7505).
	failed, null bool
	secure       bool
	// implicit is whether mail goes to the name itself for want of an MX.
	implicit bool
	// none is the evidence that there is nowhere to send mail to.
	none  []Evidence
	hosts []Exchanger
	// replaced is whether an MX was to become the wanted one: others go.
	replaced bool
}

func (c *check) askMX(ctx context.Context) {
	answer, e, err := c.dns.ask(ctx, c.name, spf.TypeMX)
	c.mx = mx{evidence: e, failed: err != nil, secure: answer.Secure}
	switch {
	case err != nil:
		c.failed(TopicMX, "mx-unknown", e)
	case len(answer.MX) == 0:
		c.noMX(ctx)
	default:
		c.readMX(ctx, answer.MX)
	}
}

// noMX: without an MX, mail goes to the address of the name itself (RFC 5321
// section 5.1).
func (c *check) noMX(ctx context.Context) {
	x := Exchanger{Host: c.name, Kind: KindSelf}
	c.resolve(ctx, &x)
	switch {
	case x.Unanswered:
		c.item(TopicMX, "mx-none-unknown").unknown().seen(c.mx.evidence).seen(x.evidence...)
		c.mx.failed = true
	case x.Missing:
		c.mx.none = x.evidence
	default:
		c.mx.implicit = true
		c.mx.hosts = []Exchanger{x}
	}
}

func (c *check) readMX(ctx context.Context, list []spf.MX) {
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b spf.MX) int { return int(a.Preference) - int(b.Preference) })
	c.nullMX(list)
	list = slices.DeleteFunc(list, func(mx spf.MX) bool { return isNull(mx.Host) })
	if n := len(list); n > MaxExchangers {
		c.item(TopicMX, "mx-many").advice().with("count", strconv.Itoa(n)).
			with("checked", strconv.Itoa(MaxExchangers)).seen(c.mx.evidence)
		list = list[:MaxExchangers]
	}
	c.dns.prefetch(ctx, hostQuestions(list))
	for _, mx := range list {
		x := Exchanger{Preference: mx.Preference, Host: dnsname.Clean(mx.Host)}
		c.lookAt(ctx, &x)
		c.mx.hosts = append(c.mx.hosts, x)
	}
}

// takesNoMail reports whether the domain has no host for mail; then what is said
// about the way to it does not matter.
func (c *check) takesNoMail() bool { return c.mx.null || c.mx.none != nil }

func isNull(host string) bool { return host == "" || host == "." }

// nullMX: an MX of the root alone says that the domain takes no mail; beside
// others it means nothing (RFC 7505 section 3).
func (c *check) nullMX(list []spf.MX) {
	nulls := 0
	record := ""
	for _, mx := range list {
		if isNull(mx.Host) {
			nulls++
			record = strconv.Itoa(int(mx.Preference)) + " ."
		}
	}
	switch {
	case nulls == len(list):
		c.mx.null = true
		c.item(TopicMX, "mx-null").seen(c.mx.evidence)
	case nulls > 0:
		c.item(TopicMX, "mx-null-mixed").problem(Error).seen(c.mx.evidence).fix(to(c.name, "MX", record, ""))
	}
}

// lookAt finds out what x is.
func (c *check) lookAt(ctx context.Context, x *Exchanger) {
	if _, err := netip.ParseAddr(x.Host); err == nil {
		x.Kind = KindAddress
		return
	}
	if !dnsname.IsHost(x.Host) {
		x.Kind, x.Missing = KindOther, true
		return
	}
	alias, e, err := c.dns.ask(ctx, x.Host, spf.TypeCNAME)
	if err == nil && len(alias.Hosts) > 0 {
		x.Alias = dnsname.Clean(alias.Hosts[0])
		x.evidence = append(x.evidence, e)
	}
	c.resolve(ctx, x)
	x.classify(c.name, c.query.RelayIP)
}

// resolve asks for the addresses of x.
func (c *check) resolve(ctx context.Context, x *Exchanger) {
	x.Secure = true
	failed := 0
	for _, t := range []spf.Type{spf.TypeA, spf.TypeAAAA} {
		answer, e, err := c.dns.ask(ctx, x.Host, t)
		x.evidence = append(x.evidence, e)
		if err != nil {
			failed++
			continue
		}
		x.Secure = x.Secure && answer.Secure
		for _, addr := range answer.Addrs {
			if len(x.Addresses) < maxEvidence && addr.IsValid() {
				x.Addresses = append(x.Addresses, addr.Unmap())
			}
		}
	}
	x.Secure = x.Secure && failed < 2
	x.partly = failed > 0
	// One family with an address is enough to deliver.
	x.Unanswered = x.partly && len(x.Addresses) == 0
	x.Missing = !x.partly && len(x.Addresses) == 0
}

// judgeMX says what is to be said of each exchanger, then of all together.
func (c *check) judgeMX() {
	switch {
	case c.mx.none != nil:
		c.item(TopicMX, "mx-none").problem(Error).seen(c.mx.evidence).seen(c.mx.none...).fix(c.wantedMX(""))
	case c.mx.implicit && c.microsoft.inUse():
		c.hostItem("mx-implicit-microsoft", &c.mx.hosts[0]).problem(Error).fix(c.wantedMX(""))
	case c.mx.implicit:
		c.hostItem("mx-implicit", &c.mx.hosts[0]).advice().fix(to(c.name, "MX", "", "10 "+c.name))
	}
	if c.mx.implicit {
		return
	}
	reachable := slices.ContainsFunc(c.mx.hosts, func(x Exchanger) bool { return x.publicAddress() || x.partly })
	broken := Error
	if reachable {
		broken = Warning // senders try the next one
	}
	for i := range c.mx.hosts {
		c.judgeHost(&c.mx.hosts[i], broken)
	}
	c.judgeMix()
}

func (x *Exchanger) publicAddress() bool {
	return slices.ContainsFunc(x.Addresses, func(a netip.Addr) bool { return operator.Addr(a).IsPublic() })
}

func (c *check) judgeHost(x *Exchanger, broken Severity) {
	switch {
	case x.Kind == KindAddress: // RFC 1035 section 3.3.9: a domain name
		c.hostItem("mx-address", x).problem(broken).fix(c.withoutMX(x, broken))
	case !dnsname.IsHost(x.Host):
		c.hostItem("mx-bad-name", x).problem(broken).fix(c.withoutMX(x, broken))
	case x.Missing:
		c.hostItem("mx-missing", x).problem(broken).fix(c.withoutMX(x, broken))
	case !x.partly && !x.publicAddress():
		c.hostItem("mx-private", x).problem(broken).with("addresses", joinAddrs(x.Addresses)).fix(c.withoutMX(x, broken))
	default:
		c.sayKind(x)
	}
	if x.Unanswered {
		c.item(TopicMX, "mx-host-unknown").unknown().with("host", x.Host).seen(x.evidence...)
	}
	if x.Alias != "" && len(x.Addresses) > 0 { // RFC 5321 section 5.1, RFC 2181 section 10.3
		target := *x
		target.Host = x.Alias
		i := c.hostItem("mx-alias", x).problem(Warning).with("alias", x.Alias)
		cloud, _ := c.partMX()
		goes := len(cloud) > 0 && !x.isMicrosoft()
		if !goes && x.Alias != x.Host && dnsname.IsHost(x.Alias) {
			i.fix(to(c.name, "MX", x.record(), target.record()))
		}
	}
}

// withoutMX takes an MX away that leads nowhere; if no other one works, the first
// becomes one that does.
func (c *check) withoutMX(x *Exchanger, broken Severity) Change {
	if broken != Error || x != &c.mx.hosts[0] {
		return to(c.name, "MX", x.record(), "")
	}
	return c.replaceMX(x)
}

// replaceMX makes the wanted MX of x, unless another became it.
func (c *check) replaceMX(x *Exchanger) Change {
	if c.mx.replaced {
		return to(c.name, "MX", x.record(), "")
	}
	c.mx.replaced = true
	return c.wantedMX(x.record())
}

// wantedMX replaces the record from, or "" for none, by the MX that Microsoft 365
// wants, or that whoever has the mailboxes does.
func (c *check) wantedMX(from string) Change {
	switch {
	case c.microsoft.entry != "":
		return to(c.name, "MX", from, "0 "+c.microsoft.entry)
	case c.microsoft.found():
		return Change{Code: ChangeMX, Name: c.name, Type: "MX", From: from}
	}
	return Change{Code: ChangeMXOther, Name: c.name, Type: "MX", From: from}
}

// sayKind says what takes mail there.
func (c *check) sayKind(x *Exchanger) {
	switch x.Kind {
	case KindMicrosoft:
		if x.DNSSEC {
			c.hostItem("mx-microsoft-dnssec", x)
		} else {
			c.hostItem("mx-microsoft", x)
		}
		if !c.ownLabel(x.Host) {
			c.hostItem("mx-microsoft-label", x).advice()
		}
	case KindMicrosoftLegacy:
		c.hostItem("mx-microsoft-legacy", x).problem(Warning).fix(c.insteadOf(x))
	case KindMicrosoftWrong:
		c.hostItem("mx-microsoft-wrong", x).problem(Error).fix(c.insteadOf(x))
	case KindGoogle:
		c.hostItem("mx-google", x)
	case KindFilter:
		c.hostItem("mx-filter", x)
	case KindForwarder:
		c.hostItem("mx-forwarder", x)
	case KindMailbox:
		c.hostItem("mx-mailbox", x)
	case KindSelf:
		c.hostItem("mx-self", x)
	default:
		c.hostItem("mx-other", x)
	}
}

// insteadOf replaces a name of Microsoft that is not the one to use; where the
// right one stands already, it only goes.
func (c *check) insteadOf(x *Exchanger) Change {
	if cloud, _ := c.partMX(); len(cloud) > 0 {
		return to(c.name, "MX", x.record(), "")
	}
	return c.replaceMX(x)
}

func (c *check) hostItem(code string, x *Exchanger) *Item {
	i := c.item(TopicMX, code).with("host", x.Host).seen(c.mx.evidence).seen(answered(x.evidence)...)
	if x.Product != "" {
		i.with("product", x.Product)
	}
	if x.Cloud != "" {
		i.with("cloud", x.Cloud)
	}
	return i
}

func joinAddrs(addrs []netip.Addr) string {
	words := make([]string, len(addrs))
	for i, a := range addrs {
		words[i] = a.String()
	}
	return strings.Join(words, ", ")
}
