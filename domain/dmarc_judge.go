package domain

import (
	"context"

	"github.com/hopproof/hopproof/spf"
)

func (c *check) judgeDMARC(ctx context.Context, p *published) {
	d := &c.report.DMARC
	foreign := p.domain != c.name && p.record.values["psd"] == "y" // of a registry
	if !foreign {
		c.faultsOfDMARC(p)
	}
	say := func(code string) *Item {
		return c.item(TopicDMARC, code).with("domain", p.domain).with("policy", d.Policy).seen(p.evidence)
	}
	switch {
	case d.Testing:
		say("dmarc-testing").advice()
	case d.Policy == "none":
		say("dmarc-monitor").advice()
	default:
		say("dmarc-policy")
	}
	if p.domain == c.name && weaker(d.Subdomains, d.Policy) {
		say("dmarc-subdomains").advice().with("subdomains", d.Subdomains)
	}
	switch {
	case foreign:
	case p.record.values["rua"] == "":
		say("dmarc-no-reports").advice()
	default:
		c.reportsElsewhere(ctx, p)
	}
}

func weaker(a, b string) bool {
	rank := map[string]int{"none": 0, "quarantine": 1, "reject": 2}
	return rank[a] < rank[b]
}

// faultsOfDMARC says what is wrong with the tags. Receivers ignore what they do
// not know; a policy that they cannot read is none.
func (c *check) faultsOfDMARC(p *published) {
	name := "_dmarc." + p.domain
	for _, fault := range p.record.faults {
		i := c.item(TopicDMARC, "dmarc-fault").with("problem", fault.code).with("tag", fault.tag).
			with("value", fault.value).with("record", p.record.text).seen(p.evidence)
		switch fault.code {
		case faultGone, faultUnknown:
			i.advice()
		default:
			i.problem(Warning)
		}
		i.fix(to(name, "TXT", p.record.text, p.record.corrected())) // one change mends them all
	}
}

// maxReportDomains is how many foreign domains for reports are looked at.
const maxReportDomains = 5

// reportsElsewhere: a foreign domain gets reports only if it says so itself (RFC
// 9990 section 4, RFC 7489 section 7.1).
func (c *check) reportsElsewhere(ctx context.Context, p *published) {
	checked := 0
	for _, domain := range p.record.reportDomains() {
		name := p.domain + "._report._dmarc." + domain
		if within(domain, c.report.DMARC.Organization) || !isName(name) || checked == maxReportDomains {
			continue
		}
		checked++
		answer, e, err := c.dns.ask(ctx, name, spf.TypeTXT)
		switch {
		case err != nil:
			c.failed(TopicDMARC, "dmarc-reports-unknown", e)
		case len(dmarcTexts(answer.Texts)) == 0:
			c.item(TopicDMARC, "dmarc-reports-refused").problem(Warning).with("domain", domain).with("name", name).
				seen(e).fix(to(name, "TXT", "", "v=DMARC1"))
		}
	}
}
