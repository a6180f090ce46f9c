// Package evidence reads the logs of mail servers: Postfix, Exchange on
// premises (message tracking), IIS SMTP, and message trace of Exchange Online.
// They show what headers cannot: the client that handed a message to the relay,
// its login, and the connector or certificate by which Exchange Online took it.
//
// # Whose word it is
//
// The administrator hands the logs over, as he names hosts to trust; who reads
// them is not the attacker. But what ties a message to a line of a log is
// mostly its Message-ID, and that the sender chooses (RFC 5322 section 3.6.4):
// whoever has seen a genuine message can send another one under its
// Message-ID, by another way. So a Message-ID alone ties nothing. Package
// hops/route accepts these ties, and names the one that held:
//
//   - network-message-id: the id that Exchange Online gave to this passage
//     equals that of the trace. The receiver must be Exchange Online, which
//     removes what a sender put there.
//   - queue-id: the relay's own Received line, if it is believed, bears the
//     queue id of the log, and the Message-ID is that of the log.
//   - message-id: Message-ID, a recipient and the time are those of the log, and
//     the believed entry line shows that exactly this relay, by an address
//     that it shares with nobody, handed the message to EOP. A second message
//     under that Message-ID came through the same relay then, and stands in
//     its log as well: two matches tie nothing. So the log must be whole for
//     that day. The server that the reply to the relay names must have written
//     a line of the message.
//
// A client's own words stand in some entries of a trace (its HELO, its name).
// Where the message shows words in which another entry could hide, or stands
// behind such an entry what the message does not rule out to be a part of it, a
// trace shows neither connector nor certificate.
//
// A log never turns broken into held. It settles what is unknown, and what it
// settles is marked as such: basis "log", with file and line.
//
// # Reading
//
// Formats are recognised by content. Text may be UTF-8 or UTF-16, with or
// without a byte order mark. A [Reader] takes a file in pieces of any size and
// keeps the records, not the file. Lines of other programs, cut lines and lines
// that can be read in two ways are counted and never stop the reading.
package evidence
