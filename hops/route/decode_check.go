package route

import (
	"slices"
	"strconv"

	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/internal/iprange"
	"github.com/hopproof/hopproof/internal/order"
	"github.com/hopproof/hopproof/internal/tree"
)

// check finds what each key by itself cannot show: legs that contradict each
// other.
func (d *decoder) check(root *Node, r *Route) {
	list := root.Member("legs")
	if list == nil {
		d.fail(root, "legs", "the route has no \"legs\"", "list the hosts on the way, oldest first")
		return
	}
	if list.Kind != tree.List {
		return
	}
	nodes := list.Children[:min(len(r.Legs), len(list.Children))]
	for i := range nodes {
		d.checkRole(&nodes[i], r.Legs, i)
	}
	d.checkNames(nodes, r.Legs)
	d.checkEntry(nodes, r)
}

func legText(i int) string { return "leg " + strconv.Itoa(i+1) }

// checkRole: where in a route a role can stand.
func (d *decoder) checkRole(n *Node, legs []Leg, i int) {
	role, before := legs[i].Role, legs[:i]
	follows := len(before) > 0 && before[i-1].Role == hops.RoleEOP
	problem, hint := "", ""
	switch {
	case n.Member("role") == nil:
		d.fail(n, "role", legText(i)+" has no \"role\"", "")
		return
	case role == hops.RoleDevice && i > 0:
		problem, hint = "a device is where mail begins", "make it leg 1"
	case role == hops.RoleDestination && i+1 < len(legs):
		problem, hint = "the destination is where mail ends", "make it the last leg"
	case !inCloud(role):
	case hasLeg(before, role):
		problem, hint = "a second leg of this role", "legs describe the first way through Microsoft 365 only"
	case role == hops.RoleEOP && hasLeg(before, hops.RoleExchangeOnline):
		problem, hint = "out of order", "EOP takes mail in before Exchange Online does: eop, exchange-online"
	case role == hops.RoleExchangeOnline && hasLeg(before, hops.RoleEOP) && !follows:
		problem, hint = "nothing can stand between eop and exchange-online", ""
	case role == hops.RoleExchangeOnline && i > 0 && !follows && before[i-1].Role != hops.RoleSubmission:
		problem, hint = "no host but EOP hands over to Exchange Online", "put {role: eop} before it"
	}
	if problem != "" {
		d.fail(n.At("role"), "role", "\"role\" in "+legText(i)+": "+string(role)+": "+problem, hint)
	}
}

func hasLeg(legs []Leg, role hops.Role) bool {
	return slices.ContainsFunc(legs, func(l Leg) bool { return l.Role == role })
}

// checkNames names every leg, and refuses two of one name: a verdict names its
// legs.
func (d *decoder) checkNames(nodes []Node, legs []Leg) {
	first := make(map[string]int, len(legs))
	for i := range nodes {
		l := &legs[i]
		l.defaultName()
		if j, again := first[l.Name]; again && l.Name != "" {
			d.fail(nodes[i].At("leg"), "leg", legText(i)+" is called "+tree.Quote(l.Name)+" like "+legText(j), "give each leg a name of its own with \"leg\"")
			continue
		}
		first[l.Name] = i
	}
}

// checkEntry refuses a private address for the host that hands over to EOP
// (P10).
func (d *decoder) checkEntry(nodes []Node, r *Route) {
	p, found := r.PrivateEntry()
	if !found {
		return
	}
	i := r.beforeCloud()
	if i >= len(nodes) {
		return
	}
	at := nodes[i].At("ip")
	for j := range at.Children {
		if q, problem, _ := parsePrefix(at.Children[j].Value); problem == "" && q == p {
			at = &at.Children[j]
			break
		}
	}
	d.fail(at, "ip", "\"ip\" in "+legText(i)+": "+iprange.Text(p)+" is private, and EOP never sees a private address",
		"declare the public one from which "+legText(i)+" reaches the Internet")
}

// sort puts the errors in the order of the file: cross checks come late.
func (d *decoder) sort() {
	list := d.errs
	order.Stable(len(list), func(i, j int) bool {
		a, b := list[i], list[j]
		return a.Line < b.Line || a.Line == b.Line && a.Column < b.Column
	}, func(i, j int) { list[i], list[j] = list[j], list[i] })
}
