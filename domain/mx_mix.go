package domain

import (
	"slices"
	"strings"
)

// judgeMix says what is wrong with the exchangers together. Senders may use any
// of them, and spammers like the last.
func (c *check) judgeMix() {
	cloud, others := c.partMX()
	if len(cloud) == 0 {
		return
	}
	filters := slices.DeleteFunc(slices.Clone(others), func(x Exchanger) bool { return x.Kind != KindFilter })
	switch {
	case len(filters) > 0:
		c.bypassedFilter(cloud, filters[0].Product)
	case len(others) > 0:
		c.oldMX(cloud, others)
	}
	c.severalMicrosoft(cloud)
}

// partMX parts the exchangers that can take mail into those of Exchange Online
// Protection and the others. What has to go anyway is not among them.
func (c *check) partMX() (cloud, others []Exchanger) {
	for _, x := range c.mx.hosts {
		switch {
		case !x.publicAddress() && !x.partly, x.Kind == KindMicrosoftWrong, x.Kind == KindMicrosoftLegacy:
		case x.Kind == KindMicrosoft:
			cloud = append(cloud, x)
		default:
			others = append(others, x)
		}
	}
	return cloud, others
}

// bypassedFilter: an MX at Microsoft beside a filter leads mail past the filter.
func (c *check) bypassedFilter(cloud []Exchanger, product string) {
	i := c.item(TopicMX, "mx-mixed-filter").problem(Error).with("product", product).
		with("hosts", joinHosts(cloud)).seen(c.mx.evidence)
	for j := range cloud {
		i.fix(to(c.name, "MX", cloud[j].record(), ""))
	}
}

// oldMX: an MX elsewhere beside Microsoft takes mail that Microsoft 365 never
// sees.
func (c *check) oldMX(cloud, others []Exchanger) {
	i := c.item(TopicMX, "mx-mixed").problem(Error).with("hosts", joinHosts(others)).
		with("microsoft", joinHosts(cloud)).seen(c.mx.evidence)
	for j := range others {
		i.fix(to(c.name, "MX", others[j].record(), ""))
	}
}

// severalMicrosoft: one MX is all that Microsoft 365 wants.
func (c *check) severalMicrosoft(cloud []Exchanger) {
	var clouds, old []string
	signed := false
	for i := range cloud {
		if x := &cloud[i]; x.DNSSEC {
			signed = true
		} else {
			old = append(old, x.record())
		}
		if !slices.Contains(clouds, cloud[i].Cloud) {
			clouds = append(clouds, cloud[i].Cloud)
		}
	}
	switch {
	case len(clouds) > 1:
		c.item(TopicMX, "mx-two-clouds").problem(Error).with("hosts", joinHosts(cloud)).seen(c.mx.evidence)
	case len(cloud) == 1:
	case signed && len(old) > 0:
		i := c.item(TopicMX, "mx-migration").advice().with("hosts", joinHosts(cloud)).seen(c.mx.evidence)
		for _, record := range old {
			i.fix(to(c.name, "MX", record, ""))
		}
	default:
		i := c.item(TopicMX, "mx-microsoft-several").advice().with("hosts", joinHosts(cloud)).seen(c.mx.evidence)
		for _, x := range cloud[1:] {
			i.fix(to(c.name, "MX", x.record(), ""))
		}
	}
}

func joinHosts(list []Exchanger) string {
	words := make([]string, len(list))
	for i := range list {
		words[i] = list[i].Host
	}
	return strings.Join(words, ", ")
}
