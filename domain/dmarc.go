package domain

import (
	"context"

	"github.com/hopproof/hopproof/dmarc"
	"github.com/hopproof/hopproof/spf"
)

// DMARC is what DMARC asks of receivers for mail of the domain.
type DMARC struct {
	// Record is the record in force, At the domain that publishes it; empty: none.
	Record string `json:"record,omitempty"`
	At     string `json:"at,omitempty"`
	// Policy is what the owner asks for mail of the domain itself, Subdomains
	// and Missing for that of subdomains that exist and that do not: "none",
	// "quarantine" or "reject".
	Policy     string `json:"policy,omitempty"`
	Subdomains string `json:"subdomains,omitempty"`
	Missing    string `json:"missing,omitempty"`
	// Testing is whether the owner asks for one step less (t=y).
	Testing bool `json:"testing,omitempty"`
	// Organization is the organizational domain by the tree walk; empty if DNS
	// did not say.
	Organization string `json:"organization,omitempty"`
}

// checkDMARC finds the policy of the domain (RFC 9989 section 4.10.1).
func (c *check) checkDMARC(ctx context.Context) {
	records := dmarc.Lookup{Resolver: c.dns}
	c.report.DMARC.Organization = c.name
	if own := records.At(ctx, c.name); c.malformedDMARC(&own) {
		return
	}
	f := records.Find(ctx, c.name)
	c.report.DMARC.Organization = f.Organization
	name, e := dmarc.Label+c.name, answerOf(&f.Answer)
	switch {
	case f.Err != nil:
		c.failed(TopicDMARC, "dmarc-unknown", e)
	case f.Several:
		c.item(TopicDMARC, "dmarc-several").problem(Error).seen(e).fix(extras(name, dmarc.Records(f.DNS.Texts))...)
	case f.Ignored():
		c.item(TopicDMARC, "dmarc-ignored").problem(Error).with("record", f.Record.Text).seen(e).
			fix(to(name, "TXT", f.Record.Text, f.Record.Corrected()))
	case f.Record != nil:
		c.applyDMARC(ctx, &f.Answer)
	default:
		c.noDMARC(ctx, f.Answers)
	}
}

// answerOf is the evidence of an answer.
func answerOf(a *dmarc.Answer) Evidence {
	return evidenceOf(dmarc.Label+a.Domain, spf.TypeTXT, a.DNS, a.Err)
}

// malformedDMARC looks for a text of the domain's own that was meant as a record
// and is none.
func (c *check) malformedDMARC(own *dmarc.Answer) bool {
	if own.Err != nil || own.Record != nil || own.Several {
		return false
	}
	for _, text := range own.DNS.Texts {
		if wanted, ok := dmarc.Nearly(text); ok {
			c.item(TopicDMARC, "dmarc-malformed").problem(Error).with("record", text).seen(answerOf(own)).
				fix(to(dmarc.Label+c.name, "TXT", text, wanted))
			return true
		}
	}
	return false
}

// noDMARC looks for a record at the domain itself, where it does not belong,
// before it proposes one.
func (c *check) noDMARC(ctx context.Context, asked []dmarc.Answer) {
	name := dmarc.Label + c.name
	answer, e, _ := c.dns.ask(ctx, c.name, spf.TypeTXT)
	if misplaced := dmarc.Records(answer.Texts); len(misplaced) > 0 {
		c.item(TopicDMARC, "dmarc-misplaced").problem(Warning).with("record", misplaced[0]).seen(e).
			fix(to(c.name, "TXT", misplaced[0], ""), to(name, "TXT", "", misplaced[0]))
		return
	}
	wanted := "v=DMARC1; p=none; rua=mailto:dmarc-reports@" + c.name
	if c.mx.null { // nobody sends, and nobody could read a report
		wanted = "v=DMARC1; p=reject"
	}
	i := c.item(TopicDMARC, "dmarc-none").problem(Warning).fix(to(name, "TXT", "", wanted))
	for n := range asked {
		i.seen(answerOf(&asked[n]))
	}
}

func (c *check) applyDMARC(ctx context.Context, a *dmarc.Answer) {
	d, r := &c.report.DMARC, a.Record
	d.Record, d.At, d.Testing = r.Text, a.Domain, r.Testing()
	d.Policy, d.Subdomains, d.Missing = string(r.Policy()), string(r.Existing()), string(r.Missing())
	if a.Domain != c.name {
		d.Policy = d.Subdomains
		c.item(TopicDMARC, "dmarc-inherited").with("domain", a.Domain).seen(answerOf(a))
	}
	c.judgeDMARC(ctx, a)
}
