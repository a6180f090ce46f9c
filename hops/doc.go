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
// # What headers cannot show
//
// A forgery that is written like the truth by the servers that we must believe
// is not found by reading. TestLimits holds the list to the code.
//
//   - The text is taken for what the receiver stored. Who can write into that
//     mailbox as a file (IMAP APPEND, an import), or hands over a made-up text,
//     makes any line the newest. A receiver that writes no Received line of its
//     own leaves the sender's on top.
//   - Whoever sends through Microsoft 365 to a receiver, or through a relay's
//     client to a relay, that sees a message end where the server before it does
//     not (SMTP smuggling): the second message, of which all lines below are the
//     sender's, comes over that server's own connection.
//   - A tenant of Microsoft 365 that replaces its true border line by one that
//     names another address, and keeps its own lines above, or that sets a whole
//     traversal of linked lines. Microsoft's rules remove all fields of a name
//     and set one; a whole traversal takes more. Where Microsoft sealed its
//     results (an ARC set of mx.microsoft.com, since 2019), they name the true
//     address, and the entry is unknown. Without a set the forgery is held, and
//     only as "a Microsoft 365 tenant".
//   - A tenant of Microsoft 365 that sends on what the organization signed, hides
//     from Microsoft's results that the signature came with it, and sets it again
//     above the lines of its passage, where Microsoft signs.
//   - A machine that shares the declared relay's public address, where the route
//     does not say that the address is shared, may be the relay as far as EOP
//     can see: also with a line of the relay's below.
//   - A relay that writes no Received line leaves its client's on top of the
//     rest: a device that knows the relay's name may then name another device.
//   - A server that records no address of its client, and takes parentheses in a
//     HELO, lets the client write one.
//   - A user of the receiver's or the relay's own host who connects to it by
//     loopback without a login looks like its content filter; where an Exchange
//     server received the message or is trusted, so does one who connects to its
//     transport service by the server's own address, also through a proxy there.
//   - An address or host named by --trust is trusted for all who can connect
//     from it. The address of a container bridge stands for everybody.
//
// The package needs no network and keeps no state.
package hops
