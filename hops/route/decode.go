package route

import (
	"strconv"

	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/internal/tree"
)

// ParseJSON reads a route from JSON. name is what errors call the file. The
// error is of type [Errors].
func ParseJSON(name string, data []byte) (Route, error) {
	root, e := tree.ParseJSON(name, data)
	if e != nil {
		return Route{}, Errors{e}
	}
	return FromNode(name, &root)
}

// Validate tells what a file with r in it would be refused for: a role that does
// not exist, a private address for the host that hands over to EOP (P10), legs
// out of order, two of one name. Verify makes the best of such a route, which is
// seldom what was meant. The error is nil or of type [Errors]; its places are
// those of the text that [Route.AppendJSON] writes.
func (r *Route) Validate() error {
	_, err := ParseJSON("route", r.AppendJSON(nil))
	return err
}

// FromNode reads a route from a tree. It is strict: what it does not know is
// an error, so that a slip of the pen never weakens a route. The error is of
// type [Errors] and holds all that was found, up to a bound.
func FromNode(name string, root *Node) (Route, error) {
	d := decoder{file: name}
	var r Route
	if root.Kind != tree.Map {
		d.fail(root, "", "a route is a map with the key \"legs\", not "+root.Kind.String(), "")
		return Route{}, d.errs
	}
	decodeMap(&d, root, "", routeFields[:], routeAliases, &r)
	d.check(root, &r)
	if len(d.errs) > 0 {
		d.sort()
		return Route{}, d.errs
	}
	return r, nil
}

// maxErrors bounds how many errors are collected: a file of another kind
// would else yield one for every line.
const maxErrors = 20

type decoder struct {
	file string
	errs Errors
	// where the decoder is, for errors: "leg 2"; empty at the top.
	where string
	key   string // the key whose value is read
}

func (d *decoder) add(e *Error) {
	if len(d.errs) < maxErrors {
		e.File = d.file
		d.errs = append(d.errs, e)
	}
}

// fail reports a problem of a value.
func (d *decoder) fail(n *Node, key, problem, hint string) {
	d.add(&Error{Line: n.Line, Column: n.Column, Key: key, Problem: problem, Hint: hint})
}

// bad reports a problem of the value of the current key.
func (d *decoder) bad(n *Node, problem, hint string) {
	d.fail(n, d.key, tree.Quote(d.key)+d.in()+": "+problem, hint)
}

// in is " in leg 2", or nothing at the top.
func (d *decoder) in() string {
	if d.where == "" {
		return ""
	}
	return " in " + d.where
}

// field is a key of a map and what takes its value.
type field[T any] struct {
	key string
	set func(*decoder, *Node, *T)
}

// decodeMap gives the members of a map to their fields.
func decodeMap[T any](d *decoder, n *Node, where string, fields []field[T], others tree.Aliases, into *T) {
	outer, outerKey := d.where, d.key
	d.where = where
	first := make(map[string]int, len(fields))
	for i := range n.Children {
		member := &n.Children[i]
		line, again := first[member.Key]
		set := fieldOf(fields, member.Key)
		switch {
		case again:
			d.failKey(member, "duplicate key "+tree.Quote(member.Key)+d.in(), "the first one stands in line "+strconv.Itoa(line))
		case set == nil:
			d.failKey(member, "unknown key "+tree.Quote(member.Key)+d.in(), suggestion(tree.Nearest(member.Key, keys(fields), others)))
		default:
			first[member.Key] = member.KeyLine
			d.key = member.Key
			set(d, member, into)
		}
		if len(d.errs) == maxErrors {
			break
		}
	}
	d.where, d.key = outer, outerKey
}

func (d *decoder) failKey(n *Node, problem, hint string) {
	d.add(&Error{Line: n.KeyLine, Column: n.KeyColumn, Key: n.Key, Problem: problem, Hint: hint})
}

func suggestion(word string) string {
	if word == "" {
		return ""
	}
	return "did you mean " + tree.Quote(word) + "?"
}

func fieldOf[T any](fields []field[T], key string) func(*decoder, *Node, *T) {
	for i := range fields {
		if fields[i].key == key {
			return fields[i].set
		}
	}
	return nil
}

func keys[T any](fields []field[T]) []string {
	list := make([]string, len(fields))
	for i := range fields {
		list[i] = fields[i].key
	}
	return list
}

// The keys of a route file, and what else people write for them.
var (
	routeFields = [...]field[Route]{
		{"name", func(d *decoder, n *Node, r *Route) { r.Name = d.text(n) }},
		{"organization", (*decoder).organization},
		{"legs", (*decoder).legs},
		{"attributed", func(d *decoder, n *Node, r *Route) { r.Attributed = d.yes(n) }},
		{"forbid", (*decoder).forbid},
		{"within", func(d *decoder, n *Node, r *Route) { r.Within = d.duration(n) }},
		{"strict", func(d *decoder, n *Node, r *Route) { r.Strict = d.yes(n) }},
	}
	routeAliases = tree.Aliases{
		{"title", "name"}, {"route", "legs"}, {"hops", "legs"}, {"steps", "legs"}, {"leg", "legs"},
		{"org", "organization"}, {"tenant", "organization"}, {"domains", "organization"}, {"domain", "organization"},
		{"forbidden", "forbid"}, {"deny", "forbid"}, {"timeout", "within"}, {"max_delay", "within"},
	}

	organizationFields = [...]field[Organization]{
		{"domains", func(d *decoder, n *Node, o *Organization) { o.Domains = d.domains(n) }},
		{"tenant", func(d *decoder, n *Node, o *Organization) { o.Tenant = d.guid(n) }},
	}
	organizationAliases = tree.Aliases{{"accepted_domains", "domains"}, {"id", "tenant"}, {"name", ""}}

	legFields = [...]field[Leg]{
		{"leg", func(d *decoder, n *Node, l *Leg) { l.Name = d.text(n) }},
		{"role", func(d *decoder, n *Node, l *Leg) { l.Role = d.role(n) }},
		{"by", func(d *decoder, n *Node, l *Leg) { l.By = d.names(n) }},
		{"ip", func(d *decoder, n *Node, l *Leg) { l.IP = d.prefixes(n) }},
		{"helo", func(d *decoder, n *Node, l *Leg) { l.Helo = d.names(n) }},
		{"rdns", func(d *decoder, n *Node, l *Leg) { l.RDNS = d.names(n) }},
		{"tls", func(d *decoder, n *Node, l *Leg) { l.TLS = d.floor(n) }},
		{"certificate", func(d *decoder, n *Node, l *Leg) { l.Certificate = d.texts(n) }},
		{"authenticated", func(d *decoder, n *Node, l *Leg) { l.Authenticated = d.logins(n) }},
		{"with", func(d *decoder, n *Node, l *Leg) { l.With = d.texts(n) }},
		{"operator", func(d *decoder, n *Node, l *Leg) { l.Operator = d.operator(n) }},
		{"within", func(d *decoder, n *Node, l *Leg) { l.Within = d.duration(n) }},
		{"shared", func(d *decoder, n *Node, l *Leg) { l.Shared = d.yes(n) }},
		{"optional", func(d *decoder, n *Node, l *Leg) { l.Optional = d.yes(n) }},
	}
	legAliases = tree.Aliases{
		{"name", "leg"}, {"type", "role"}, {"host", "by"}, {"hostname", "by"}, {"server", "by"},
		{"address", "ip"}, {"addresses", "ip"}, {"cidr", "ip"}, {"ips", "ip"}, {"ehlo", "helo"}, {"ptr", "rdns"}, {"reverse_dns", "rdns"},
		{"cert", "certificate"}, {"client_certificate", "certificate"}, {"subject", "certificate"},
		{"auth", "authenticated"}, {"login", "authenticated"}, {"user", "authenticated"},
		{"protocol", "with"}, {"provider", "operator"}, {"max_delay", "within"}, {"timeout", "within"}, {"delay", "within"},
		{"nat", "shared"}, {"required", "optional"},
	}

	forbidFields = [...]field[Leg]{
		{"role", (*decoder).forbiddenRole},
		{"by", func(d *decoder, n *Node, l *Leg) { l.By = d.names(n) }},
		{"ip", func(d *decoder, n *Node, l *Leg) { l.IP = d.prefixes(n) }},
		{"operator", func(d *decoder, n *Node, l *Leg) { l.Operator = d.operator(n) }},
	}
)

func (d *decoder) organization(n *Node, r *Route) {
	if n.Kind != tree.Map {
		d.bad(n, n.Kind.String()+" is not allowed here", "write a map with \"domains\" and \"tenant\"")
		return
	}
	decodeMap(d, n, "organization", organizationFields[:], organizationAliases, &r.Organization)
}

func (d *decoder) legs(n *Node, r *Route) {
	d.maps(n, "leg", func(item *Node, where string) {
		var l Leg
		decodeMap(d, item, where, legFields[:], legAliases, &l)
		r.Legs = append(r.Legs, l)
	})
}

func (d *decoder) forbid(n *Node, r *Route) {
	d.maps(n, "forbid", func(item *Node, where string) {
		var l Leg
		decodeMap(d, item, where, forbidFields[:], legAliases, &l)
		if len(item.Children) == 0 {
			d.fail(item, "forbid", where+" names no host", "give role, by, ip or operator")
		}
		r.Forbid = append(r.Forbid, l)
	})
}

// maps reads a list of maps; what an item is not is an error too.
func (d *decoder) maps(n *Node, item string, each func(n *Node, where string)) {
	if n.Kind != tree.List {
		d.bad(n, n.Kind.String()+" is not allowed here", "write a list")
		return
	}
	if len(n.Children) == 0 {
		d.bad(n, "the list is empty", "")
	}
	for i := range n.Children {
		where := item + " " + strconv.Itoa(i+1)
		if len(d.errs) == maxErrors {
			return
		}
		child := &n.Children[i]
		if child.Kind != tree.Map {
			d.fail(child, d.key, where+" must be a map, not "+child.Kind.String(), "")
			return
		}
		each(child, where)
	}
}

// roles that a leg can have.
var roles = [...]hops.Role{
	hops.RoleDevice, hops.RoleSubmission, hops.RoleRelay, hops.RoleFilter, hops.RoleEOP, hops.RoleExchangeOnline,
	hops.RoleForwarder, hops.RoleList, hops.RoleDestination, hops.RoleInternal, hops.RoleOther,
}
