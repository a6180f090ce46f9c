// Package authres reads what a receiver wrote about the authentication of a
// message: Authentication-Results (RFC 8601) in its own grammar and in the
// form of Microsoft, ARC-Authentication-Results (RFC 8617 section 4.1.1), and
// Received-SPF (RFC 7208 section 9.1).
//
// Reading is total and drops nothing: text that no rule understands stays in
// Extra. Text in a comment or in quotes never becomes a method or a result,
// so an address such as "a; dkim=pass header.d=x"@example.com stays one value.
//
// The package says what the field says. Whether its writer is to be believed
// is decided in package hops.
package authres
