package spf

import (
	"context"
	"net/netip"
)

// Node is a record with all that it includes.
type Node struct {
	Domain string
	// Code says why there is no record or not all of it counts: a code of
	// reasons, or one of trees. It is "" if all is well.
	Code string
	Args []Arg
	// Record is the text of the record, Problems what is wrong with it.
	Record   string
	Problems []Problem
	Terms    []NodeTerm
	// Own is how many terms of the record itself ask DNS, Subtree that and what
	// they include. It is the cost of a check in which nothing matches (RFC 7208
	// section 4.6.4).
	Own, Subtree int
	// Voids4 and Voids6 are how many questions of the subtree find nothing, for
	// a client with an IPv4 or an IPv6 address.
	Voids4, Voids6 int
}

// NodeTerm is a term of a Node.
type NodeTerm struct {
	Kind Kind
	Text string
	Span Span
	// Target is the domain that is asked for; "" if there is none, or if macros
	// make it another for each message, which Dynamic says.
	Target  string
	Dynamic bool
	// Unreached is whether the term stands behind "all", or is a redirect beside
	// it: nobody ever looks at it.
	Unreached bool
	// Cost is how many lookups the term takes with all below it, Running how many
	// a check has taken after it if nothing matched before.
	Cost, Running int
	// Addrs are the addresses that "a" and "mx" authorise, before any prefix
	// length, MX the exchangers of "mx".
	Addrs []netip.Addr
	MX    []MX
	// Voids4 and Voids6 are as in Node.
	Voids4, Voids6 int
	// Code and Args are as in Node, for what "a", "mx" and "exists" asked.
	Code string
	Args []Arg
	// Node is what an include or redirect leads to.
	Node *Node
}

// The codes of trees besides those of reasons.
const (
	TreeLoop    = "loop"    // the record is already being included
	TreeDynamic = "dynamic" // the name depends on the message
	TreeCut     = "cut"     // the tree is larger than is shown
)

// The bounds of a tree. A record that can be evaluated has eleven nodes at most.
const (
	maxNodes     = 100
	maxQuestions = 400
)

// Tree fetches the record of a domain and what it includes, and counts what it
// costs. It goes on where a check would stop, so that the whole is seen, up to a
// hundred records and 400 questions. Of the limits, those of MX and Depth count.
// It never fails: where DNS does not answer, or r is nil, a Node says so.
func Tree(ctx context.Context, r Resolver, domain string, l Limits) *Node {
	w := walker{ctx: ctx, resolver: r, limits: l.withDefaults(), answers: map[walkerKey]walkerAnswer{}}
	// A tree may be deeper than a check, to show by how much a record is too deep.
	w.limits.Depth *= 2
	return w.node(withoutFinalDot(domain), nil)
}

type walker struct {
	ctx      context.Context
	resolver Resolver
	limits   Limits
	answers  map[walkerKey]walkerAnswer
	nodes    int
	running  int
}

type walkerKey struct {
	name string
	kind Type
}

type walkerAnswer struct {
	Answer
	err error
}

// ask puts each question once. code is "" unless there was no answer, or no room
// for the question.
func (w *walker) ask(name string, kind Type) (a Answer, code string, args []Arg) {
	key := walkerKey{lowerASCII(name), kind}
	known, ok := w.answers[key]
	if !ok {
		if len(w.answers) >= maxQuestions {
			return a, TreeCut, nil
		}
		known.Answer, known.err = Ask(w.ctx, w.resolver, name, kind)
		w.answers[key] = known
	}
	if known.err != nil {
		return a, ReasonDNS, []Arg{{"name", name}, {"type", kind.String()}, {"error", known.err.Error()}}
	}
	return known.Answer, "", nil
}

// node builds the node of a domain; above are the domains that led to it.
func (w *walker) node(domain string, above []string) *Node {
	n := &Node{Domain: domain}
	w.nodes++
	switch {
	case !checkable(domain):
		n.Code, n.Args = ReasonDomain, []Arg{{"name", domain}}
		return n
	case containsName(above, domain):
		n.Code, n.Args = TreeLoop, []Arg{{"domain", domain}}
		return n
	case w.nodes > maxNodes || len(above) > w.limits.Depth:
		n.Code = TreeCut
		return n
	}
	answer, code, args := w.ask(domain, TypeTXT)
	if code != "" {
		n.Code, n.Args = code, args
		return n
	}
	var records []string
	for _, text := range answer.Texts {
		if IsRecord(text) {
			records = append(records, text)
		}
	}
	switch len(records) {
	case 0:
		n.Code, n.Args = ReasonNoRecord, []Arg{{"domain", domain}}
	case 1:
		w.fill(n, records[0], append(above[:len(above):len(above)], domain))
	default:
		n.Code, n.Args = ReasonSeveral, []Arg{{"domain", domain}, {"count", number(len(records))}}
	}
	return n
}

func containsName(names []string, name string) bool {
	for _, n := range names {
		if equalName(n, name) {
			return true
		}
	}
	return false
}

// fill walks the terms. A record outside the grammar is walked as far as it can
// be read.
func (w *walker) fill(n *Node, text string, path []string) {
	r := Parse(text)
	n.Record, n.Problems = text, r.Problems
	if len(r.Problems) > 0 {
		p := &r.Problems[0]
		n.Code, n.Args = ReasonSyntax, []Arg{{"domain", path[len(path)-1]}, {"text", p.Span.In(text)}, {"column", number(p.Span.Column())}}
	}
	hasAll := r.Find(KindAll) != nil
	n.Terms = make([]NodeTerm, 0, len(r.Terms))
	var redirects []int
	reached := true
	for i := range r.Terms {
		t := &r.Terms[i]
		n.Terms = append(n.Terms, NodeTerm{Kind: t.Kind, Text: r.TextOf(t), Span: t.Span})
		out := &n.Terms[i]
		switch {
		case t.Kind == KindRedirect && !hasAll:
			redirects = append(redirects, i)
			continue
		case t.Kind == KindRedirect, !t.Kind.IsModifier() && !reached:
			out.Unreached = true
			continue
		}
		reached = reached && t.Kind != KindAll
		w.term(n, out, t, path)
	}
	// A redirect is followed last, wherever it stands (section 6.1).
	for _, i := range redirects {
		w.term(n, &n.Terms[i], &r.Terms[i], path)
	}
}

// term walks one term and adds what it costs.
func (w *walker) term(n *Node, out *NodeTerm, t *Term, path []string) {
	if t.Kind.NeedsDNS() {
		n.Own++
		w.running++
		out.Cost = 1
		w.follow(out, t, path)
	}
	if out.Node != nil {
		out.Cost += out.Node.Subtree
		out.Voids4 += out.Node.Voids4
		out.Voids6 += out.Node.Voids6
	}
	out.Running = w.running
	n.Subtree += out.Cost
	n.Voids4 += out.Voids4
	n.Voids6 += out.Voids6
}

// follow asks what the term asks.
func (w *walker) follow(out *NodeTerm, t *Term, path []string) {
	domain := path[len(path)-1]
	name := domain
	if t.Domain.Text != "" {
		var ok bool
		if name, ok = constantName(&t.Domain, domain); !ok {
			out.Dynamic, out.Code = true, TreeDynamic
			return
		}
	}
	out.Target = name
	switch t.Kind {
	case KindInclude, KindRedirect:
		out.Node = w.node(name, path)
	case KindA:
		w.hosts(out, name)
	case KindMX:
		w.mx(out, name)
	case KindExists:
		if a, ok := w.require(out, name, TypeA); ok && a.Void() {
			out.Voids4++
			out.Voids6++
		}
	}
}

// constantName is the value of a domain-spec that is the same for every
// message: it has no macro but %{d}.
func constantName(m *MacroString, domain string) (string, bool) {
	for _, c := range m.Letters() {
		if c != 'd' {
			return "", false
		}
	}
	e := evaluation{}
	return e.domainOf(m, domain), true
}

func (w *walker) require(out *NodeTerm, name string, kind Type) (Answer, bool) {
	if !askable(name) {
		out.Code, out.Args = ReasonDomain, []Arg{{"name", name}}
		return Answer{}, false
	}
	a, code, args := w.ask(name, kind)
	if code != "" {
		out.Code, out.Args = code, args
	}
	return a, code == ""
}

func (w *walker) hosts(out *NodeTerm, name string) {
	four, ok := w.require(out, name, TypeA)
	if ok && four.Void() {
		out.Voids4++
	}
	six, ok := w.require(out, name, TypeAAAA)
	if ok && six.Void() {
		out.Voids6++
	}
	out.Addrs = append(append(out.Addrs, four.Addrs...), six.Addrs...)
}

func (w *walker) mx(out *NodeTerm, name string) {
	a, ok := w.require(out, name, TypeMX)
	if !ok {
		return
	}
	if a.Void() {
		out.Voids4++
		out.Voids6++
	}
	out.MX = a.MX
	for i := range a.MX {
		if i >= w.limits.MX {
			out.Code, out.Args = ReasonMX, []Arg{{"name", name}, {"limit", number(w.limits.MX)}, {"term", out.Text}}
			return
		}
		if host := withoutFinalDot(a.MX[i].Host); askable(host) {
			w.hosts(out, host)
		}
	}
}
