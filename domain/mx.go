package domain

import (
	"context"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"github.com/hopproof/hopproof/hops/operator"
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
	hosts        []Exchanger
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
	case x.Missing:
		c.item(TopicMX, "mx-none").problem(Error).seen(c.mx.evidence).seen(x.evidence...).
			fix(Change{Code: ChangeMX, Name: c.name, Type: "MX"})
	default:
		c.item(TopicMX, "mx-implicit").advice().seen(c.mx.evidence).seen(x.evidence...).
			fix(to(c.name, "MX", "", "10 "+c.name))
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
	for _, mx := range list {
		x := Exchanger{Preference: mx.Preference, Host: cleanName(mx.Host)}
		c.lookAt(ctx, &x)
		c.mx.hosts = append(c.mx.hosts, x)
	}
}

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
	if !isName(x.Host) {
		x.Kind, x.Missing = KindOther, true
		return
	}
	alias, e, err := c.dns.ask(ctx, x.Host, spf.TypeCNAME)
	if err == nil && len(alias.Hosts) > 0 {
		x.Alias = cleanName(alias.Hosts[0])
		x.evidence = append(x.evidence, e)
	}
	c.resolve(ctx, x)
	x.classify(c.name, c.query.RelayIP)
}

// resolve asks for the addresses of x.
func (c *check) resolve(ctx context.Context, x *Exchanger) {
	x.Secure = true
	for _, t := range []spf.Type{spf.TypeA, spf.TypeAAAA} {
		answer, e, err := c.dns.ask(ctx, x.Host, t)
		x.evidence = append(x.evidence, e)
		x.Unanswered = x.Unanswered || err != nil
		x.Secure = x.Secure && answer.Secure
		for _, addr := range answer.Addrs {
			if len(x.Addresses) < maxEvidence {
				x.Addresses = append(x.Addresses, addr.Unmap())
			}
		}
	}
	// One family that answers is enough to deliver.
	x.Unanswered = x.Unanswered && len(x.Addresses) == 0
	x.Missing = !x.Unanswered && len(x.Addresses) == 0
}

// judgeMX says what is to be said of each exchanger, then of all together.
func (c *check) judgeMX() {
	reachable := slices.ContainsFunc(c.mx.hosts, func(x Exchanger) bool { return x.publicAddress() || x.Unanswered })
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
	record := x.record()
	switch {
	case x.Kind == KindAddress: // RFC 1035 section 3.3.9: a domain name
		c.hostItem("mx-address", x).problem(broken).fix(to(c.name, "MX", record, ""))
		return
	case !isName(x.Host):
		c.hostItem("mx-bad-name", x).problem(broken).fix(to(c.name, "MX", record, ""))
		return
	case x.Unanswered:
		c.hostItem("mx-host-unknown", x).unknown()
	case x.Missing:
		c.hostItem("mx-missing", x).problem(broken).fix(to(c.name, "MX", record, ""))
	case !x.publicAddress():
		c.hostItem("mx-private", x).problem(broken).with("addresses", joinAddrs(x.Addresses))
	}
	if x.Alias != "" { // RFC 5321 section 5.1, RFC 2181 section 10.3
		target := *x
		target.Host = x.Alias
		c.hostItem("mx-alias", x).problem(Warning).with("alias", x.Alias).fix(to(c.name, "MX", record, target.record()))
	}
	if !x.Missing {
		c.sayKind(x)
	}
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
		c.hostItem("mx-microsoft-legacy", x).problem(Warning).
			fix(Change{Code: ChangeMX, Name: c.name, Type: "MX", From: x.record()})
	case KindMicrosoftWrong:
		c.hostItem("mx-microsoft-wrong", x).problem(Error).
			fix(Change{Code: ChangeMX, Name: c.name, Type: "MX", From: x.record()})
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

func (c *check) hostItem(code string, x *Exchanger) *Item {
	i := c.item(TopicMX, code).with("host", x.Host).seen(c.mx.evidence).seen(x.evidence...)
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
