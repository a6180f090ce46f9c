// Package spf reads and evaluates SPF records (RFC 7208). It opens no socket:
// whoever asks hands over a [Resolver].
package spf
