package compare

import (
	"slices"
	"strings"

	"github.com/hopproof/hopproof/internal/dnsname"
	"github.com/hopproof/hopproof/report"
)

// collector gathers the facts of one message.
type collector struct {
	d     *report.Document
	facts map[string][]fact
}

// facts are the properties of a message by group, in a fixed order.
func facts(d *report.Document) map[string][]fact {
	c := collector{d: d, facts: map[string][]fact{}}
	c.route()
	c.entry()
	c.stations()
	c.authentication()
	c.microsoft()
	c.sending()
	c.passing()
	c.delays()
	c.findings()
	return c.facts
}

func (c *collector) add(f fact) {
	if f.value != "" {
		c.facts[f.group] = append(c.facts[f.group], f)
	}
}

// route is the verdict, and that of each leg and condition.
func (c *collector) route() {
	r := c.d.Route
	if r == nil {
		return
	}
	c.add(fact{group: "route", code: "outcome", value: string(r.Outcome), words: "outcome"})
	for i := range r.Legs {
		l := &r.Legs[i]
		c.add(fact{group: "route", code: "leg", name: l.Leg, value: string(l.Outcome), words: "outcome", aside: !l.Required})
	}
	for i := range r.Conditions {
		k := &r.Conditions[i]
		c.add(fact{group: "route", code: "condition", name: k.Title(), value: string(k.Outcome), words: "outcome"})
	}
}

// entry is the oldest entry into Microsoft 365 that is believed, else the oldest.
func (c *collector) entry() {
	if len(c.d.Entries) == 0 {
		return
	}
	at := max(slices.IndexFunc(c.d.Entries, func(e report.Entry) bool { return e.Basis.Believed() }), 0)
	e := &c.d.Entries[at]
	c.add(fact{group: "entry", code: "address", value: e.IP})
	c.add(fact{group: "entry", code: "helo", value: e.Helo})
	if e.TLS != nil {
		tls := fact{group: "entry", code: "tls", value: "plain", words: "tls"}
		if *e.TLS {
			tls.value = "encrypted"
			if h := c.hop(e.Hop); h != nil && h.TLS.Version != "" {
				tls.value = tlsName(h.TLS.Version)
			}
		}
		c.add(tls)
	}
	c.add(fact{group: "entry", code: "belief", value: belief(e.Basis), words: "belief"})
}

func belief(b report.Basis) string {
	if b.Believed() {
		return "believed"
	}
	return "claimed"
}

func (c *collector) hop(n int) *report.Hop {
	for i := range c.d.Hops {
		if c.d.Hops[i].Hop == n {
			return &c.d.Hops[i]
		}
	}
	return nil
}

// tlsName turns "1.2" into "TLS 1.2" and leaves "SSL 3.0" as it is.
func tlsName(version string) string {
	if strings.HasPrefix(version, "SSL") {
		return version
	}
	return "TLS " + version
}

// authentication is the result of each method, by whom to believe; where nobody
// is believed, as it is claimed.
func (c *collector) authentication() {
	a := c.d.Authentication
	if a == nil {
		return
	}
	for _, method := range [...]string{"spf", "dkim", "dmarc", "compauth", "arc"} {
		for _, believed := range [...]bool{true, false} {
			if value := results(a.Results, method, believed); value != "" {
				c.add(fact{group: "authentication", code: "result", name: method, value: value, aside: !believed})
				break
			}
		}
	}
}

// results are the results of a method in the topmost field that has one, with
// their domains, sorted, each once.
func results(all []report.AuthResult, method string, believed bool) string {
	var found []string
	field := -1
	for i := range all {
		r := &all[i]
		if r.Method != method || r.Believed != believed || field >= 0 && r.Field != field {
			continue
		}
		field = r.Field
		found = append(found, result(r))
	}
	slices.Sort(found)
	return strings.Join(slices.Compact(found), ", ")
}

// result is one result with what it is about; of none there is nothing.
func result(r *report.AuthResult) string {
	word := r.Result
	for _, name := range [...]string{"smtp.mailfrom", "header.d", "header.i", "header.from"} {
		if value, ok := r.Properties.Get(name); ok && value != "" && r.Result != "none" {
			word += " " + dnsname.Clean(dnsname.OfAddress(value))
			break
		}
	}
	if r.Method == "compauth" && r.Reason != "" {
		word += " " + r.Reason
	}
	return word
}

// microsoft is which tenant and connector the message was attributed to, as far
// as fields say.
func (c *collector) microsoft() {
	m := c.d.Microsoft
	if m == nil {
		return
	}
	c.add(fact{group: "microsoft", code: "tenant", value: m.TenantID})
	if m.Attribution != nil {
		c.add(fact{group: "microsoft", code: "attributed", value: m.Attribution.TenantID})
	}
	c.add(fact{group: "microsoft", code: "direction", value: string(m.Direction)})
	c.add(fact{group: "microsoft", code: "entity", value: string(m.Entity)})
	c.add(fact{group: "microsoft", code: "auth-as", value: m.AuthAs})
	c.add(fact{group: "microsoft", code: "mechanism", value: m.AuthMechanism})
}

// sending is how the message was handed to Microsoft 365, and as whom.
func (c *collector) sending() {
	if s := c.d.Sending; s != nil {
		c.add(fact{group: "sending", code: "mode", value: string(s.Mode), words: "mode"})
	}
	if id := c.d.Identity; id != nil {
		c.add(fact{group: "sending", code: "login", value: id.Login})
		c.add(fact{group: "sending", code: "identity", value: string(id.Outcome), words: "as"})
	}
}

// passing is who filtered the message and passed it on.
func (c *collector) passing() {
	for i := range c.d.Filters {
		f := &c.d.Filters[i]
		place := "anywhere"
		if f.BeforeEOP != nil {
			place = "after"
			if *f.BeforeEOP {
				place = "before"
			}
		}
		c.add(fact{group: "passing", code: "filter", name: f.Product, value: place, words: "place"})
	}
	for i := range c.d.Forwarding {
		f := &c.d.Forwarding[i]
		c.add(fact{group: "passing", code: "forwarding", value: string(f.Kind), words: "forward"})
	}
}

// findings are there or not; what they say in detail differs anyway.
func (c *collector) findings() {
	var found []*report.Finding
	for i := range c.d.Findings {
		found = append(found, &c.d.Findings[i])
	}
	slices.SortStableFunc(found, func(a, b *report.Finding) int { return strings.Compare(a.Code, b.Code) })
	found = slices.CompactFunc(found, func(a, b *report.Finding) bool { return a.Code == b.Code })
	for _, f := range found {
		c.add(fact{group: "findings", code: "finding", name: f.Code, value: "present", words: "finding", args: f.Args, aside: true})
	}
}
