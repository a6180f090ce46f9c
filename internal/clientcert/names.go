package clientcert

import (
	"strings"

	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/connector"
)

// names compares the names of the certificate with the connectors that
// recognise a client by one.
func (k *checker) names() {
	names := Names(k.b.Leaf)
	if len(names) == 0 {
		k.add("no-name", hops.Error, "subject", k.b.Leaf.Subject.String())
		return
	}
	if k.o.Setup == nil || len(k.o.Setup.Connectors) == 0 {
		k.add("usable-names", hops.Info, "names", usable(names))
		return
	}
	asked, domains := false, k.o.Setup.Accepted()
	for i := range k.o.Setup.Connectors {
		c := &k.o.Setup.Connectors[i]
		if c.TLSSenderCertificateName != "" && c.Enabled != connector.Off {
			asked = true
			k.compare(c, names, domains)
		}
	}
	if !asked {
		k.add("not-asked", hops.Warning, "names", usable(names))
	}
}

// compare says whether one connector recognises the certificate, and whether
// that lets it relay any sender.
func (k *checker) compare(c *connector.Connector, names []string, domains connector.Accepted) {
	name, o := c.MatchCertificate(names)
	args := []string{"connector", c.Name, "want", c.TLSSenderCertificateName, "name", name, "names", brief(names)}
	switch o {
	case connector.Matches:
		k.add("name-fits", hops.Info, args...)
	case connector.MayMatch:
		k.add("name-undocumented", hops.Warning, args...)
		return
	default:
		k.add("name-differs", hops.Error, args...)
		return
	}
	if accepted, known := domains.Certificate(c); c.Type == connector.OnPremises && known && !accepted {
		k.add("domain-not-accepted", hops.Warning, args...)
	}
}

// usable are the values of TlsSenderCertificateName that would match.
func usable(names []string) string {
	var list []string
	for _, name := range names {
		list = append(list, name)
		if _, domain, found := strings.Cut(name, "."); found && name[0] != '*' && strings.Contains(domain, ".") {
			list = append(list, "*."+domain)
		}
	}
	return brief(list)
}

// brief shows a list, and of a long one the beginning.
func brief(list []string) string {
	const most = 8
	if len(list) > most {
		return strings.Join(list[:most], ", ") + ", …"
	}
	return strings.Join(list, ", ")
}
