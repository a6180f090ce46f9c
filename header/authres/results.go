package authres

import "github.com/hopproof/hopproof/header"

// Results is one field of results taken apart. Absent parts are zero.
type Results struct {
	// Instance is the number of the ARC set (RFC 8617 section 4.2.1), only in
	// ARC-Authentication-Results; 0 if there is none.
	Instance int
	// AuthservID is who says it. Microsoft's Authentication-Results has none.
	AuthservID string
	// Version is the number behind it; 0: not written, which means 1 (RFC
	// 8601 section 2.2).
	Version int
	// NoResult: the field says "none": nothing was checked.
	NoResult bool
	Items    []Item
	// Comments are those of no item.
	Comments []header.Text
	// Extra is text of no item, such as the recipient domains that Microsoft
	// wrote between its results until 2021.
	Extra []Property
	// Encoded: the whole value was RFC 2047 encoded-words. It was decoded and
	// no part has a place.
	Encoded bool
	// Ambiguous: comments or quotes of the field can be read in two ways, so
	// a sender may have had a hand in it. Then it proves nothing.
	Ambiguous bool
	Problems  []header.Problem

	Spans ResultsSpans
}

// ResultsSpans are the places of the parts of Results; zero where a part is
// absent. AuthservID includes the quotes it may stand in, Instance is "i=1".
type ResultsSpans struct {
	Instance, AuthservID, Version, NoResult header.Span
}

// Item is one result, the resinfo of RFC 8601 section 2.2. Method and Result
// are in lower case and consist of letters, digits, "-" and "_" alone. They
// need not be registered names: Microsoft writes dmarc=bestguesspass.
type Item struct {
	Method        string
	MethodVersion int // 0: not written, which means 1
	Result        string
	Reason        string // "100" of Microsoft's "compauth=pass reason=100" too
	// Properties are the ptype.property=value parts in their order.
	Properties []Property
	// Comments in their order: "sender IP is 192.0.2.1", "p=none dis=none".
	Comments []header.Text
	// Extra are the parts without a ptype, such as Microsoft's action=none,
	// and text that was not understood.
	Extra []Property

	Spans ItemSpans
}

// ItemSpans are the places of the parts of an Item. Whole ends with its last
// property or comment; Reason is the place of the value, with its quotes.
type ItemSpans struct {
	Whole, Method, Result, Reason header.Span
}

// Property is one named value. Type and Name are in lower case.
type Property struct {
	Type  string // ptype: smtp, header, policy, body, dns; empty in Extra where none was written
	Name  string // empty in Extra for text that names no value
	Value string // a quoted-string without its quotes; else as written
	// Span is the place of all of it, ValueSpan that of the value with its
	// quotes. The value may be empty: Microsoft writes "header.from=;".
	Span, ValueSpan header.Span
}

// Get returns the value of the first property of that ptype and name, which
// are given in lower case.
func (it *Item) Get(ptype, name string) (value string, ok bool) {
	for i := range it.Properties {
		if p := &it.Properties[i]; p.Type == ptype && p.Name == name {
			return p.Value, true
		}
	}
	return "", false
}

// GetExtra returns the value of the first part of that name without a ptype,
// such as "action".
func (it *Item) GetExtra(name string) (value string, ok bool) {
	for i := range it.Extra {
		if p := &it.Extra[i]; p.Type == "" && p.Name == name && name != "" {
			return p.Value, true
		}
	}
	return "", false
}
