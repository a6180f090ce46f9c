// Package send sends one test message that can be recognised again, and tells
// what the server said to it: by direct connection to the mail exchanger, with
// or without a client certificate, or by submission with a login.
//
// It speaks SMTP (RFC 5321) over one connection, once: it never tries again.
// Reasons are codes with arguments; the sentences stand in the catalogue of the
// command.
package send
