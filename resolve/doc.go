// Package resolve asks DNS what spf, auth and the domain check need to know. A
// [Client] is an [spf.Resolver]: a stub resolver (RFC 1034 section 5.3.1) with a
// cache over one or more transports, which are UDP with TCP behind it, TCP, and
// DNS over HTTPS (RFC 8484). In a browser (GOOS=js) only DNS over HTTPS exists.
//
// A client without a transport asks nobody: [Parse] makes none of "off", and
// every question then fails with [ReasonOff].
//
// Answers are believed as far as the resolver and the way to it are. The AD bit,
// [spf.Answer.Secure], is that resolver's word; it proves something only where
// the way to it cannot be forged: DNS over HTTPS, or a resolver on this machine.
//
// Names are absolute: no search list of the system is applied. A host that an
// answer names is given in the bytes of its labels; a dot inside of a label,
// which no host name has, is written \. there.
package resolve
