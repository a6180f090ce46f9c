package live

import (
	"github.com/hopproof/hopproof/report"
	"github.com/hopproof/hopproof/spf"
)

// SPFLint is what is wrong with the SPF records of one name.
type SPFLint struct {
	Head
	Domain string `json:"domain,omitempty"`
	// Records are the texts, those that are no SPF record left out.
	Records []SPFLintRecord `json:"records"`
}

// SPFLintRecord is one record with its findings.
type SPFLintRecord struct {
	Record   string       `json:"record"`
	Findings []SPFFinding `json:"findings"`
	// Proposed is the mended record; absent if there is nothing to mend, or if
	// only its author can.
	Proposed string `json:"proposed,omitempty"`
}

// SPFFinding is one finding about a record or a proposal.
type SPFFinding struct {
	Code     string          `json:"code"`
	Severity report.Severity `json:"severity"`
	Args     report.Pairs    `json:"args"`
	Text     string          `json:"text"`
	// Fix says what to do.
	Fix  string      `json:"fix,omitempty"`
	Span report.Span `json:"span,omitzero"`
	// Column is where it begins; the first byte of the record is column 1.
	Column int `json:"column,omitempty"`
}

// LintSPF finds what is wrong with the SPF records among the texts.
func LintSPF(texts []string, domain string, head Head) SPFLint {
	w := words{Lookup(head.Lang)}
	head.Schema, head.Lang = SchemaSPF, w.c.Lang()
	findings := spf.Lint(texts, spf.LintOptions{Domain: domain})
	d := SPFLint{Head: head, Domain: domain, Records: []SPFLintRecord{}}
	for i, text := range texts {
		r := SPFLintRecord{Record: text, Findings: []SPFFinding{}, Proposed: spf.Proposal(findings, i)}
		for _, f := range findings {
			if f.Record == i {
				r.Findings = append(r.Findings, w.spfFinding("spf.lint.", &f))
			}
		}
		if len(r.Findings) > 0 || spf.IsRecord(text) {
			d.Records = append(d.Records, r)
		}
	}
	return d
}

func (w words) spfFinding(group string, f *spf.Finding) SPFFinding {
	args := pairs(f.Args)
	out := SPFFinding{
		Code: f.Code, Severity: report.Severity(f.Severity.String()), Args: args, Text: w.text(group+f.Code, args),
		Span: report.Span{f.Span.Start, f.Span.End}, Column: f.Span.Column(),
	}
	if fix := "spf.lint-fix." + f.Code; group == "spf.lint." && w.c.Has(fix) {
		out.Fix = w.text(fix, args)
	}
	return out
}

// Worst is the gravest severity among the findings; "" if there is none.
func (d *SPFLint) Worst() report.Severity {
	var all []SPFFinding
	for _, r := range d.Records {
		all = append(all, r.Findings...)
	}
	return worst(all)
}

func worst(findings []SPFFinding) (severity report.Severity) {
	for _, f := range findings {
		switch {
		case f.Severity == report.Error:
			return report.Error
		case f.Severity == report.Warning || severity == "":
			severity = f.Severity
		}
	}
	return severity
}
