package resolve

import (
	"slices"
	"strings"

	"github.com/miekg/dns"

	"github.com/hopproof/hopproof/internal/ascii"
)

// maxAliases bounds a chain of CNAME records, as resolvers do (RFC 1034 section
// 3.6.2 wants a bound and names none).
const maxAliases = 16

// chain is the way that aliases lead from a name.
type chain struct {
	end  string
	past []string
}

// follow goes on to the target of an alias.
func (c *chain) follow(target string) *Error {
	target = strings.ToLower(target) // escaped: it is all ASCII
	c.past = append(c.past, c.end)
	if len(c.past) > maxAliases || slices.Contains(c.past, target) {
		return &Error{Reason: ReasonAliases, Detail: host(target)}
	}
	c.end = target
	return nil
}

// aliasOf is the CNAME record of the name in a message. A name has one (RFC 2181
// section 10.1); of several the first counts.
func aliasOf(m *dns.Msg, name string) *dns.CNAME {
	for _, rr := range m.Answer {
		if alias, ok := rr.(*dns.CNAME); ok && alias.Hdr.Class == dns.ClassINET && alias.Hdr.Rdlength > 0 && ascii.EqualFold(alias.Hdr.Name, name) {
			return alias
		}
	}
	return nil
}
