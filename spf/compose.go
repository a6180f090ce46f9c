package spf

import (
	"cmp"
	"net/netip"
	"slices"
	"strings"
)

// composer makes one record of many parts.
type composer struct {
	// networks are authorised networks, terms the other directives as text, with
	// their kind.
	networks []netip.Prefix
	terms    []composed
	seen     map[string]bool
	// all is the sign of "all"; 0 if no part has one.
	all Qualifier
	// redirect is kept as text, the other modifiers by their name in small
	// letters.
	redirect  string
	modifiers []composedModifier
	// fixed is whether a sign other than "+" stands before a mechanism: the order
	// of directives then matters.
	fixed bool
}

type composed struct {
	kind Kind
	text string
}

type composedModifier struct{ name, text string }

// merge makes one record of several. What any of them authorises stays
// authorised, unless one before it refuses it.
func merge(texts []string) string {
	var c composer
	for _, text := range texts {
		r := Parse(text)
		c.add(&r, len(texts) > 1)
	}
	return c.record()
}

// add takes over what counts of a record: no directive behind "all", and no
// redirect beside it, and no modifier that nobody knows. A redirect becomes an
// include if other records are to count beside it.
func (c *composer) add(r *Record, beside bool) {
	decided, hasAll := false, r.Find(KindAll) != nil
	for i := range r.Terms {
		t := &r.Terms[i]
		switch {
		case t.Kind == KindInvalid, decided && !t.Kind.IsModifier(), hasAll && t.Kind == KindRedirect:
		case t.Kind == KindAll:
			c.all = weaker(c.all, t.Qualifier)
			decided = true
		case t.Kind == KindRedirect && beside:
			c.term(KindInclude, "include:"+t.Value.In(r.Text))
		case t.Kind == KindRedirect:
			c.redirect = r.TextOf(t)
		case t.Kind.IsModifier():
			c.modifier(lowerASCII(t.Name.In(r.Text)), r.TextOf(t))
		default:
			c.directive(r, t)
		}
	}
}

func (c *composer) directive(r *Record, t *Term) {
	c.fixed = c.fixed || t.Qualifier != '+'
	if t.Network.IsValid() && t.Qualifier == '+' {
		c.networks = append(c.networks, t.Network.Masked())
	}
	c.term(t.Kind, strings.TrimPrefix(r.TextOf(t), "+"))
}

// term adds a directive once.
func (c *composer) term(kind Kind, text string) {
	if key := folded(text); !c.seen[key] {
		if c.seen == nil {
			c.seen = map[string]bool{}
		}
		c.seen[key] = true
		c.terms = append(c.terms, composed{kind, text})
	}
}

// modifier keeps the first of each modifier that means something.
func (c *composer) modifier(name, text string) {
	known := name == KindExp.String() || isReporting(name)
	if known && !slices.ContainsFunc(c.modifiers, func(m composedModifier) bool { return m.name == name }) {
		c.modifiers = append(c.modifiers, composedModifier{name, text})
	}
}

// weaker is the sign that refuses less.
func weaker(a, b Qualifier) Qualifier {
	const order = "+?~-"
	if a == 0 || strings.IndexByte(order, byte(b)) < strings.IndexByte(order, byte(a)) {
		return b
	}
	return a
}

// record writes the parts: networks, which cost nothing, before what asks DNS.
func (c *composer) record() string {
	out := []string{version}
	if !c.fixed {
		for _, n := range aggregate(c.networks) {
			out = append(out, networkTerm(n))
		}
		c.terms = slices.DeleteFunc(c.terms, func(t composed) bool { return t.kind == KindIP4 || t.kind == KindIP6 })
		slices.SortStableFunc(c.terms, func(a, b composed) int { return cmp.Compare(cost(a.kind), cost(b.kind)) })
	}
	for _, t := range c.terms {
		out = append(out, t.text)
	}
	switch {
	case c.all != 0:
		out = append(out, strings.TrimPrefix(string(rune(c.all)), "+")+"all")
	case c.redirect != "":
		out = append(out, c.redirect)
	}
	for _, m := range c.modifiers {
		out = append(out, m.text)
	}
	return strings.Join(out, " ")
}

// cost orders mechanisms by the questions that they put.
func cost(k Kind) int {
	return slices.Index([]Kind{KindA, KindInclude, KindExists, KindMX, KindPTR}, k)
}

func networkTerm(n netip.Prefix) string {
	if n.Addr().Is4() {
		return "ip4:" + networkText(n)
	}
	return "ip6:" + networkText(n)
}

// networkText is a network as people write it: one address without "/32".
func networkText(n netip.Prefix) string {
	if n.IsSingleIP() {
		return n.Addr().String()
	}
	return n.String()
}

// aggregate is the smallest list of networks that holds the same addresses:
// covered ones go, two halves become one. IPv4 comes first.
func aggregate(networks []netip.Prefix) []netip.Prefix {
	all := slices.Clone(networks)
	slices.SortFunc(all, func(a, b netip.Prefix) int {
		return cmp.Or(cmp.Compare(a.Addr().BitLen(), b.Addr().BitLen()), a.Addr().Compare(b.Addr()), cmp.Compare(a.Bits(), b.Bits()))
	})
	var out []netip.Prefix
	for _, n := range all {
		if len(out) > 0 && covers(out[len(out)-1], n) {
			continue
		}
		out = append(out, n)
		for len(out) > 1 {
			whole, ok := halves(out[len(out)-2], out[len(out)-1])
			if !ok {
				break
			}
			out = append(out[:len(out)-2], whole)
		}
	}
	return out
}

// halves is the network of which a and b are the two halves.
func halves(a, b netip.Prefix) (netip.Prefix, bool) {
	if a.Bits() != b.Bits() || a.Bits() == 0 || a == b || a.Addr().BitLen() != b.Addr().BitLen() {
		return netip.Prefix{}, false
	}
	whole := netip.PrefixFrom(a.Addr(), a.Bits()-1).Masked()
	return whole, whole.Contains(b.Addr())
}
