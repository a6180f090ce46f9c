package hops

import (
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
)

// senderImitates reports whether what the receiver may write of the sender into its
// results, as it is, holds what may pass for a result of its own: MAIL FROM, HELO,
// the names in DKIM signatures, the domain of the author.
func (t *Timeline) senderImitates() bool {
	entry := t.ReceiverEntry()
	return entry != nil && (t.oddReversePath(entry) || oddClient(entry) || t.oddSignature() || t.oddAuthor())
}

// inAddress are the bytes of an address without quotes (RFC 5321 section 4.1.2),
// and those beyond ASCII (RFC 6531).
var inAddress = ascii.SetOf(func(c byte) bool {
	return ascii.IsLetter(c) || ascii.IsDigit(c) || strings.IndexByte("@.!#$%&'*+-/=?^_`{|}~[]:", c) >= 0 || c >= 0x80
})

// plainAddress reports whether a text is an address, or a host name, without quotes.
func plainAddress(addr string) bool {
	addr = strings.TrimSuffix(strings.TrimPrefix(addr, "<"), ">")
	for i := range len(addr) {
		if !inAddress[addr[i]] {
			return false
		}
	}
	return true
}

// oddReversePath: a quoted local part, in the receiver's own fields.
func (t *Timeline) oddReversePath(entry *Hop) bool {
	for i, f := range t.Section.All("Return-Path") {
		if i > entry.Field {
			break
		}
		if !plainAddress(f.Body()) {
			return true
		}
	}
	return !plainAddress(entry.EnvelopeFrom)
}

// oddClient: a HELO with a semicolon parts the line as well, and what follows is left
// over.
func oddClient(entry *Hop) bool {
	for _, rest := range entry.Rest {
		if strings.Contains(rest.Value, "=") {
			return true
		}
	}
	return !plainAddress(entry.From.Name) || !plainAddress(entry.From.Helo)
}

// oddSignature: OpenDKIM decodes the identity that a signature names, which may then
// hold anything (RFC 6376 section 2.11).
func (t *Timeline) oddSignature() bool {
	for _, f := range t.Section.All("DKIM-Signature") {
		text, _ := f.Value()
		for tag := range strings.SplitSeq(text, ";") {
			name, value, _ := strings.Cut(tag, "=")
			switch strings.Trim(name, blanks) {
			case "d", "s", "i":
				if !plainEncoded(strings.Trim(value, blanks)) {
					return true
				}
			}
		}
	}
	return false
}

const blanks = " \t\r\n"

// plainEncoded is plainAddress for a text in which "=3B" stands for a semicolon.
func plainEncoded(text string) bool {
	if !plainAddress(text) {
		return false
	}
	for _, rest, more := strings.Cut(text, "="); more; _, rest, more = strings.Cut(rest, "=") {
		if c, ok := ascii.HexPair(rest); ok && !inAddress[c] {
			return false
		}
	}
	return true
}

// oddAuthor: an address of From that goes on as results do (RFC 8601 section 2.2):
// "; dkim=pass".
func (t *Timeline) oddAuthor() bool {
	for _, f := range t.Section.All("From") {
		if text, _ := f.Value(); goesOn(text) {
			return true
		}
	}
	return false
}

func goesOn(text string) bool {
	_, text, _ = strings.Cut(text, ";")
	for item := range strings.SplitSeq(text, ";") {
		method := strings.TrimLeft(item, blanks)
		n := 0
		for n < len(method) && (ascii.IsLetter(method[n]) || ascii.IsDigit(method[n]) || method[n] == '-') {
			n++
		}
		next := strings.TrimLeft(method[n:], blanks)
		if n > 0 && next != "" && strings.IndexByte("=(/", next[0]) >= 0 && strings.Contains(next, "=") {
			return true
		}
	}
	return false
}
