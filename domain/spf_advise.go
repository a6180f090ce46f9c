package domain

import (
	"context"
	"net/netip"
	"slices"
	"strconv"

	"github.com/hopproof/hopproof/spf"
)

// advice collects what the record lacks, and makes the record of it.
type advice struct {
	check   *check
	sources spf.Sources
	// speak is whether a sender that the record lacks is an item of its own: not
	// where nobody passes anyway.
	speak bool
	// first is the first item of SPF; wanting are those that the proposed record
	// settles.
	first   int
	wanting []int
}

func (a *advice) say(code string) *Item { return a.check.spfItem(code) }

// want marks the item that began last.
func (a *advice) want(*Item) { a.wanting = append(a.wanting, len(a.check.report.Items)-1) }

// lintElsewhere are the findings of lint that are said from the whole tree, or
// of all records together.
var lintElsewhere = map[string]bool{spf.LintSeveral: true, spf.LintLookups: true, spf.LintLookupsMany: true}

// maxLint is how many findings of lint are said one by one.
const maxLint = 20

// lint says what is wrong with the texts by themselves.
func (a *advice) lint() {
	c := a.check
	said := 0
	findings := spf.Lint(c.spf.texts, spf.LintOptions{Domain: c.name})
	for _, f := range findings {
		if lintElsewhere[f.Code] {
			continue
		}
		if said++; said > maxLint {
			c.item(TopicSPF, "spf-lint-more").advice().with("count", strconv.Itoa(len(findings))).seen(c.spf.evidence)
			return
		}
		i := c.item(TopicSPF, "spf-lint").with("lint", f.Code).with("column", strconv.Itoa(f.Span.Column())).
			with("record", c.spf.texts[f.Record]).seen(c.spf.evidence)
		for _, arg := range f.Args {
			i.with(arg.Name, arg.Value)
		}
		switch f.Severity {
		case spf.Error:
			i.problem(Error)
		case spf.Warning:
			i.problem(Warning)
		default:
			i.advice()
		}
		if f.Proposed != "" {
			a.want(i)
			a.existing(f.Record)
		}
	}
}

// existing takes a text over that was meant as SPF and is not read as it.
func (a *advice) existing(n int) {
	if len(a.check.spf.records) == 0 {
		a.sources.Existing = []string{a.check.spf.texts[n]}
	}
}

// senderCodes are the items for a sender: it passes, nobody knows, it does not
// pass.
type senderCodes struct{ pass, unknown, fail string }

var (
	relayCodes   = senderCodes{"spf-relay-pass", "spf-relay-unknown", "spf-relay-fail"}
	serviceCodes = senderCodes{"spf-service-pass", "spf-service-unknown", "spf-service-fail"}
)

// gravity orders results by how much is known to be wrong: receivers refuse after
// the last two, and that no answer came says nothing.
var gravity = [...]spf.Status{spf.Pass, spf.TempError, spf.None, spf.Neutral, spf.Softfail, spf.PermError, spf.Fail}

// worst is the gravest result of the addresses of one sender.
func (a *advice) worst(ctx context.Context, addrs []netip.Addr) spf.Status {
	worst := 0
	for _, ip := range addrs {
		worst = max(worst, slices.Index(gravity[:], a.check.evaluate(ctx, ip, false).Status))
	}
	return gravity[worst]
}

// isMissing reports whether the record should name a sender that has this
// result. A permerror comes from something else, unless no record can be read.
func (a *advice) isMissing(status spf.Status) bool {
	switch status {
	case spf.Pass, spf.TempError:
		return false
	case spf.PermError:
		return !a.speak
	}
	return true
}

// result says what SPF gives for a sender. Receivers refuse after a fail or a
// permerror, and suspect after the others.
func (a *advice) result(codes senderCodes, status spf.Status, name, value string) {
	switch {
	case !a.speak:
	case status == spf.Pass:
		a.say(codes.pass).with(name, value)
	case status == spf.TempError:
		a.say(codes.unknown).unknown().with(name, value)
	default:
		severity := Warning
		if status == spf.Fail || status == spf.PermError {
			severity = Error
		}
		i := a.say(codes.fail).problem(severity).with(name, value).with("result", status.String())
		if status != spf.PermError {
			a.want(i)
		}
	}
}

// propose writes one record for all senders, and gives it to the items that it
// settles. Without a record, and with nobody known to send, only the owner knows
// what it should say.
func (a *advice) propose() {
	c, s := a.check, &a.sources
	nobody := s.Cloud == "" && len(s.Addresses) == 0 && len(s.Includes) == 0
	if len(s.Existing) == 0 && nobody && !c.mx.null {
		return
	}
	record := spf.Advise(*s).Record
	if record == "" || len(s.Existing) == 1 && record == s.Existing[0] {
		return
	}
	changes := a.changes(record)
	for n := a.first; n < len(c.report.Items); n++ {
		switch i := &c.report.Items[n]; i.Code {
		case "spf-none", "spf-several":
			i.fix(changes...)
			c.report.SPF.Proposed = record
		}
	}
	for _, n := range a.wanting {
		c.report.Items[n].fix(changes...)
		c.report.SPF.Proposed = record
	}
}

// changes put record in the place of the first text, and take the others away.
func (a *advice) changes(record string) []Change {
	name := a.check.name
	if len(a.sources.Existing) == 0 {
		return []Change{to(name, "TXT", "", record)}
	}
	first := a.sources.Existing[0]
	var list []Change
	if record != first {
		list = append(list, to(name, "TXT", first, record))
	}
	return append(list, extras(name, a.sources.Existing)...)
}
