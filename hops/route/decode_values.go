package route

import (
	"net/netip"
	"strings"

	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/operator"
	"github.com/hopproof/hopproof/internal/ascii"
	"github.com/hopproof/hopproof/internal/tree"
)

// text reads a text that is not empty.
func (d *decoder) text(n *Node) string {
	switch {
	case n.Kind == tree.Number || n.Kind == tree.Bool:
		d.bad(n, "must be text, not "+n.Kind.String(), "put it in quotes: "+tree.Quote(n.Value))
	case n.Kind != tree.Text:
		d.bad(n, "must be text, not "+n.Kind.String(), "")
	case strings.TrimSpace(n.Value) == "":
		d.bad(n, "the text is empty", "")
	case hasControl(n.Value):
		d.bad(n, tree.Quote(n.Value)+" holds a control character", "")
	default:
		return n.Value
	}
	return ""
}

func hasControl(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] == 0x7f {
			return true
		}
	}
	return false
}

// yes reads true or false.
func (d *decoder) yes(n *Node) bool {
	if n.Kind != tree.Bool {
		d.bad(n, "must be true or false, not "+n.Kind.String(), "")
	}
	return n.Kind == tree.Bool && n.Value == "true"
}

// each calls read for a scalar, or for every element of a list.
func (d *decoder) each(n *Node, read func(*Node)) {
	switch n.Kind {
	case tree.List:
		if len(n.Children) == 0 {
			d.bad(n, "the list is empty", "leave the key out")
		}
		for i := range n.Children {
			if len(d.errs) == maxErrors {
				return
			}
			read(&n.Children[i])
		}
	default:
		read(n)
	}
}

// texts reads one text or a list of them.
func (d *decoder) texts(n *Node) (list []string) {
	d.each(n, func(n *Node) {
		if text := d.text(n); text != "" {
			list = append(list, text)
		}
	})
	return list
}

// names reads patterns of host names, which have no space in them: what looks
// like "relay.contoso.example [203.0.113.25]" is two conditions.
func (d *decoder) names(n *Node) (list []string) {
	d.each(n, func(n *Node) {
		text := d.text(n)
		switch {
		case text == "":
		case strings.ContainsAny(text, " \t/@()"):
			d.bad(n, tree.Quote(text)+" is no host name", "write one name or pattern, such as \"relay.contoso.example\" or \"*.contoso.example\"")
		default:
			list = append(list, text)
		}
	})
	return list
}

// domains reads accepted domains: names, not patterns.
func (d *decoder) domains(n *Node) (list []string) {
	d.each(n, func(n *Node) {
		text := d.text(n)
		switch {
		case text == "":
		case strings.ContainsAny(text, " \t/@()*:") || !strings.Contains(text, "."):
			d.bad(n, tree.Quote(text)+" is no domain", "write it like \"contoso.example\"")
		default:
			list = append(list, text)
		}
	})
	return list
}

// prefixes reads addresses and CIDR prefixes of both families.
func (d *decoder) prefixes(n *Node) (list []netip.Prefix) {
	d.each(n, func(n *Node) {
		if n.Kind != tree.Text {
			d.text(n)
			return
		}
		p, problem, hint := parsePrefix(n.Value)
		if problem != "" {
			d.bad(n, problem, hint)
			return
		}
		list = append(list, p)
	})
	return list
}

// parsePrefix reads an address or a CIDR prefix (RFC 4632, RFC 4291 section
// 2.3). IPv4 in IPv6 is IPv4: that is how trace lines are compared.
func parsePrefix(text string) (p netip.Prefix, problem, hint string) {
	if ip, err := netip.ParseAddr(text); err == nil {
		if ip.Zone() != "" {
			return p, tree.Quote(text) + " has a zone", "a zone means nothing to another host; leave it out"
		}
		ip = ip.Unmap()
		return netip.PrefixFrom(ip, ip.BitLen()), "", ""
	}
	p, err := netip.ParsePrefix(text)
	switch {
	case err != nil:
		return p, tree.Quote(text) + " is no address or CIDR prefix", "write it like 203.0.113.25, 203.0.113.0/24 or 2001:db8::/32"
	case p.Addr().Is4In6():
		return p, tree.Quote(text) + " is IPv4 written as IPv6", "write it like 203.0.113.0/24"
	case p.Bits() == 0:
		return p, tree.Quote(text) + " contains every address", "leave the key out"
	case p != p.Masked():
		return p, tree.Quote(text) + " has bits behind the prefix", "write " + p.Masked().String() + " for the network or " + p.Addr().String() + " for the host"
	}
	return p, "", ""
}

// role reads a role of a leg.
func (d *decoder) role(n *Node) hops.Role {
	text := d.text(n)
	if text == "" {
		return ""
	}
	words := make([]string, len(roles))
	for i, r := range roles {
		if words[i] = string(r); words[i] == text {
			return r
		}
	}
	hint := suggestion(tree.Nearest(text, words, roleAliases))
	if hint == "" {
		hint = "write one of " + strings.Join(words, ", ")
	}
	d.bad(n, tree.Quote(text)+" is no role", hint)
	return ""
}

// roleAliases are what people call the roles.
var roleAliases = tree.Aliases{
	{"exchange", "exchange-online"}, {"exo", "exchange-online"}, {"office365", "exchange-online"}, {"microsoft365", "exchange-online"},
	{"scanner", "device"}, {"printer", "device"}, {"client", "device"}, {"smarthost", "relay"}, {"gateway", "relay"}, {"mta", "relay"},
	{"receiver", "destination"}, {"delivery", "destination"}, {"recipient", "destination"}, {"mailbox", "destination"},
}

func (d *decoder) forbiddenRole(n *Node, l *Leg) {
	l.Role = d.role(n)
	if l.Role == hops.RoleDevice {
		d.bad(n, "a device writes no line by which to know it", "forbid it by ip")
	}
}

// floor reads a TLS version, as text or number, or true for any.
func (d *decoder) floor(n *Node) string {
	const hint = "write 1.0, 1.1, 1.2, 1.3 or any"
	switch {
	case n.Kind == tree.Bool && n.Value == "true":
		return TLSAny
	case n.Kind == tree.Text || n.Kind == tree.Number:
		if n.Value == TLSAny || len(n.Value) == 3 && tlsRank(n.Value) >= 0 {
			return n.Value
		}
		d.bad(n, tree.Quote(n.Value)+" is no version of TLS", hint)
	default:
		d.bad(n, n.Kind.String()+" is not allowed here", hint)
	}
	return ""
}

// logins reads true, or patterns of logins.
func (d *decoder) logins(n *Node) []string {
	switch {
	case n.Kind == tree.Bool && n.Value == "true":
		return []string{AnyLogin}
	case n.Kind == tree.Bool:
		d.bad(n, "that nobody logged in cannot be demanded", "write true or the login, or leave the key out")
		return nil
	}
	return d.texts(n)
}

// operator reads a name of package operator's tables.
func (d *decoder) operator(n *Node) string {
	text := d.text(n)
	if text == "" {
		return ""
	}
	known := operator.Names()
	for _, name := range known {
		if ascii.EqualFold(name, text) {
			return name
		}
	}
	d.bad(n, tree.Quote(text)+" is no operator that is known", suggestion(tree.Nearest(text, known, operatorAliases)))
	return ""
}

var operatorAliases = tree.Aliases{
	{"office365", operator.Microsoft}, {"microsoft365", operator.Microsoft}, {"outlook", operator.Microsoft}, {"gmail", operator.Google},
}

// duration reads "5m", "1h30m", or a number of seconds.
func (d *decoder) duration(n *Node) int64 {
	const hint = "write it like 90s, 5m or 1h30m"
	if n.Kind != tree.Text && n.Kind != tree.Number {
		d.bad(n, n.Kind.String()+" is not allowed here", hint)
		return 0
	}
	seconds, ok := parseDuration(n.Value)
	if !ok {
		d.bad(n, tree.Quote(n.Value)+" is no duration", hint)
	}
	return seconds
}

// guid reads a tenant id.
func (d *decoder) guid(n *Node) string {
	text := d.text(n)
	if text == "" || IsTenant(text) {
		return text
	}
	d.bad(n, tree.Quote(text)+" is no tenant id", "write the GUID, like 6f0c1a5e-0000-4000-8000-000000000001")
	return ""
}

// IsTenant reports whether text is a tenant id: a GUID in the text form of RFC
// 9562 section 4.
func IsTenant(text string) bool {
	if len(text) != 36 {
		return false
	}
	for i := range len(text) {
		hyphen := i == 8 || i == 13 || i == 18 || i == 23
		_, digit := ascii.Hex(text[i])
		if hyphen != (text[i] == '-') || hyphen == digit {
			return false
		}
	}
	return true
}
