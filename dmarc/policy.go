package dmarc

import (
	"cmp"
	"strconv"
	"strings"
)

// Policy is what the owner of a domain asks for mail that fails DMARC: one of
// the policy constants, or "" where a record does not say.
type Policy string

// The policies, from the weakest to the strongest (RFC 9989 section 4.7).
const (
	PolicyNone       Policy = "none"
	PolicyQuarantine Policy = "quarantine"
	PolicyReject     Policy = "reject"
)

// Softened is one step less: what test mode (t=y) asks for (RFC 9989 section
// 4.7).
func (p Policy) Softened() Policy {
	if p == PolicyReject {
		return PolicyQuarantine
	}
	return PolicyNone
}

// Weaker reports whether p asks for less than other does.
func (p Policy) Weaker(other Policy) bool { return p.rank() < other.rank() }

func (p Policy) rank() int {
	switch p {
	case PolicyQuarantine:
		return 1
	case PolicyReject:
		return 2
	}
	return 0
}

// Usable reports whether receivers act on the record. One without a policy, or
// with one that does not exist, counts only if it wants reports, and then as
// p=none (RFC 9989 section 4.10.1, RFC 7489 section 6.6.3).
func (r *Record) Usable() bool { return !r.Invalid || hasURI(r.Value("rua")) }

// Policy is what the record asks for mail of the domain where it stands.
func (r *Record) Policy() Policy {
	if r.Invalid {
		return PolicyNone
	}
	return Policy(r.Value("p"))
}

// Existing is what the record asks for subdomains that exist: sp, and p without
// it (RFC 9989 section 4.10.1).
func (r *Record) Existing() Policy {
	if r.Invalid {
		return PolicyNone
	}
	return cmp.Or(Policy(r.Value("sp")), r.Policy())
}

// Missing is what the record asks for subdomains that do not exist: np, and
// without it what it asks for those that do (RFC 9989 section 4.10.1).
func (r *Record) Missing() Policy {
	if r.Invalid {
		return PolicyNone
	}
	return cmp.Or(Policy(r.Value("np")), r.Existing())
}

// PSD is what the record says of its domain: 'y', a public suffix; 'n', an
// organizational domain; 'u', nothing.
func (r *Record) PSD() byte { return cmp.Or(r.Value("psd"), "u")[0] }

// Testing is whether the owner asks for one step less (t=y).
func (r *Record) Testing() bool { return r.Value("t") == "y" }

// StrictDKIM is whether only the very domain of the author aligns (adkim=s).
func (r *Record) StrictDKIM() bool { return r.Value("adkim") == "s" }

// StrictSPF is the same for SPF (aspf=s).
func (r *Record) StrictSPF() bool { return r.Value("aspf") == "s" }

// Percent is how much of the failing mail the policy is meant for (pct, RFC 7489
// section 6.3): 0 to 100, and 100 where the tag is missing or has no such value.
// RFC 9989 knows no pct.
func (r *Record) Percent() int {
	value := r.Value("pct")
	if n, err := strconv.Atoi(value); err == nil && n <= 100 && strings.Trim(value, "0123456789") == "" {
		return n
	}
	return 100
}
