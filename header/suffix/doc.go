// Package suffix tells which part of a domain name one organization holds: the
// organizational domain of DMARC (RFC 7489 section 3.2), by the Public Suffix
// List.
//
// RFC 9989 finds that domain by a walk through the DNS instead, since
// organizations can publish where their domain begins. That needs a resolver
// and is left to live checks; offline the list is the best there is.
//
// The table is generated (go generate ./header/suffix) from the list inside
// golang.org/x/net/publicsuffix, whose source is https://publicsuffix.org,
// under the Mozilla Public License 2.0. That package itself would cost a
// browser bundle half a megabyte.
package suffix

//go:generate go run ../../internal/suffixgen/generate
