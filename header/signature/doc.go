// Package signature reads the fields that hold signatures: DKIM-Signature (RFC
// 6376 section 3.5), ARC-Message-Signature and ARC-Seal (RFC 8617 section 4.1),
// and puts ARC sets in order. It looks at tags and structure only; it computes
// no hash and asks for no key.
//
// Reading is total: what is against the RFC is kept, with a Problem.
package signature
