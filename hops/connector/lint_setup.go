package connector

import (
	"net/netip"
	"slices"
	"strings"
)

// whole checks what no connector shows by itself.
func (l *linter) whole() {
	s := l.setup
	l.when(len(s.Connectors) == 0, "no-connector")
	l.when(s.RejectDirectSend == Off, "direct-send-open")
	for i := range s.Domains {
		d := &s.Domains[i]
		l.when(d.MatchSubDomains == On && !d.matchesSubdomains(), "domain-match-type", "domain", d.Domain, "type", d.Type)
	}
	l.doubledNames()
	l.overlappingAddresses()
	l.overlappingNames("overlap-certificate", func(c *Connector) []string {
		if c.Type != OnPremises || c.TLSSenderCertificateName == "" {
			return nil
		}
		return []string{c.TLSSenderCertificateName}
	})
	l.overlappingNames("overlap-domain", func(c *Connector) []string {
		if c.Type != Partner {
			return nil
		}
		patterns := make([]string, len(c.SenderDomains))
		for i, text := range c.SenderDomains {
			patterns[i] = domainPattern(text)
		}
		return patterns
	})
}

func (l *linter) doubledNames() {
	seen := map[string]int{}
	for i := range l.setup.Connectors {
		name := strings.ToLower(l.setup.Connectors[i].Name)
		if seen[name]++; name != "" && seen[name] == 2 {
			l.add("name-doubled", "name", l.setup.Connectors[i].Name)
		}
	}
}

// overlappingAddresses finds addresses by which two connectors would recognise
// a server. Sorted, a range stands behind those that contain it.
func (l *linter) overlappingAddresses() {
	type owned struct {
		netip.Prefix
		by int
	}
	var all []owned
	for i := range l.setup.Connectors {
		if c := &l.setup.Connectors[i]; c.Type == OnPremises && c.active() {
			for _, p := range c.prefixes() {
				all = append(all, owned{p, i})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b owned) int {
		if order := a.Addr().Compare(b.Addr()); order != 0 {
			return order
		}
		return a.Bits() - b.Bits()
	})
	outer := -1
	for i := range all {
		switch {
		case outer < 0 || !all[outer].Contains(all[i].Addr()):
			outer = i
		case all[outer].by != all[i].by:
			l.overlap("overlap-address", all[outer].by, all[i].by, all[i].String())
		}
	}
}

// overlap notes that two connectors want the same mail.
func (l *linter) overlap(code string, a, b int, what string) {
	if a > b {
		a, b = b, a
	}
	list := l.setup.Connectors
	l.found = append(l.found, finding(code, list[b].Name, "other", list[a].Name, "what", what))
}

// overlappingNames finds a name that two active connectors have, or of which
// one has a wildcard above it.
func (l *linter) overlappingNames(code string, names func(*Connector) []string) {
	first := map[string]int{}
	var order []string
	for i := range l.setup.Connectors {
		c := &l.setup.Connectors[i]
		if !c.active() {
			continue
		}
		for _, name := range names(c) {
			name = strings.ToLower(name)
			if by, again := first[name]; !again {
				first[name] = i
				order = append(order, name)
			} else if by != i {
				l.overlap(code, by, i, name)
			}
		}
	}
	for _, name := range order {
		if wild, found := coveredBy(name, first); found && first[wild] != first[name] {
			l.overlap(code, first[wild], first[name], name)
		}
	}
}

// coveredBy is the wildcard of the map above a name.
func coveredBy(name string, all map[string]int) (string, bool) {
	if name == "*" || len(name) > maxDomain {
		return "", false
	}
	rest := name
	for {
		_, after, found := strings.Cut(rest, ".")
		if !found {
			break
		}
		if wild := "*." + after; wild != name {
			if _, ok := all[wild]; ok {
				return wild, true
			}
		}
		rest = after
	}
	_, ok := all["*"]
	return "*", ok
}
