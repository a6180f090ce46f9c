// Package hopproof is the root of the module and holds its version. The library
// begins at package report, whose Analyze gives one document about a message.
// The command is cmd/hopproof.
//
// # What a header can prove
//
// A Received line is a claim of the host that wrote it, and everybody on the way
// can write lines, below their own, in the name of others. One line is above
// doubt: that of the receiver, who handed the message over. It records the
// address that it was connected from, which no client can choose. If that
// address belongs to a host that we have reason to believe, the next line, which
// that host wrote, counts as well; and so on, until the reasons end. The oldest
// believed line is the boundary; below it is hearsay, however well it looks.
//
// So a header proves by whose hands a message came, as far as believed lines
// reach, and from which address the first of them took it. It does not prove
// who stands at that address, what was said before, or what was done with a
// certificate, of which nobody writes a line. What it cannot prove is unknown,
// and not held; only a believed line that contradicts makes it broken. Package
// hops has the rules and their limits, package hops/route what they make of an
// expected way, package auth what signatures add, package evidence what logs do.
//
// # The packages
//
//   - header and those below it take text apart. They believe nothing.
//   - hops builds the timeline and decides which lines to believe; hops/operator
//     knows whose host or address it is; hops/flow, what kind of mail.
//   - hops/route verifies a way, hops/connector the connectors of Exchange Online.
//   - report joins them into the one document, with sentences in two languages.
//   - spf, dmarc, auth and domain check what DNS publishes, through a resolver that
//     the caller brings; live joins them to the document; resolve is such a resolver.
//   - mailfile, msg, evidence and routefile read files; scan and watch take many
//     messages, from wherever they lie or as they come.
//   - compare sets two documents side by side, redact makes a message fit to be
//     shown, explain tells what a word means, and send sends a test.
//
// # What stays as it is
//
// Versions follow semantic versioning. Until 1.0 a minor version may change the
// Go names; the changelog says so. These are a contract already, which only
// grows: the names and codes of the document and its schema (hopproof/1), the
// keys of route files, the commands and flags of the command line with their
// exit codes, and the codes of findings, reasons and remedies. The sentences are
// for people and may be worded better any day: programs go by codes.
//
// A verdict may change with a version, where a forgery was found that a rule let
// pass, or a genuine way that it did not know. It may become weaker by that, from
// held to unknown; a rule that makes it stronger needs a new reason to believe.
// Structs grow fields: name those that you set. Zero values stay useful. An
// interface that callers implement (spf.Resolver, domain.Resolver,
// resolve.Transport, resolve.Doer) gets no further method.
package hopproof

// Version is that of a program built from this source, where no release says
// better.
const Version = "0.1.0-dev"
