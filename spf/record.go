package spf

import "net/netip"

// Kind is what a term is.
type Kind uint8

// The mechanisms (RFC 7208 section 5) and modifiers (section 6).
const (
	// KindInvalid is a term outside the grammar; a Problem says why.
	KindInvalid Kind = iota
	KindAll
	KindInclude
	KindA
	KindMX
	KindPTR
	KindIP4
	KindIP6
	KindExists
	KindRedirect
	KindExp
	// KindUnknown is any other modifier. It is legal and ignored (section 6).
	KindUnknown
)

var kindNames = [...]string{"", "all", "include", "a", "mx", "ptr", "ip4", "ip6", "exists", "redirect", "exp", ""}

// String is the name as the RFC writes it; "" for a term that has none there.
func (k Kind) String() string { return kindNames[k] }

// IsModifier reports whether k decides nothing by itself (section 4.6.1).
func (k Kind) IsModifier() bool { return k >= KindRedirect }

// NeedsDNS reports whether the term counts against the limit of lookups (RFC
// 7208 section 4.6.4).
func (k Kind) NeedsDNS() bool {
	switch k {
	case KindInclude, KindA, KindMX, KindPTR, KindExists, KindRedirect:
		return true
	}
	return false
}

// TakesDomain reports whether the value of the term is a domain-spec.
func (k Kind) TakesDomain() bool { return k.NeedsDNS() || k == KindExp }

// isReporting reports whether a modifier asks for reports of failures (RFC 6652
// section 3), which is all that was ever defined besides redirect and exp.
func isReporting(name string) bool {
	return equalName(name, "ra") || equalName(name, "rp") || equalName(name, "rr")
}

// Qualifier is the sign before a mechanism (section 4.6.2): one of '+', '-',
// '~', '?'.
type Qualifier byte

// Status is what a mechanism with this sign gives when it matches.
func (q Qualifier) Status() Status {
	switch q {
	case '-':
		return Fail
	case '~':
		return Softfail
	case '?':
		return Neutral
	}
	return Pass
}

// Record is an SPF record, taken apart. The places are bytes of Text.
type Record struct {
	Text  string
	Terms []Term
	// Problems are in the order of the terms. A record with any is a permerror;
	// Terms then still holds what could be read.
	Problems []Problem
}

// Term is a directive or a modifier.
type Term struct {
	Kind Kind
	// Qualifier is '+' where none is written, 0 for a modifier.
	Qualifier Qualifier
	// Span is the whole term, Name the word before the colon, slash or equals
	// sign, Value what follows the colon or equals sign, without prefix lengths
	// of "a" and "mx" and with that of "ip4" and "ip6". PrefixLength is "/24" or
	// "/24//64". Absent parts are zero.
	Span, Name, Value, PrefixLength Span
	// Domain is the domain-spec; of an unknown modifier, its macro-string.
	Domain MacroString
	// Network is the value of ip4 and ip6, with host bits as written.
	Network netip.Prefix
	// Bits4 and Bits6 are the prefix lengths of a and mx (section 5.6): 32 and
	// 128 if not written.
	Bits4, Bits6 uint8
}

// Find returns the first term of the kind, or nil.
func (r *Record) Find(k Kind) *Term {
	for i := range r.Terms {
		if r.Terms[i].Kind == k {
			return &r.Terms[i]
		}
	}
	return nil
}

// TextOf is the term as the record writes it.
func (r *Record) TextOf(t *Term) string { return t.Span.In(r.Text) }
