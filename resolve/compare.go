//go:build !js

package resolve

import (
	"bytes"
	"encoding/binary"
	"math/rand/v2"
	"slices"

	"github.com/miekg/dns"

	"github.com/hopproof/hopproof/internal/ascii"
)

// likeness is how a packet answers a query.
type likeness int

const (
	stray     likeness = iota // not at all
	otherCase                 // but for the case of its letters
	same
)

// Bits of the third byte of a header (RFC 1035 section 4.1.1).
const (
	response  = 0x80
	opcode    = 0x78
	truncated = 0x02
)

// compare reports whether a packet answers the query, by number and question
// (RFC 5452 section 9.1). The question of the query ends at end.
func compare(query, packet []byte, end int) likeness {
	if len(packet) < headerSize || !bytes.Equal(packet[:2], query[:2]) || packet[2]&(response|opcode) != response {
		return stray
	}
	if !hasQuestion(packet) {
		if rcode := packet[3] & 0x0F; rcode == dns.RcodeFormatError || rcode == dns.RcodeNotImplemented {
			return same // a server that could not read the question repeats none
		}
		return stray
	}
	if len(packet) < end || !bytes.Equal(packet[end-4:end], query[end-4:end]) {
		return stray
	}
	want, got := query[headerSize:end-4], packet[headerSize:end-4]
	switch {
	case bytes.Equal(want, got):
		return same
	case ascii.EqualFold(string(want), string(got)):
		return otherCase
	}
	return stray
}

// hasQuestion reports whether the header counts exactly one question.
func hasQuestion(packet []byte) bool { return binary.BigEndian.Uint16(packet[4:]) == 1 }

// questionEnd is where the one question of a query ends; 0 if it has none.
func questionEnd(query []byte) int {
	if len(query) < headerSize || !hasQuestion(query) {
		return 0
	}
	at := headerSize
	for at < len(query) && query[at] != 0 {
		at += 1 + int(query[at])
	}
	if at += 1 + 4; at > len(query) { // the root, the type and the class
		return 0
	}
	return at
}

// mixCase is the query with each letter of its question's name in random case:
// an answer that repeats them was made by somebody who saw the query. No length
// of a label is a letter.
func mixCase(query []byte, end int) []byte {
	mixed := slices.Clone(query)
	for i, c := range mixed[headerSize : end-4] {
		if ascii.IsLetter(c) && rand.Uint32()&1 == 0 {
			mixed[headerSize+i] ^= 0x20
		}
	}
	return mixed
}
