package spf

import (
	"context"
	"errors"
	"net/netip"
)

// Type is a DNS record type by its IANA number.
type Type uint16

// The types that mail needs. SPF itself asks for no CNAME: a resolver follows
// aliases on its own.
const (
	TypeA     Type = 1
	TypeCNAME Type = 5
	TypePTR   Type = 12
	TypeMX    Type = 15
	TypeTXT   Type = 16
	TypeAAAA  Type = 28
)

// String is the name of the type, as in a zone file.
func (t Type) String() string {
	switch t {
	case TypeA:
		return "A"
	case TypeCNAME:
		return "CNAME"
	case TypePTR:
		return "PTR"
	case TypeMX:
		return "MX"
	case TypeTXT:
		return "TXT"
	case TypeAAAA:
		return "AAAA"
	}
	return "?"
}

// Resolver answers DNS questions.
type Resolver interface {
	// Resolve asks for the records of one type at one name, which is a domain
	// name without a final dot; for PTR it is the full name under in-addr.arpa
	// or ip6.arpa. Macros bring in what senders write, so a label may hold any
	// printable US-ASCII: a blank, a quotation mark, and a backslash, which stands
	// for itself and escapes nothing. A name that does not exist, or has no record
	// of the type, is an Answer (RFC 7208 section 4.6.4 calls it void) and no error.
	// An error means that there was no answer: a timeout, a refusal, a broken server.
	// It is RFC 7208's temperror.
	Resolve(ctx context.Context, name string, t Type) (Answer, error)
}

// ErrNoResolver is why nobody was asked where a Resolver is nil.
var ErrNoResolver = errors.New("nobody to ask: no resolver was given")

// Ask puts a question to r, unless ctx has ended or r is nil: the error is then
// that of ctx, or [ErrNoResolver].
func Ask(ctx context.Context, r Resolver, name string, t Type) (Answer, error) {
	switch err := ctx.Err(); {
	case err != nil:
		return Answer{}, err
	case r == nil:
		return Answer{}, ErrNoResolver
	}
	return r.Resolve(ctx, name, t)
}

// Answer is what DNS says to one question. Only the list of the asked type is
// filled.
type Answer struct {
	// Missing is whether the name itself does not exist (RCODE 3, RFC 1035
	// section 4.1.1).
	Missing bool
	// Addrs are the addresses of A or AAAA records.
	Addrs []netip.Addr
	// Texts are the TXT records, each with its character-strings joined (RFC
	// 7208 section 3.3). The bytes are as they came.
	Texts []string
	// Hosts are the names of PTR and CNAME records, without a final dot.
	Hosts []string
	// MX are the mail exchangers in the order of their preference.
	MX []MX
	// TTL is for how many seconds the answer holds; the shortest of its records.
	TTL uint32
	// Secure is whether the resolver says that DNSSEC proves the answer (the AD
	// bit, RFC 4035 section 3.2.3).
	Secure bool
}

// MX is one mail exchanger (RFC 5321 section 5.1).
type MX struct {
	Preference uint16
	// Host is a domain name without a final dot; "" is the null MX (RFC 7505).
	Host string
}

// Void reports whether the answer holds no record.
func (a *Answer) Void() bool {
	return len(a.Addrs) == 0 && len(a.Texts) == 0 && len(a.Hosts) == 0 && len(a.MX) == 0
}
