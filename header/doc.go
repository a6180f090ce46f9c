// Package header reads the header section of a message: fields in order, each
// with the bytes it came from, and the trace fields among them taken apart.
//
// Parsing is total. Any bytes give a [Section]; what had to be mended or could
// not be understood is said in its Problems, and no text is dropped: the raw
// text of a field is always the input between the bounds of its Span.
//
// A header is a claim by whoever wrote it. This package says what the text
// says; which of it to believe is decided in package hops.
//
// The package holds no state, does no I/O and reads no clock.
package header
