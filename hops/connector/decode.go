package connector

import (
	"github.com/hopproof/hopproof/internal/tree"
)

// maxErrors bounds how many errors are collected of one file.
const maxErrors = 20

// decoder turns trees into a setup.
type decoder struct {
	file  string
	setup Setup
	errs  Errors
	found bool // something of a setup was in the file
	// objects counts the connectors and domains.
	objects int
	// command: the tree is a command line, which PowerShell would check.
	command bool
	partial bool // it is a Set- command
}

func (d *decoder) fail(n *tree.Node, problem, hint string) {
	if len(d.errs) < maxErrors {
		d.errs = append(d.errs, &tree.Error{File: d.file, Line: n.Line, Column: n.Column, Key: n.Key, Problem: problem, Hint: hint})
	}
}

func (d *decoder) note(code, connector string, args ...string) {
	d.setup.Notes = append(d.setup.Notes, finding(code, connector, args...))
}

// sections are the parts of a file that holds several, by folded key.
var sections = map[string]string{
	"inboundconnectors": "connector", "inboundconnector": "connector", "connectors": "connector", "connector": "connector",
	"accepteddomains": "domain", "accepteddomain": "domain", "domains": "domain",
	"organizationconfig": "organization", "organization": "organization",
}

// part reads a value of the file: a list, an object, or a map of sections. kind
// is what the section promises, or "".
func (d *decoder) part(n *tree.Node, kind string) {
	n = unwrap(n)
	switch {
	case n.Kind == tree.List:
		if kind == "domain" {
			d.found = true
		}
		for i := range n.Children {
			d.part(&n.Children[i], kind)
		}
	case n.Kind == tree.Text && (kind == "domain" || kind == "" && IsDomain(n.Value)):
		d.domain(&tree.Node{Kind: tree.Map, Line: n.Line, Column: n.Column,
			Children: []tree.Node{{Kind: tree.Text, Key: "DomainName", Value: n.Value, Line: n.Line, Column: n.Column}}})
	case n.Kind == tree.Map:
		d.object(n, kind)
	case n.Kind != tree.Null:
		d.fail(n, n.Kind.String()+" stands where a connector is expected", "")
	}
}

// object reads an object by what it has, since exports carry no type.
func (d *decoder) object(n *tree.Node, kind string) {
	if kind == "" {
		kind = kindOf(n)
	}
	switch kind {
	case "connector":
		d.connector(n)
	case "domain":
		d.domain(n)
	case "organization":
		d.organization(n)
	case "outbound":
		d.found = true
		d.note("outbound-connector", textOf(memberOf(n, "Name")))
	default:
		d.sections(n)
	}
}

func (d *decoder) sections(n *tree.Node) {
	for i := range n.Children {
		child := &n.Children[i]
		if kind := sections[foldKey(child.Key)]; kind != "" {
			d.part(child, kind)
		} else {
			d.note("unknown-section", "", "name", child.Key)
		}
	}
}

// kindOf recognises an object by properties that no other has.
func kindOf(n *tree.Node) string {
	for _, mark := range [...]struct{ key, kind string }{
		{"RecipientDomains", "outbound"}, {"SmartHosts", "outbound"}, {"UseMXRecord", "outbound"},
		{"ConnectorType", "connector"}, {"SenderIPAddresses", "connector"}, {"SenderDomains", "connector"},
		{"TlsSenderCertificateName", "connector"}, {"RestrictDomainsToIPAddresses", "connector"},
		{"DomainName", "domain"}, {"DomainType", "domain"}, {"RejectDirectSend", "organization"},
	} {
		if memberOf(n, mark.key) != nil {
			return mark.kind
		}
	}
	return ""
}

func (d *decoder) connector(n *tree.Node) {
	if d.found = true; !d.room(n) {
		return
	}
	first := len(d.setup.Notes)
	c := Connector{Partial: d.partial}
	for i := range n.Children {
		member := &n.Children[i]
		if p := parameterOf(member.Key); p != nil {
			d.set(&c, p, member)
		} else {
			d.other(&c, member)
		}
	}
	if c.Name == "" {
		c.Name = c.identity()
	}
	for i := range d.setup.Notes[first:] {
		d.setup.Notes[first+i].Connector = c.Name // which may have come last
	}
	d.setup.put(c)
}

// maxObjects bounds the connectors and domains of a file: far more than an
// organization can have, and few enough to compare each with each.
const maxObjects = 5000

// room reports whether there may be one more.
func (d *decoder) room(n *tree.Node) bool {
	d.objects++
	if d.objects == maxObjects+1 {
		d.fail(n, "more connectors and domains than any organization has", "")
	}
	return d.objects <= maxObjects
}

// unnamed stands for the name of the connector that is being read.
const unnamed = ""

func (c *Connector) identity() string {
	for _, p := range c.Other {
		if foldKey(p.Name) == "identity" {
			return p.Value
		}
	}
	return ""
}

// other keeps a property that is no parameter. Those of every object say
// nothing; others are named.
func (d *decoder) other(c *Connector, n *tree.Node) {
	f := facts()[foldKey(n.Key)]
	switch {
	case f.name == "":
		if meant := similar(n.Key); meant != "" {
			d.note("unknown-parameter-similar", unnamed, "parameter", n.Key, "similar", meant)
		} else {
			d.note("unknown-parameter", unnamed, "parameter", n.Key)
		}
	case foldKey(f.name) == "whenchangedutc", foldKey(f.name) == "whenchanged" && c.Changed == 0:
		c.Changed = timeOf(n)
	}
	if n.Kind != tree.Null {
		c.Other = append(c.Other, Property{n.Key, textOf(n)})
	}
}

// similar is the parameter that a name was meant to be, or "".
func similar(name string) string {
	names := make([]string, len(parameters))
	for i := range parameters {
		names[i] = foldKey(parameters[i].name)
	}
	if p := parameterOf(tree.Nearest(foldKey(name), names, nil)); p != nil {
		return p.name
	}
	return ""
}

func (d *decoder) domain(n *tree.Node) {
	if d.found = true; !d.room(n) {
		return
	}
	var a AcceptedDomain
	a.Domain = textOf(memberOf(n, "DomainName"))
	if a.Domain == "" {
		a.Domain = textOf(memberOf(n, "Domain"))
	}
	if a.Domain == "" {
		a.Domain = textOf(memberOf(n, "Name"))
	}
	if a.Domain == "" {
		d.fail(n, "an accepted domain has no DomainName", "")
		return
	}
	if t := memberOf(n, "DomainType"); t != nil {
		a.Type = enum(t, domainTypes)
	} else if t := memberOf(n, "Type"); t != nil {
		a.Type = enum(t, domainTypes)
	}
	a.MatchSubDomains = d.on(memberOf(n, "MatchSubDomains"))
	a.Default = d.on(memberOf(n, "Default"))
	d.setup.Domains = append(d.setup.Domains, a)
	// An export lists all domains; what somebody writes down may be some.
	d.setup.DomainsComplete = d.setup.DomainsComplete || !d.command && memberOf(n, "DomainType") != nil
}

// domainTypes are by the numbers that ConvertTo-Json writes for an enumeration.
var domainTypes = []string{"Authoritative", "ExternalRelay", "InternalRelay"}

func (d *decoder) organization(n *tree.Node) {
	d.found = true
	if v := d.on(memberOf(n, "RejectDirectSend")); v != Unset {
		d.setup.RejectDirectSend = v
	}
}
