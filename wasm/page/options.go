package page

import (
	"strconv"
	"strings"

	"github.com/hopproof/hopproof/internal/declare"
	"github.com/hopproof/hopproof/internal/tree"
	"github.com/hopproof/hopproof/report"
)

// options are the options of a call, as they were given.
type options struct {
	lang, name, token, sentAfter, text, dns string
	trust                                   []string
	declared                                declare.Text
	route                                   *tree.Node // nil: none
	kind                                    string
	innerNumber                             int
	inner                                   []report.InnerMessage
}

// read reads options from JSON. What it does not know is an error, so that a
// slip of the pen never weakens a verdict.
func read(json string) (*options, *Error) {
	o := &options{}
	if json == "" {
		return o, nil
	}
	root, e := tree.ParseJSON("options", []byte(json))
	if e != nil {
		return nil, invalid(e.Problem)
	}
	r := reader{}
	r.object(&root, o.member)
	if r.problem != "" {
		return nil, invalid(r.problem)
	}
	return o, nil
}

func (o *options) member(r *reader, n *tree.Node) {
	switch n.Key {
	case "lang":
		o.lang = r.text(n)
	case "name":
		o.name = r.text(n)
	case "token":
		o.token = r.text(n)
	case "sent_after":
		o.sentAfter = r.text(n)
	case "text":
		o.text = r.text(n)
	case "dns":
		o.dns = r.text(n)
	case "kind":
		o.kind = r.text(n)
	case "inner_number":
		o.innerNumber = r.number(n)
	case "inner":
		r.list(n, func(r *reader, item *tree.Node) { o.inner = append(o.inner, r.inner(item)) })
	case "trust":
		o.trust = r.texts(n)
	case "declared":
		r.object(n, o.declaration)
	case "route":
		o.route = n
	default:
		r.unknown(n)
	}
}

func (o *options) declaration(r *reader, n *tree.Node) {
	d := &o.declared
	switch n.Key {
	case "relay_ip":
		d.RelayIP = r.texts(n)
	case "relay_host":
		d.RelayHost = r.texts(n)
	case "device_ip":
		d.DeviceIP = r.texts(n)
	case "domain":
		d.Domain = r.texts(n)
	case "destination":
		d.Destination = r.texts(n)
	case "tenant":
		d.Tenant = r.text(n)
	case "shared":
		d.Shared = r.yes(n)
	default:
		r.unknown(n)
	}
}

// reader reads the members of options and keeps the first problem.
type reader struct{ problem string }

func (r *reader) fail(n *tree.Node, problem string) {
	if r.problem == "" {
		r.problem = n.Key + " " + problem
	}
}

func (r *reader) unknown(n *tree.Node) { r.fail(n, "is no option") }

// object reads the members of an object; null has none.
func (r *reader) object(n *tree.Node, member func(*reader, *tree.Node)) {
	if n.Kind != tree.Map && n.Kind != tree.Null {
		r.fail(n, "must be an object, not "+n.Kind.String())
		return
	}
	for i := range n.Children {
		if c := &n.Children[i]; c.Kind != tree.Null {
			member(r, c)
		}
	}
}

func (r *reader) text(n *tree.Node) string {
	if n.Kind != tree.Text {
		r.fail(n, "must be text, not "+n.Kind.String())
		return ""
	}
	return n.Value
}

// texts reads a list of texts. Empty ones stand for a field of a form that was
// left empty.
func (r *reader) texts(n *tree.Node) (list []string) {
	if n.Kind != tree.List {
		r.fail(n, "must be a list, not "+n.Kind.String())
		return nil
	}
	for i := range n.Children {
		c := &n.Children[i]
		c.Key = n.Key
		if text := strings.TrimSpace(r.text(c)); text != "" {
			list = append(list, text)
		}
	}
	return list
}

// number reads a whole number from 0 on.
func (r *reader) number(n *tree.Node) int {
	value, err := strconv.Atoi(n.Value)
	if n.Kind != tree.Number || err != nil || value < 0 {
		r.fail(n, "must be a whole number")
		return 0
	}
	return value
}

// list reads each item of a list.
func (r *reader) list(n *tree.Node, item func(*reader, *tree.Node)) {
	if n.Kind != tree.List {
		r.fail(n, "must be a list, not "+n.Kind.String())
		return
	}
	for i := range n.Children {
		n.Children[i].Key = n.Key
		item(r, &n.Children[i])
	}
}

// inner reads what a Document says of a message inside.
func (r *reader) inner(n *tree.Node) (m report.InnerMessage) {
	r.object(n, func(r *reader, n *tree.Node) {
		switch n.Key {
		case "index":
			m.Index = r.number(n)
		case "subject":
			m.Subject = r.text(n)
		case "kind":
			m.Kind = report.InnerKind(r.text(n))
		default:
			r.unknown(n)
		}
	})
	return m
}

func (r *reader) yes(n *tree.Node) bool {
	if n.Kind != tree.Bool {
		r.fail(n, "must be true or false, not "+n.Kind.String())
	}
	return n.Value == "true"
}
