package connector

import (
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
)

// Setup is what an organization has set up, as far as it was read.
type Setup struct {
	Connectors []Connector
	Domains    []AcceptedDomain
	// DomainsComplete: Domains came from an export, which lists them all.
	DomainsComplete  bool
	RejectDirectSend Switch // of the organization
	// Notes are what reading noticed.
	Notes []Finding
}

// AcceptedDomain is a domain that the organization receives mail for.
type AcceptedDomain struct {
	Domain          string
	Type            string // "Authoritative", "InternalRelay", "ExternalRelay"; empty: not given
	MatchSubDomains Switch
	Default         Switch
}

// Add takes over what another file holds.
func (s *Setup) Add(more Setup) {
	for _, c := range more.Connectors {
		s.put(c)
	}
	s.Domains = append(s.Domains, more.Domains...)
	s.DomainsComplete = s.DomainsComplete || more.DomainsComplete
	if more.RejectDirectSend != Unset {
		s.RejectDirectSend = more.RejectDirectSend
	}
	s.Notes = append(s.Notes, more.Notes...)
}

// put adds a connector. What a Set-InboundConnector says changes the connector
// of that name, if it is known.
func (s *Setup) put(c Connector) {
	if c.Partial {
		name := c.identity()
		if name == "" {
			name = c.Name
		}
		for i := range s.Connectors {
			if strings.EqualFold(s.Connectors[i].Name, name) {
				s.Connectors[i].change(&c)
				return
			}
		}
	}
	s.Connectors = append(s.Connectors, c)
}

// change takes over the parameters that a Set-InboundConnector gives: a list
// that is given and empty clears.
func (c *Connector) change(by *Connector) {
	for i := range parameters {
		switch p := &parameters[i]; {
		case p.text != nil:
			if v := *p.text(by); v != "" {
				*p.text(c) = v
			}
		case p.list != nil:
			if v := *p.list(by); v != nil {
				*p.list(c) = v
			}
		default:
			if v := *p.on(by); v != Unset {
				*p.on(c) = v
			}
		}
	}
	for _, p := range by.Other {
		if facts()[foldKey(p.Name)].name == "" {
			c.Other = append(c.Other, p)
		}
	}
}

// membership is how a domain relates to the accepted ones.
type membership uint8

const (
	notTold  membership = iota // no list, or one that may miss it
	stranger                   // neither it nor a parent is accepted
	child                      // a subdomain of an accepted one that does not include it
	included                   // by a parent that matches subdomains
	accepted                   // itself
)

func (m membership) in() bool { return m >= included }

// Accepted are the accepted domains of a setup, ready to be asked.
type Accepted struct {
	complete bool
	byName   map[string]acceptedAs
}

// acceptedAs is how a domain stands in the list.
type acceptedAs struct {
	name       string
	subdomains bool
}

// Accepted indexes the accepted domains.
func (s *Setup) Accepted() Accepted {
	a := Accepted{s.DomainsComplete, make(map[string]acceptedAs, len(s.Domains))}
	for i := range s.Domains {
		d := &s.Domains[i]
		name := ascii.ToLower(strings.TrimSuffix(d.Domain, "."))
		a.byName[name] = acceptedAs{d.Domain, d.matchesSubdomains() || a.byName[name].subdomains}
	}
	return a
}

// of says whether a domain is accepted: a subdomain counts only if it is listed,
// or if a parent is an internal relay domain that matches subdomains (Exchange
// Online documentation, mail flow for subdomains). parent is the domain that
// decided.
func (a Accepted) of(domain string) (m membership, parent string) {
	domain = ascii.ToLower(strings.TrimSuffix(domain, "."))
	if domain == "" || len(domain) > maxDomain || len(a.byName) == 0 {
		return notTold, ""
	}
	if d, ok := a.byName[domain]; ok {
		return accepted, d.name
	}
	m = stranger
	for rest, more := domain, true; more && m != included; {
		_, rest, more = strings.Cut(rest, ".")
		if d, ok := a.byName[rest]; !ok {
			continue
		} else if d.subdomains {
			m, parent = included, d.name
		} else if m == stranger {
			m, parent = child, d.name
		}
	}
	if m < included && !a.complete && under(domain, "onmicrosoft.com") {
		// Every tenant has one of its own, which nobody thinks of naming.
		return notTold, ""
	}
	return m, parent
}

// Certificate reports whether the domain of a connector's certificate name is
// accepted, if the accepted domains are known.
func (a Accepted) Certificate(c *Connector) (accepted, known bool) {
	m, _ := a.of(c.certificateDomain())
	return m.in(), m != notTold
}

// matchesSubdomains: the switch needs the type.
func (d *AcceptedDomain) matchesSubdomains() bool {
	return d.MatchSubDomains == On && (d.Type == "" || ascii.EqualFold(d.Type, "InternalRelay"))
}

// under reports whether name is a subdomain of domain.
func under(name, domain string) bool {
	cut := len(name) - len(domain)
	return cut > 1 && name[cut-1] == '.' && domain != "" && ascii.EqualFold(name[cut:], domain)
}
