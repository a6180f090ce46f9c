package domain

import (
	"context"
	"net/netip"
	"slices"
	"strings"

	"github.com/hopproof/hopproof/internal/dnsname"
	"github.com/hopproof/hopproof/internal/iprange"
)

// Query is what to check.
type Query struct {
	// Name is the domain, with or without a final dot; names in other scripts in
	// their ASCII form (RFC 5890 section 2.3.2.1).
	Name string
	// RelayIP are the public addresses from which the domain's own servers
	// send.
	RelayIP []netip.Prefix
	// Services are the others who send for the domain: each a domain with an SPF
	// record to include, or a host that sends from its own addresses.
	Services []string
}

// The most relay addresses and services that one check evaluates.
const (
	MaxRelays   = 16
	MaxServices = 16
)

// Options are the means of a check.
type Options struct {
	// Resolver answers all questions; without one everything is unknown.
	Resolver Resolver
	// Parallel is how many questions may be put to the resolver at once, which
	// must then be safe for that. 0 and 1 are one after the other.
	Parallel int
	// Policy fetches the policy of MTA-STS of a domain: the body of
	// https://mta-sts.DOMAIN/.well-known/mta-sts.txt, without following
	// redirects (RFC 8461 section 3.3). nil leaves the policy unknown.
	Policy func(ctx context.Context, domain string) ([]byte, error)
}

// check is one run.
type check struct {
	name      string // clean
	query     Query
	dns       *asker
	policy    func(ctx context.Context, domain string) ([]byte, error)
	mx        mx
	microsoft microsoft
	spf       senders
	report    Report
}

// Check looks at everything that a domain publishes about its mail. It never
// fails: a question without an answer becomes an item whose outcome is
// [Unknown], and so does all that was left when ctx ended. It asks at most
// [MaxQuestions] questions, each once.
func Check(ctx context.Context, q Query, o Options) Report {
	c := &check{name: dnsname.Clean(q.Name), query: q, dns: newAsker(o), policy: o.Policy}
	c.report.Name = c.name
	if !dnsname.IsDomain(c.name) {
		c.report.Scenario.Code = ScenarioUnknown
		c.item(TopicName, "name-invalid").problem(Error).with("name", q.Name)
		return c.report
	}
	c.limitQuery()
	c.look(ctx)
	if c.dns.full {
		c.item(TopicName, "questions-limit").unknown()
	}
	c.inOrder()
	c.report.Exchangers, c.report.Questions = c.mx.hosts, c.dns.asked
	return c.report
}

func (c *check) limitQuery() {
	q := &c.query
	if len(q.RelayIP) > MaxRelays || len(q.Services) > MaxServices {
		c.item(TopicSPF, "too-many-senders").unknown()
	}
	q.RelayIP = q.RelayIP[:min(len(q.RelayIP), MaxRelays)]
	q.Services = q.Services[:min(len(q.Services), MaxServices)]
}

func (c *check) look(ctx context.Context) {
	c.dns.prefetch(ctx, c.firstQuestions())
	c.askMX(ctx)
	c.readSPF(ctx)
	c.seekMicrosoft(ctx)
	c.checkDKIM(ctx)
	c.judgeMX()
	c.findScenario()
	c.judgeScenario()
	c.checkDMARC(ctx)
	c.checkMTASTS(ctx)
	c.checkTLSRPT(ctx)
	c.checkDANE(ctx)
	c.judgeSPF(ctx) // last: a hostile record may use up all questions
}

// topics is the order of items in a report.
var topics = []Topic{TopicName, TopicMX, TopicScenario, TopicSPF, TopicDKIM, TopicDMARC, TopicMTASTS, TopicTLSRPT, TopicDANE}

func (c *check) inOrder() {
	slices.SortStableFunc(c.report.Items, func(a, b Item) int {
		return slices.Index(topics, a.Topic) - slices.Index(topics, b.Topic)
	})
}

func joinPrefixes(list []netip.Prefix) string { return strings.Join(iprange.Texts(list), ", ") }
