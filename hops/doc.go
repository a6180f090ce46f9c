// Package hops turns the Received fields of a header section into a timeline
// and decides which of its lines to believe.
//
// A Received line is a claim by the host in its by clause. [Build] starts at
// the line that the receiver itself wrote and walks down, towards the sender,
// as long as each line gives a reason to believe the next. Where it ends is
// the [Boundary]; every line below is hearsay and is shown as such.
//
// The rules are small functions, one each: the receiver (receiver.go), the
// walk from line to line (belief.go), a traversal of Exchange Online
// (traversal.go), a declared relay (declared.go), a named host (trust.go).
// None of them looks at clocks: stamps never order, link or prove.
//
// The package needs no network and keeps no state.
package hops
