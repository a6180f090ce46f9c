package live

import (
	"github.com/hopproof/hopproof/auth"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/report"
)

func (c *checks) dkim() []report.LiveDKIM {
	var all []report.LiveDKIM
	for i := range c.auth.DKIM {
		v := &c.auth.DKIM[i]
		all = append(all, report.LiveDKIM{
			Field: v.Field, Result: string(v.Status), Domain: v.Domain, Selector: v.Selector,
			Reason: v.Reason.Code, Args: v.Reason.Args, Notes: notes(v.Notes),
		})
	}
	return all
}

// arc is nil where there is no ARC field.
func (c *checks) arc() *report.LiveARC {
	a := &c.auth.ARC
	if a.Status == auth.None {
		return nil
	}
	out := &report.LiveARC{Result: string(a.Status), Reason: a.Reason.Code, Args: a.Reason.Args}
	if a.Status == auth.Pass || a.Status == auth.HeaderValid {
		out.OldestPass = &a.OldestPass
	}
	for i := range a.Sets {
		s := &a.Sets[i]
		out.Sets = append(out.Sets, report.LiveARCSet{
			Instance: s.Instance, Domain: s.Seal.Domain,
			Seal: string(s.Seal.Status), SealReason: s.Seal.Reason.Code, SealArgs: s.Seal.Reason.Args,
			MessageSignature: string(s.Message.Status), MessageSignatureReason: s.Message.Reason.Code, MessageSignatureArgs: s.Message.Reason.Args,
		})
	}
	return out
}

func (c *checks) dmarc() *report.LiveDMARC {
	d := &c.auth.DMARC
	return &report.LiveDMARC{
		Result: string(d.Walk.Status), Author: d.Domain, Domain: d.Walk.RecordDomain, Policy: d.Walk.Policy, Record: d.Walk.Record,
		Former: string(d.List.Status), Reason: d.Walk.Reason.Code, Args: d.Walk.Reason.Args,
		Notes: append(notes(d.Walk.Notes), notes(d.Differences)...),
	}
}

// sealed is nil where nothing of the message speaks of Microsoft 365.
func (c *checks) sealed() *report.LiveSealed {
	s := &c.auth.Sealed
	if len(s.Unmet) == 0 {
		return &report.LiveSealed{Outcome: report.Held, IP: s.Fact.IP.String(), Domain: s.Domain, Field: &s.Fact.Field}
	}
	if len(c.timeline.Entries) == 0 && s.Unmet[0].Code == auth.CodeSealedNoSet {
		return nil
	}
	return &report.LiveSealed{Outcome: report.Unknown, Missing: notes(s.Unmet)}
}

func notes(list []hops.Finding) []report.LiveNote {
	var out []report.LiveNote
	for _, f := range list {
		out = append(out, report.LiveNote{Code: f.Code, Severity: report.Severity(f.Severity.String()), Args: f.Args})
	}
	return out
}
