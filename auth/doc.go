// Package auth checks DKIM, ARC and DMARC again, live, against the DNS: what
// verifies now, what differs from what was stamped then, and which facts a
// signature proves.
//
// [Check] takes a header section, with or without the body, and never fails.
// Without the body a signature is verified over the header section alone, with
// the body hash that it states (RFC 6376 section 3.7): that shows who signed
// these fields, and the result is [HeaderValid], which is never a pass.
//
// The verifier is this package's own, one for whole messages, for pasted
// headers, and for the three kinds of signatures. github.com/emersion/go-msgauth
// reads whole messages only, takes the clock of the machine, refuses l= and
// strikes every "b=" out of a signature field, inside z= too. It gives the names
// of the results, and serves in the tests, where both must agree on what both
// take, and as the writer of signed messages.
//
// # Sealed facts
//
// [Sealed] says whether signatures prove that Exchange Online took this very
// message from an address (sealed.go has the conditions). The sealing keys are
// Microsoft's: they are asked for like any other key, through the resolver that
// the caller gives. The tests have no access to them and seal with keys of
// their own in a made-up DNS; the code is the same.
//
// What such a fact cannot show: a tenant of Microsoft 365 that has Enhanced
// Filtering on, deletes what shows it by a rule, and sends a message that the
// organization itself had signed, after taking that signature off, through
// Exchange Online and puts it on again afterwards. The address is then his
// word, the message still the organization's.
//
// # Bounds
//
// At most [MaxSignatures] DKIM signatures are verified, [MaxKeys] keys are
// asked for, and a DMARC tree walk asks [dmarc.MaxWalk] times. Keys have
// [MinKeyBits] to [MaxKeyBits] bits. The clock is an argument; an answer of DNS
// that does not come is a temperror of the result that needed it, and of no
// other. Names of other scripts are asked for in their ASCII form only (RFC
// 8616): d= and From must have it.
package auth
