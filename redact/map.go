package redact

import (
	"crypto/hmac"
	"crypto/sha256"
	"errors"
	"hash"
	"iter"
	"maps"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/hopproof/hopproof/internal/ascii"
)

// KeySize is the length of the key of a Map in bytes.
const KeySize = 32

// A Map draws pseudonyms, the same for the same text. Make it with [NewMap]: the
// zero value has no key to draw with. It is not safe for use by several goroutines
// at once.
type Map struct {
	key []byte
	// names and domains lead from the original in lower case to the pseudonym.
	names, domains map[string]string
	// used leads back.
	used      map[string]string
	addresses map[netip.Addr]netip.Addr
	// shown are the pseudonyms of addresses, and dashed leads from a domain in the
	// form that Microsoft gives it as the name of its MX to the domain.
	shown  map[netip.Addr]bool
	dashed map[string]string
	mac    hash.Hash
	// reserved are the words of the text at hand: no pseudonym may be one.
	reserved map[string]bool
	// telling are the labels of its private domains and its local parts, from
	// minTelling letters on.
	telling map[string]bool
	// nodes are the first labels of its hosts that are kept.
	nodes map[string]bool
	// noise are the words of what was drawn without a pair.
	noise map[string]bool
}

// Kind says what a Pair is about.
type Kind string

// The kinds.
const (
	KindName    Kind = "name"    // a local part, label, word or id
	KindDomain  Kind = "domain"  // the domain of an organization
	KindAddress Kind = "address" // an IP address; drawn from the key alone
)

// Pair is an original, in lower case, and its pseudonym.
type Pair struct {
	Kind      Kind   `json:"kind"`
	Original  string `json:"original"`
	Pseudonym string `json:"pseudonym"`
}

// NewMap makes a map with that key, which must be KeySize bytes from a
// cryptographic source: who knows it can undo the pseudonyms by trial. The error
// is that the key has another length.
func NewMap(key []byte) (*Map, error) {
	if len(key) != KeySize {
		return nil, errors.New("redact: the key is not of 32 bytes")
	}
	return &Map{
		key: slices.Clone(key), names: map[string]string{}, domains: map[string]string{}, used: map[string]string{},
		addresses: map[netip.Addr]netip.Addr{}, shown: map[netip.Addr]bool{}, dashed: map[string]string{},
		mac: hmac.New(sha256.New, key),
	}, nil
}

// Key is a copy of the key.
func (m *Map) Key() []byte { return slices.Clone(m.key) }

// Pairs yields the pairs by kind, sorted.
func (m *Map) Pairs() iter.Seq[Pair] {
	return func(yield func(Pair) bool) {
		for _, table := range []struct {
			kind  Kind
			pairs map[string]string
		}{{KindName, m.names}, {KindDomain, m.domains}} {
			for _, original := range slices.Sorted(maps.Keys(table.pairs)) {
				if !yield(Pair{table.kind, original, table.pairs[original]}) {
					return
				}
			}
		}
		for _, ip := range slices.SortedFunc(maps.Keys(m.addresses), netip.Addr.Compare) {
			if !yield(Pair{KindAddress, ip.String(), m.addresses[ip].String()}) {
				return
			}
		}
	}
}

// Restore puts a pair of an earlier run back. It refuses one that contradicts
// another.
func (m *Map) Restore(p Pair) error {
	table := m.names
	switch p.Kind {
	case KindName:
	case KindDomain:
		table = m.domains
	case KindAddress:
		return m.restoreAddress(p)
	default:
		return errors.New("redact: a pair of an unknown kind")
	}
	if p.Original == "" || p.Pseudonym == "" || p.Pseudonym != lower(p.Pseudonym) || p.Original != lower(p.Original) || p.Original == p.Pseudonym {
		return errors.New("redact: a pair that hides nothing")
	}
	if strings.ContainsAny(p.Original+p.Pseudonym, separators) {
		return errors.New("redact: a pair that is not of one word") // it could add a field
	}
	if _, twice := table[p.Original]; twice || m.used[p.Pseudonym] != "" {
		return errors.New("redact: a pair that is there already")
	}
	table[p.Original], m.used[p.Pseudonym] = p.Pseudonym, p.Original
	if p.Kind == KindDomain {
		m.noteDashed(p.Original)
	}
	return nil
}

// restoreAddress checks a pair that the key gives anyway.
func (m *Map) restoreAddress(p Pair) error {
	ip, err := netip.ParseAddr(p.Original)
	if err != nil || m.Addr(ip).String() != p.Pseudonym {
		return errors.New("redact: an address that does not belong to the key")
	}
	return nil
}

// stream yields bytes that depend on the key, the purpose, the text and the
// try alone. The text is hashed once, for the first block; the others depend on
// that one.
func (m *Map) stream(purpose byte, text string, try int) func() byte {
	var block [sha256.Size]byte
	used, count := len(block), 0
	return func() byte {
		if used == len(block) {
			m.mac.Reset()
			m.mac.Write([]byte(string(rune(purpose)) + strconv.Itoa(try) + "/" + strconv.Itoa(count) + "/" + text))
			m.mac.Sum(block[:0])
			if count == 0 {
				text = string(block[:])
			}
			used, count = 0, count+1
		}
		used++
		return block[used-1]
	}
}

// Purposes of a stream.
const (
	purposeName = iota + 1
	purposeDomain
	purposeAddress
	purposeBlob
)

// name is the pseudonym of a word: of the same length and shape, a digit for
// a digit, a letter for a letter of the same case, a hexadecimal number for a
// hexadecimal number; other characters stay.
func (m *Map) name(text string) string {
	key := lower(text)
	p, known := m.names[key]
	if !known {
		if !strings.ContainsFunc(key, drawn) {
			return text
		}
		p = m.draw(key, m.shape, m.free)
		m.names[key], m.used[p] = p, key
	}
	return recase(p, text)
}

// drawn reports whether a character is replaced.
func drawn(r rune) bool { return r >= 0x80 || r >= 'a' && r <= 'z' || r >= '0' && r <= '9' }

// tries is after how many tries a pseudonym may get longer. One of few
// characters soon meets another.
const tries = 6

// draw tries until a pseudonym is free and not the word itself, which the text may
// hold without its signs only. It ends, for both kinds get longer with the tries.
func (m *Map) draw(key string, make func(key string, try int) string, free func(string) bool) string {
	for try := 0; ; try++ {
		if p := make(key, try); p != key && free(p) {
			return p
		}
	}
}

// free reports whether p can be a pseudonym: it is none yet, no word that
// means something, and no word of the text.
func (m *Map) free(p string) bool {
	return m.used[p] == "" && !m.reserved[p] && !table().means(p)
}

// freePiece is the same of a piece between the signs in p.
func (m *Map) freePiece(piece string) bool {
	return (len(piece) < minTelling || !m.reserved[piece]) && !table().local[piece] && !table().role[piece]
}

// minTelling is the length from which a word by itself is taken to tell
// something. Shorter pieces occur in any text by chance.
const minTelling = 4

func (m *Map) shape(key string, try int) string {
	next := m.stream(purposeName, key, try)
	letters := lettersFor(key)
	p := longer(disguise(key, letters, next), try, next)
	var b strings.Builder
	for {
		end := strings.IndexFunc(p, func(r rune) bool { return !drawn(r) })
		if end < 0 {
			b.WriteString(m.drawPiece(p, letters, next))
			return b.String()
		}
		b.WriteString(m.drawPiece(p[:end], letters, next))
		b.WriteByte(p[end])
		p = p[end+1:]
	}
}

// drawPiece draws a piece again until it is free. Each by itself: of a word of
// very many, one would be taken at any try.
func (m *Map) drawPiece(drawn string, letters byte, next func() byte) string {
	piece := drawn
	for try := 0; !m.freePiece(piece); try++ {
		piece = longer(disguise(drawn, letters, next), try, next)
	}
	return piece
}

// longer adds letters to what was drawn in vain too often.
func longer(b []byte, try int, next func() byte) string {
	for range try / tries {
		b = append(b, 'a'+next()%6)
	}
	return string(b)
}

// lettersFor is how many letters of the alphabet a pseudonym is drawn from.
func lettersFor(text string) byte {
	if isHex(lower(text)) {
		return 6
	}
	return 26
}

// disguise replaces each digit by one, each letter by one of its case, and
// what is not US-ASCII by a letter of as many bytes, since that too may decide
// how a text is read. For the same reason a piece with a letter that is no
// hexadecimal digit gets one: lib::test is no address, so fab::dead is not drawn.
func disguise(text string, letters byte, next func() byte) []byte {
	b := []byte(text)
	for i, size := 0, 1; i < len(b); i += size {
		size = 1
		switch c := b[i]; {
		case ascii.IsDigit(c):
			b[i] = '0' + next()%10
		case c >= 'A' && c <= 'Z':
			b[i] = 'A' + next()%letters
		case c >= 'a' && c <= 'z':
			b[i] = 'a' + next()%letters
		case c >= 0x80:
			_, size = utf8.DecodeRuneInString(text[i:])
			copy(b[i:], foreign[size-1])
		}
	}
	for start, end := range runs(text) {
		if first := indexNoHex(text[start:end]); first >= 0 && indexNoHex(string(b[start:end])) < 0 {
			i := start + first
			b[i] = text[i]&0x20 | 'G' + next()%20
		}
	}
	return b
}

// runs yields where the pieces of letters and digits begin and end.
func runs(text string) iter.Seq2[int, int] {
	return func(yield func(start, end int) bool) {
		for start := 0; start < len(text); {
			end := start
			for end < len(text) && (ascii.IsLetter(text[end]) || ascii.IsDigit(text[end])) {
				end++
			}
			if end > start && !yield(start, end) {
				return
			}
			start = end + 1
		}
	}
}

// indexNoHex is where the first byte of text stands that is no hexadecimal digit,
// or -1.
func indexNoHex(text string) int {
	for i := range len(text) {
		if _, ok := ascii.Hex(text[i]); !ok {
			return i
		}
	}
	return -1
}

// foreign are letters of one to four bytes; one of one byte is in an older
// character set.
var foreign = [...]string{"\xE9", "\u00E9", "\u4E00", "\U00010000"}

// isHex reports whether text is a hexadecimal number, or a GUID: long enough
// and with a digit, so that no word is one.
func isHex(text string) bool {
	digit := false
	for i := range len(text) {
		if _, ok := ascii.Hex(text[i]); !ok && text[i] != '-' {
			return false
		}
		digit = digit || ascii.IsDigit(text[i])
	}
	return digit && len(text) >= 8
}

// recase gives the letters of p the case of those in text.
func recase(p, text string) string {
	b := []byte(p)
	for i := range min(len(b), len(text)) {
		if c := text[i]; c >= 'A' && c <= 'Z' && b[i] >= 'a' && b[i] <= 'z' {
			b[i] -= 'a' - 'A'
		}
	}
	return string(b)
}

// blob replaces text that is only compared by machines, such as a signature or
// base64: of the same shape, but not kept as a pair.
func (m *Map) blob(text string) string {
	out := string(disguise(text, lettersFor(text), m.stream(purposeBlob, text, 0)))
	if out != text {
		for w := range atoms(out) {
			m.noise[w] = true
		}
	}
	return out
}

// lower is text in lower case, letters of US-ASCII alone.
func lower(text string) string {
	for i := range len(text) {
		if c := text[i]; c >= 'A' && c <= 'Z' {
			b := []byte(text)
			for j := range b {
				b[j] = ascii.Lower(b[j])
			}
			return string(b)
		}
	}
	return text
}
