package live

import (
	"context"

	"github.com/hopproof/hopproof/report"
	"github.com/hopproof/hopproof/spf"
)

// SPFTree is a record with all that it includes.
type SPFTree struct {
	Head
	// Limit is how many lookups a check may take (RFC 7208 section 4.6.4).
	Limit int     `json:"limit"`
	Root  SPFNode `json:"root"`
}

// SPFNode is one record of the tree.
type SPFNode struct {
	Domain string `json:"domain"`
	// Problem is why there is no record, or why not all of it counts.
	Problem string       `json:"problem,omitempty"`
	Args    report.Pairs `json:"args,omitempty"`
	Text    string       `json:"text,omitempty"` // the sentence of Problem
	Record  string       `json:"record,omitempty"`
	// Own is how many terms of the record ask DNS, Subtree that with all below.
	Own     int `json:"own"`
	Subtree int `json:"subtree"`
	// Voids4 and Voids6 are how many questions of the subtree find nothing, for a
	// client with an IPv4 or an IPv6 address; 2 are allowed.
	Voids4 int       `json:"voids_ipv4"`
	Voids6 int       `json:"voids_ipv6"`
	Terms  []SPFTerm `json:"terms"`
}

// SPFTerm is one term of a record in the tree.
type SPFTerm struct {
	Term   string `json:"term"`
	Target string `json:"target,omitempty"`
	// Cost is how many lookups it takes with all below it, Running how many a
	// check has taken after it.
	Cost      int          `json:"cost"`
	Running   int          `json:"running"`
	Unreached bool         `json:"unreached,omitempty"` // nobody ever looks at it
	Addresses []string     `json:"addresses,omitempty"`
	Problem   string       `json:"problem,omitempty"`
	Args      report.Pairs `json:"args,omitempty"`
	Text      string       `json:"text,omitempty"`
	Record    *SPFNode     `json:"record,omitempty"` // what it leads to
}

// TreeSPF fetches the record of a domain and all that it includes.
func TreeSPF(ctx context.Context, r spf.Resolver, domain string, head Head) SPFTree {
	w := words{Lookup(head.Lang)}
	head.Schema, head.Lang = SchemaSPF, w.c.Lang()
	return SPFTree{Head: head, Limit: spf.DefaultLookups, Root: *w.node(spf.Tree(ctx, r, domain, spf.Limits{}))}
}

func (w words) node(n *spf.Node) *SPFNode {
	out := &SPFNode{
		Domain: n.Domain, Record: n.Record, Own: n.Own, Subtree: n.Subtree, Voids4: n.Voids4, Voids6: n.Voids6, Terms: []SPFTerm{},
	}
	out.Problem, out.Args, out.Text = w.treeProblem(n.Code, n.Args)
	for i := range n.Terms {
		t := &n.Terms[i]
		term := SPFTerm{Term: t.Text, Target: t.Target, Cost: t.Cost, Running: t.Running, Unreached: t.Unreached}
		for _, ip := range t.Addrs {
			term.Addresses = append(term.Addresses, ip.String())
		}
		term.Problem, term.Args, term.Text = w.treeProblem(t.Code, t.Args)
		if t.Node != nil {
			term.Record = w.node(t.Node)
		}
		out.Terms = append(out.Terms, term)
	}
	return out
}

// treeProblem is the sentence of a code of trees, which are partly those of
// reasons.
func (w words) treeProblem(code string, args []spf.Arg) (string, report.Pairs, string) {
	if code == "" {
		return "", nil, ""
	}
	p := pairs(args)
	key := "spf.tree." + code
	if !w.c.Has(key) {
		key = "spf.reason." + code
	}
	return code, p, w.text(key, p)
}

// Broken reports whether a check with this record ends in an error, for a client
// that nothing matches. Questions for IPv6 that find nothing are shown and not held
// against the record: a host without such an address is no fault of it.
func (d *SPFTree) Broken() bool {
	switch d.Root.Problem {
	case "", spf.ReasonDNS, spf.ReasonNoRecord: // without a record the result is none (RFC 7208 section 4.5)
		return d.Root.Subtree > d.Limit || d.Root.Voids4 > spf.DefaultVoids || d.Root.broken()
	}
	return true
}

// Unknown reports whether DNS did not answer everything.
func (d *SPFTree) Unknown() bool { return d.Root.unknown() }

func (n *SPFNode) broken() bool {
	for i := range n.Terms {
		t := &n.Terms[i]
		switch below := t.Record; {
		case t.Unreached:
		case t.Problem == spf.ReasonMX:
			return true
		case below == nil:
		case below.Problem != "" && below.Problem != spf.ReasonDNS, below.broken():
			return true
		}
	}
	return false
}

func (n *SPFNode) unknown() bool {
	if n.Problem == spf.ReasonDNS {
		return true
	}
	for i := range n.Terms {
		t := &n.Terms[i]
		if t.Problem == spf.ReasonDNS || t.Record != nil && t.Record.unknown() {
			return true
		}
	}
	return false
}
