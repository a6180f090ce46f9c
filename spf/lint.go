package spf

import (
	"cmp"
	"slices"
)

// Severity grades a finding.
type Severity uint8

const (
	// Info is worth knowing.
	Info Severity = iota
	// Warning is legal and does not do what its author wants, or soon will not.
	Warning
	// Error makes receivers refuse or ignore the record, or lets everybody in.
	Error
)

// String gives the word of the Document.
func (s Severity) String() string { return [...]string{"info", "warning", "error"}[s] }

// Finding says what is wrong with a record, and where. The sentences for Code,
// what is wrong and what to do, stand in the catalogue (see the package).
type Finding struct {
	Code     string
	Severity Severity
	Args     []Arg
	// Record is which of the texts it is about.
	Record int
	// Span is the place in that text as it was given; see Span.Column.
	Span Span
	// Proposed is the whole record with this and every other mendable thing
	// mended; "" if this is for a person to decide, or if the record has errors
	// that are.
	Proposed string
}

// LintOptions say what is known besides the texts.
type LintOptions struct {
	// Domain is where the record stands; "" if unknown.
	Domain string
	// Strings are the character-strings of each text, if known (RFC 7208 section
	// 3.3).
	Strings [][]string
}

// Lint finds what is wrong with the SPF records among the texts, without DNS.
// The texts are the TXT records of one name as DNS serves them, or what somebody
// is about to publish or pastes from a zone file. Texts that have nothing to do
// with SPF are passed over. Findings are in the order of
// the texts and of their places.
func Lint(texts []string, o LintOptions) []Finding {
	var all []Finding
	var records []*draft
	for i, text := range texts {
		d := newDraft(text)
		if d.kind == notSPF {
			continue
		}
		d.options = o
		if i < len(o.Strings) {
			d.strings = o.Strings[i]
		}
		d.lint()
		slices.SortStableFunc(d.findings, func(a, b Finding) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
		for j := range d.findings {
			d.findings[j].Record = i
		}
		d.index = i
		if d.kind == isSPF {
			records = append(records, d)
		}
		all = append(all, d.findings...)
	}
	if len(records) > 1 {
		all = append(all, several(records))
	}
	return all
}

// several is the finding for a name with more than one record (section 4.5),
// which are proposed as one.
func several(records []*draft) Finding {
	f := Finding{Code: LintSeveral, Severity: Error, Record: records[1].index, Span: records[1].version,
		Args: []Arg{{"count", number(len(records))}}}
	var texts []string
	for _, d := range records {
		if d.proposed == "" {
			return f
		}
		texts = append(texts, d.proposed)
	}
	f.Proposed = merge(texts)
	return f
}

// Proposal is the mended record of a text; "" if it needs no mending, or more
// than can be done without its author.
func Proposal(findings []Finding, record int) string {
	i := slices.IndexFunc(findings, func(f Finding) bool { return f.Record == record && f.Proposed != "" })
	if i < 0 {
		return ""
	}
	return findings[i].Proposed
}
