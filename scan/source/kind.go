package source

import (
	"bytes"

	"github.com/hopproof/hopproof/msg"
)

// kind is what an input is, by its first bytes.
type kind uint8

const (
	kindMessage kind = iota // or nothing that is known
	kindItem                // of Outlook
	kindMailbox
	kindTar
	kindZIP
	kindGzip
	kindZstd
)

// magics are those of RFC 1952 section 2.3.1, RFC 8878 section 3.1.1 and PKWARE's
// APPNOTE sections 4.3.7 and 4.3.16.
var magics = []struct {
	text string
	kind kind
}{
	{"\x1f\x8b\x08", kindGzip}, {"\x28\xb5\x2f\xfd", kindZstd}, {"PK\x03\x04", kindZIP}, {"PK\x05\x06", kindZIP},
}

// kindOf looks at the first bytes of an input, blockSize of them if there are so
// many.
func kindOf(text []byte) kind {
	for _, m := range magics {
		if bytes.HasPrefix(text, []byte(m.text)) {
			return m.kind
		}
	}
	switch {
	case msg.Is(text):
		return kindItem
	case startsMailbox(text):
		return kindMailbox
	case isTar(text):
		return kindTar
	}
	return kindMessage
}

// blockSize is that of tar (POSIX.1-2017, pax, ustar Interchange Format).
const blockSize = 512

// isTar recognises a header block by its magic, or by its checksum in archives
// from before POSIX.
func isTar(text []byte) bool {
	if len(text) < blockSize {
		return false
	}
	if string(text[257:262]) == "ustar" {
		return true
	}
	want, n := 0, 0
	for _, c := range bytes.Trim(text[148:156], " \x00") {
		if c < '0' || c > '7' {
			return false
		}
		want = want<<3 | int(c-'0')
		n++
	}
	sum := 8 * int(' ') // the checksum's own place counts as spaces
	for i, c := range text[:blockSize] {
		if i < 148 || i >= 156 {
			sum += int(c)
		}
	}
	return n > 0 && sum == want && text[0] != 0
}
