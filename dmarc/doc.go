// Package dmarc reads DMARC records (RFC 9989 section 4.7, with the tags that
// RFC 7489 section 6.3 knew besides) and finds the one that applies to a domain:
// by the DNS Tree Walk of RFC 9989, or by the Public Suffix List as RFC 7489
// has it. It opens no socket: DNS is a [spf.Resolver] that the caller brings.
//
// [Parse] takes a record apart with the place of every tag, says what is wrong
// with it in codes, and writes it again without that ([Record.Corrected]).
// [Lookup.Find] and [Lookup.FindByList] find the policy of a domain.
//
// What a message makes of a policy is package auth's, what its owner should
// change is package domain's.
package dmarc
