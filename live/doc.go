// Package live makes the checks that need DNS, SPF, DKIM, ARC, DMARC and those of
// a domain, and joins them to the documents of package report. Where signatures
// prove the entry into Microsoft 365, the verdict on the route rests on them.
//
// It opens no socket itself: whoever calls hands over a resolver, such as one
// of package resolve. Without one, no check is made and no question leaves.
package live
