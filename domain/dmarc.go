package domain

import (
	"context"
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
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
	// Organization is the organizational domain by the tree walk.
	Organization string `json:"organization,omitempty"`
}

// The tree walk asks at most eight times (RFC 9989 section 4.10).
const (
	walkQuestions = 8
	walkLabels    = 7
)

// walkNames are the names that the tree walk asks about: the domain, then one
// label less each time, from seven labels on (RFC 9989 section 4.10).
func walkNames(domain string) []string {
	names := []string{domain}
	labels := strings.Split(domain, ".")
	labels = labels[max(1, len(labels)-walkLabels):]
	for len(labels) > 0 && len(names) < walkQuestions {
		names = append(names, strings.Join(labels, "."))
		labels = labels[1:]
	}
	return names
}

// published is the DMARC record of one name of the walk.
type published struct {
	domain   string
	record   dmarcRecord
	evidence Evidence
}

// dmarcWalk is what the tree walk has found so far, from the domain upwards.
type dmarcWalk struct {
	found []published
	asked []Evidence
	// settled is whether all is said: an error of the domain's own record, or no
	// answer.
	settled bool
}

// checkDMARC finds the policy of the domain by the tree walk.
func (c *check) checkDMARC(ctx context.Context) {
	var w dmarcWalk
	for _, domain := range walkNames(c.name) {
		if name := "_dmarc." + domain; isName(name) && !c.walkOn(ctx, &w, domain, name) {
			break
		}
	}
	c.report.DMARC.Organization = c.organization(w.found)
	switch p := c.applicable(w.found); {
	case p != nil:
		c.applyDMARC(ctx, p)
	case !w.settled:
		c.noDMARC(ctx, w.asked)
	}
}

// walkOn takes one step of the walk, and reports whether it goes on.
func (c *check) walkOn(ctx context.Context, w *dmarcWalk, domain, name string) bool {
	own := domain == c.name
	answer, e, err := c.dns.ask(ctx, name, spf.TypeTXT)
	w.asked = append(w.asked, e)
	if err != nil && len(w.found) > 0 && w.found[0].domain == c.name {
		return false // its own record wins, whatever stands above
	}
	if err != nil {
		c.failed(TopicDMARC, "dmarc-unknown", e)
		w.found, w.settled = nil, true
		return false
	}
	records := dmarcTexts(answer.Texts)
	if own && c.ownDMARC(answer.Texts, records, e) {
		w.settled = true
		return false
	}
	if len(records) != 1 { // none, or all to be discarded
		return true
	}
	p := published{domain, parseDMARC(records[0]), e}
	switch {
	case p.record.usable():
		w.found = append(w.found, p)
	case own:
		c.ignoredDMARC(&p)
		w.settled = true
	}
	psd := p.record.values["psd"]
	return !p.record.usable() || psd != "n" && (psd != "y" || own)
}

func dmarcTexts(texts []string) []string {
	var list []string
	for _, text := range texts {
		if isDMARC(text) {
			list = append(list, text)
		}
	}
	return list
}

// ownDMARC deals with what is wrong at the domain itself, and reports whether
// that ends the search: of several records none counts.
func (c *check) ownDMARC(texts, records []string, e Evidence) bool {
	name := "_dmarc." + c.name
	if len(records) > 1 {
		c.item(TopicDMARC, "dmarc-several").problem(Error).seen(e).fix(extras(name, records)...)
		return true
	}
	if len(records) == 1 {
		return false
	}
	for _, text := range texts {
		if wanted, ok := nearlyDMARC(text); ok {
			c.item(TopicDMARC, "dmarc-malformed").problem(Error).with("record", text).seen(e).
				fix(to(name, "TXT", text, wanted))
			return true
		}
	}
	return false
}

// nearlyDMARC reports whether somebody meant text as a DMARC record, and how it
// should be written.
func nearlyDMARC(text string) (wanted string, ok bool) {
	const version = "DMARC1"
	body := strings.Trim(trim(text), `"'`)
	at := ascii.IndexFold(body, version)
	if at < 0 {
		return "", false
	}
	r := parseDMARC("v=DMARC1;" + body[at+len(version):])
	return r.corrected(), true
}

// ignoredDMARC speaks of a record of the domain's own that receivers do not act
// on.
func (c *check) ignoredDMARC(p *published) {
	c.item(TopicDMARC, "dmarc-ignored").problem(Error).with("record", p.record.text).seen(p.evidence).
		fix(to("_dmarc."+c.name, "TXT", p.record.text, p.record.corrected()))
}

// noDMARC looks for a record at the domain itself, where it does not belong,
// before it proposes one.
func (c *check) noDMARC(ctx context.Context, asked []Evidence) {
	name := "_dmarc." + c.name
	answer, e, _ := c.dns.ask(ctx, c.name, spf.TypeTXT)
	if misplaced := dmarcTexts(answer.Texts); len(misplaced) > 0 {
		c.item(TopicDMARC, "dmarc-misplaced").problem(Warning).with("record", misplaced[0]).seen(e).
			fix(to(c.name, "TXT", misplaced[0], ""), to(name, "TXT", "", misplaced[0]))
		return
	}
	wanted := "v=DMARC1; p=none; rua=mailto:dmarc-reports@" + c.name
	if c.mx.null { // nobody sends, and nobody could read a report
		wanted = "v=DMARC1; p=reject"
	}
	c.item(TopicDMARC, "dmarc-none").problem(Warning).seen(asked...).fix(to(name, "TXT", "", wanted))
}

// organization is the organizational domain (RFC 9989 section 4.10.2): a record
// with psd=n names it, one with psd=y lies one label above, else it is the name
// with the fewest labels that has a record.
func (c *check) organization(found []published) string {
	if len(found) == 0 {
		return c.name
	}
	last := found[len(found)-1]
	if last.record.values["psd"] != "y" || last.domain == c.name {
		return last.domain
	}
	below := strings.TrimSuffix(c.name, "."+last.domain)
	return below[strings.LastIndexByte(below, '.')+1:] + "." + last.domain
}

func (c *check) applyDMARC(ctx context.Context, p *published) {
	d := &c.report.DMARC
	d.Record, d.At, d.Testing = p.record.text, p.domain, p.record.values["t"] == "y"
	d.Policy = p.record.policy()
	d.Subdomains, d.Missing = p.record.below()
	if p.domain != c.name {
		d.Policy = d.Subdomains
		c.item(TopicDMARC, "dmarc-inherited").with("domain", p.domain).seen(p.evidence)
	}
	c.judgeDMARC(ctx, p)
}

// applicable: the domain's own record wins, then that of the organizational
// domain, then that of the public suffix (RFC 9989 section 4.10.1).
func (c *check) applicable(found []published) *published {
	for _, domain := range []string{c.name, c.report.DMARC.Organization} {
		for i := range found {
			if found[i].domain == domain {
				return &found[i]
			}
		}
	}
	for i := range found {
		if found[i].record.values["psd"] == "y" {
			return &found[i]
		}
	}
	return nil
}
