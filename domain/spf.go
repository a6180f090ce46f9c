package domain

import (
	"cmp"
	"context"
	"strconv"

	"github.com/hopproof/hopproof/internal/dnsname"
	"github.com/hopproof/hopproof/spf"
)

// manyLookups are so near to the limit of an evaluation that one more service may
// break it (RFC 7208 section 4.6.4).
const manyLookups = spf.DefaultLookups - 1

// judgeSPF judges the record, then every sender that is known, then proposes one
// record for all of them.
func (c *check) judgeSPF(ctx context.Context) {
	s := &c.spf
	if s.failed {
		c.failed(TopicSPF, "spf-unknown", s.evidence)
		return
	}
	a := advice{check: c, first: len(c.report.Items), sources: spf.Sources{Existing: s.records}}
	a.lint()
	switch len(s.records) {
	case 0:
		c.noSPF()
	case 1:
		a.record()
		a.speak = s.result.Reason.Code != spf.ReasonSyntax || s.result.Reason.Domain != c.name
	default: // RFC 7208 section 4.5
		c.item(TopicSPF, "spf-several").problem(Error).with("count", strconv.Itoa(len(s.records))).seen(s.evidence)
	}
	a.microsoft(ctx)
	a.filter(ctx)
	for _, prefix := range c.query.RelayIP {
		a.relay(ctx, prefix)
	}
	for _, service := range c.query.Services {
		a.service(ctx, dnsname.Clean(service))
	}
	a.propose()
}

func (c *check) spfItem(code string) *Item {
	return c.item(TopicSPF, code).with("record", c.report.SPF.Record).seen(c.spf.evidence)
}

// noSPF: without a record receivers cannot tell who sends, and Microsoft 365
// wants one.
func (c *check) noSPF() {
	i := c.item(TopicSPF, "spf-none").problem(Warning).seen(c.spf.evidence)
	if c.microsoft.inUse() {
		i.Severity = Error
	}
}

// record judges the record as a whole.
func (a *advice) record() {
	c := a.check
	r := &c.spf.result
	lookups := c.spf.tree.Subtree
	say := func(code string) *Item {
		return c.spfItem(code).with("lookups", strconv.Itoa(lookups)).with("limit", strconv.Itoa(spf.DefaultLookups))
	}
	switch {
	case r.Status == spf.TempError:
		e := unanswered(r.Trace)
		say("spf-include-unknown").unknown().with("domain", e.Name).with("error", e.Error).seen(e)
	case lookups > spf.DefaultLookups:
		say("spf-too-many-lookups").problem(Error)
	case r.Status == spf.PermError:
		reason := &r.Reason
		i := say("spf-permerror").problem(Error).with("permerror", reason.Code).with("domain", cmp.Or(reason.Domain, c.name)).
			with("term", reason.Term.In(reason.Record))
		if reason.Code == spf.ReasonSyntax && reason.Domain == c.name {
			a.want(i)
		}
	case lookups >= manyLookups:
		say("spf-many-lookups").advice()
	default:
		say("spf-record")
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
