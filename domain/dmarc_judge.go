package domain

import (
	"cmp"
	"context"

	"github.com/hopproof/hopproof/dmarc"
	"github.com/hopproof/hopproof/internal/dnsname"
	"github.com/hopproof/hopproof/spf"
)

func (c *check) judgeDMARC(ctx context.Context, a *dmarc.Answer) {
	d := &c.report.DMARC
	e := answerOf(a)
	foreign := a.Domain != c.name && a.Record.PSD() == 'y' // of a registry
	if !foreign {
		c.faultsOfDMARC(a, e)
	}
	say := func(code string) *Item {
		return c.item(TopicDMARC, code).with("domain", a.Domain).with("policy", d.Policy).seen(e)
	}
	switch {
	case d.Testing:
		say("dmarc-testing").advice()
	case d.Policy == "none":
		say("dmarc-monitor").advice()
	default:
		say("dmarc-policy")
	}
	if a.Domain == c.name && a.Record.Existing().Weaker(a.Record.Policy()) {
		say("dmarc-subdomains").advice().with("subdomains", d.Subdomains)
	}
	switch {
	case foreign:
	case a.Record.Value("rua") == "":
		say("dmarc-no-reports").advice()
	default:
		c.reportsElsewhere(ctx, a)
	}
}

// faultsOfDMARC says what is wrong with the tags. Receivers ignore what they do
// not know; a policy that they cannot read is none.
func (c *check) faultsOfDMARC(a *dmarc.Answer, e Evidence) {
	name, r := dmarc.Label+a.Domain, a.Record
	for _, p := range r.Problems[:min(len(r.Problems), maxEvidence)] {
		i := c.item(TopicDMARC, "dmarc-fault").with("problem", p.Code).with("tag", p.Name).
			with("value", p.Value).with("record", r.Text).seen(e)
		switch p.Code {
		case dmarc.ProblemGone, dmarc.ProblemUnknown:
			i.advice()
		default:
			i.problem(Warning)
		}
		i.fix(to(name, "TXT", r.Text, r.Corrected())) // one change mends them all
	}
}

// maxReportDomains is how many foreign domains for reports are looked at.
const maxReportDomains = 5

// reportsElsewhere: a foreign domain gets reports only if it says so itself (RFC
// 9990 section 4, RFC 7489 section 7.1).
func (c *check) reportsElsewhere(ctx context.Context, a *dmarc.Answer) {
	own := cmp.Or(c.report.DMARC.Organization, a.Domain)
	checked := 0
	for _, domain := range a.Record.ReportDomains() {
		name := a.Domain + "._report._dmarc." + domain
		if dnsname.Within(domain, own) || !dnsname.IsHost(name) || checked == maxReportDomains {
			continue
		}
		checked++
		answer, e, err := c.dns.ask(ctx, name, spf.TypeTXT)
		switch {
		case err != nil:
			c.failed(TopicDMARC, "dmarc-reports-unknown", e)
		case len(dmarc.Records(answer.Texts)) == 0:
			c.item(TopicDMARC, "dmarc-reports-refused").problem(Warning).with("domain", domain).with("name", name).
				seen(e).fix(to(name, "TXT", "", "v=DMARC1"))
		}
	}
}
