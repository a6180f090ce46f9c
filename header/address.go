package header

import (
	"slices"
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
)

// Address is one mailbox of an address field.
type Address struct {
	Name string // display name, decoded; else the text of a comment beside it
	Addr string // addr-spec; empty where the text has a name only
}

// Addresses reads the mailboxes of From, To, Cc, Sender, Reply-To or
// Return-Path from an unfolded body (RFC 5322 section 3.4), members of groups
// and obsolete routes (section 4.4) included. What is not by the grammar gives
// what can be made out of it. Nothing inside a comment becomes an address, and
// nothing inside a quoted string but a local part.
func Addresses(body string, dec Decoder) []Address {
	r := addressReader{s: body, dec: dec}
	r.read()
	return r.out
}

func (r *addressReader) read() {
	for r.pos < len(r.s) {
		r.step()
	}
	r.flush()
}

// ReturnPath reads the body of a Return-Path: the address, "<>" for the null
// reverse-path (RFC 5321 section 4.5.5); false if there is neither.
func ReturnPath(body string) (addr string, ok bool) {
	r := addressReader{s: body}
	for r.pos < len(r.s) && !r.hasAngle {
		r.step()
	}
	if r.hasAngle {
		if r.addr == "" {
			return "<>", true
		}
		return r.addr, true
	}
	r.flush()
	for _, a := range r.out {
		if a.Addr != "" {
			return a.Addr, true
		}
	}
	return "", false
}

// addressReader goes once through the text; the buffers hold the mailbox that
// is being read.
type addressReader struct {
	s   string
	pos int
	dec Decoder
	out []Address

	words    []addrWord
	raw      []byte // words as an address is written
	text     []byte // words as a name is shown, quoting taken off
	space    bool   // white space or a comment stands before the next word
	dot      bool   // the last token was a "." by itself
	comment  string // the first one
	addr     string // from angle brackets
	hasAngle bool

	unquoted, unbracketed bool // no closing '"', no ']' in the rest of s

	nameless bool // the name of an address is not asked for
}

// addrWord is a run of text without white space, save around "." and "@", where
// the obsolete grammar allows it (RFC 5322 section 4.4).
type addrWord struct {
	raw, text Span // in the buffers
	at        int  // of the last "@" in raw; -1 if there is none
}

// isAddr reports whether w has something on both sides of its "@".
func (w addrWord) isAddr() bool { return w.at > w.raw.Start && w.at < w.raw.End-1 }

// step reads one token.
func (r *addressReader) step() {
	switch c := r.s[r.pos]; {
	case ascii.IsSpace(c):
		r.space = true
		r.pos++
	case c == ',' || c == ';':
		r.pos++
		r.flush()
	case c == ':':
		r.pos++
		r.colon()
	case c == '(':
		r.skipComment()
	case c == '<':
		r.angle()
	case c == '>':
		r.pos++
	case c == '"' && r.quoted():
	default:
		r.atom()
	}
}

// colon ends the name of a group, or "mailto". What is before it is kept only
// if it holds an address.
func (r *addressReader) colon() {
	if r.hasAngle || slices.ContainsFunc(r.words, addrWord.isAddr) {
		r.flush()
	}
	r.reset()
}

// quoted reads a quoted-string (RFC 5322 section 3.2.4); false if it has no end.
func (r *addressReader) quoted() bool {
	end := r.quotedEnd()
	if end < 0 {
		return false
	}
	raw := r.s[r.pos:end]
	text := raw[1 : len(raw)-1]
	if strings.IndexByte(text, '\\') >= 0 {
		text = unescape(text)
	}
	r.add(raw, text, -1)
	r.pos = end
	return true
}

// quotedEnd finds the end of the quoted-string at pos, or -1. A search that
// failed once is not made again, or a row of quotes would cost its square.
func (r *addressReader) quotedEnd() int {
	for i := r.pos + 1; i < len(r.s) && !r.unquoted; i++ {
		switch r.s[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	r.unquoted = true
	return -1
}

func unescape(s string) string {
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) {
			i++
		}
		out = append(out, s[i])
	}
	return string(out)
}

// skipComment steps over a comment, which may hold others (RFC 5322 section
// 3.2.2). One without an end reaches to the end of the text.
func (r *addressReader) skipComment() {
	start, end := r.pos, len(r.s)
	r.pos, r.space = end, true
	if n := commentLength(r.s[start:]); n > 0 {
		r.pos = start + n
		end = r.pos - 1
	}
	if r.comment == "" {
		r.comment = unescape(strings.TrimSpace(r.s[start+1 : end]))
	}
}

// atom reads text up to the next special character.
func (r *addressReader) atom() {
	start := r.pos
	end := r.encodedEnd()
	at := -1
	for ; end < len(r.s); end++ {
		c := r.s[end]
		if notInAtom[c] && end > start {
			break
		}
		if c == '@' {
			at = end - start
		}
		if c == '[' && end > 0 && r.s[end-1] == '@' {
			end = r.literalEnd(end)
		}
	}
	r.pos = end
	r.add(r.s[start:end], r.s[start:end], at)
}

// notInAtom are the bytes at which an atom ends.
var notInAtom = ascii.SetOf(func(c byte) bool { return ascii.IsSpace(c) || strings.IndexByte(`,;:(<>"`, c) >= 0 })

// encodedEnd steps over an encoded-word, which may wrongly hold a comma or a
// colon. One with white space, a quote or an angle bracket, or out of all
// proportion to the 75 bytes of RFC 2047 section 2, is read as text.
func (r *addressReader) encodedEnd() int {
	if strings.HasPrefix(r.s[r.pos:], "=?") {
		w, ok := parseWord(r.s[r.pos:min(len(r.s), r.pos+1024)])
		if ok && !strings.ContainsAny(w.text, " \t\r\n<>\"") {
			return r.pos + w.length
		}
	}
	return r.pos
}

// literalEnd returns the last byte of the domain-literal at i, where a colon is
// text ("[IPv6:2001:db8::1]"); i if it has no end.
func (r *addressReader) literalEnd(i int) int {
	if r.unbracketed {
		return i
	}
	n := strings.IndexByte(r.s[i:], ']')
	if n < 0 {
		r.unbracketed = true
		return i
	}
	return i + n
}

// add appends a token to the words of the mailbox. at is the place of its "@"
// outside of quotes, or -1.
func (r *addressReader) add(raw, text string, at int) {
	if r.hasAngle && at > 0 && at < len(raw)-1 {
		r.flush() // "<a@example.com> b@example.com", its comma forgotten
	}
	n := len(r.words)
	if n == 0 || r.space && !r.joins(raw) {
		r.words = append(r.words, addrWord{
			raw: Span{len(r.raw), len(r.raw)}, text: Span{len(r.text), len(r.text)}, at: -1,
		})
		n++
	} else if r.space {
		r.text = append(r.text, ' ')
	}
	w := &r.words[n-1]
	if at >= 0 {
		w.at = len(r.raw) + at
	}
	r.raw = append(r.raw, raw...)
	r.text = append(r.text, text...)
	w.raw.End, w.text.End = len(r.raw), len(r.text)
	r.space, r.dot = false, raw == "."
}

// joins reports whether white space before raw is only that of the obsolete
// grammar, inside one address. "B. ann@example.com" is two words.
func (r *addressReader) joins(raw string) bool {
	if raw != "" && (raw[0] == '.' || raw[0] == '@') {
		return true
	}
	last := r.words[len(r.words)-1]
	tail := r.raw[last.raw.Start:last.raw.End]
	return len(tail) > 0 && (tail[len(tail)-1] == '@' || tail[len(tail)-1] == '.' && (r.dot || last.at >= 0))
}

// angle reads an address in angle brackets, its route dropped. Without the
// closing one it ends before the next comma or bracket.
func (r *addressReader) angle() {
	if r.hasAngle {
		r.flush()
	}
	if n := plainAngle(r.s[r.pos:]); n > 0 {
		r.addr = r.s[r.pos+1 : r.pos+n]
		r.pos += n + 1
		r.hasAngle, r.space = true, true
		return
	}
	inner := addressReader{s: r.s, pos: r.pos + 1, unquoted: r.unquoted, unbracketed: r.unbracketed}
	route := false
loop:
	for inner.pos < len(inner.s) {
		switch c := inner.s[inner.pos]; {
		case c == '>':
			inner.pos++
			break loop
		case c == '<' && len(inner.raw) == 0:
			inner.pos++
		case c == '<', c == ';', c == ',' && !route:
			break loop
		case c == ',':
			inner.pos++
		case c == ':': // behind a route (RFC 5322 section 4.4), or "mailto"
			inner.pos++
			inner.reset()
			route = false
		default:
			inner.step()
			route = len(inner.raw) > 0 && inner.raw[0] == '@'
		}
	}
	r.pos, r.unquoted, r.unbracketed = inner.pos, inner.unquoted, inner.unbracketed
	r.hasAngle, r.addr, r.space = true, inner.spec(), true
	if r.comment == "" {
		r.comment = inner.comment
	}
}

// plainAngle returns the place of the closing bracket if nothing before it needs
// a closer look, or 0.
func plainAngle(s string) int {
	for i := 1; i < len(s); i++ {
		if !notInAngle[s[i]] {
			continue
		}
		if s[i] == '>' {
			return i
		}
		return 0
	}
	return 0
}

// notInAngle are the bytes at which that ends.
var notInAngle = ascii.SetOf(func(c byte) bool { return ascii.IsSpace(c) || strings.IndexByte(`<>"(,:;[`, c) >= 0 })

// spec joins the words of an address; white space between them stays visible,
// so that no two words become one that nobody wrote.
func (r *addressReader) spec() string {
	if len(r.words) == 1 {
		return string(r.raw)
	}
	var b strings.Builder
	for i, w := range r.words {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.Write(r.raw[w.raw.Start:w.raw.End])
	}
	return b.String()
}

// flush ends a mailbox.
func (r *addressReader) flush() {
	if r.hasAngle {
		name := ""
		if !r.nameless || r.addr == "" {
			name = r.name(func(addrWord) bool { return true })
		}
		r.emit(name, r.addr)
		r.reset()
		return
	}
	name := r.name(func(w addrWord) bool { return !w.isAddr() })
	found := false
	for _, w := range r.words {
		if w.isAddr() {
			r.emit(name, string(r.raw[w.raw.Start:w.raw.End]))
			name, found = "", true
		}
	}
	if !found && len(r.words) > 0 {
		r.emit(name, "")
	}
	r.reset()
}

// name joins the words that are part of it, or takes the comment.
func (r *addressReader) name(part func(addrWord) bool) string {
	var b strings.Builder
	for _, w := range r.words {
		if !part(w) {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.Write(r.text[w.text.Start:w.text.End])
	}
	if b.Len() == 0 {
		return DecodeWords(r.comment, r.dec)
	}
	return DecodeWords(strings.TrimSpace(b.String()), r.dec)
}

func (r *addressReader) emit(name, addr string) {
	if name != "" || addr != "" {
		r.out = append(r.out, Address{name, addr})
	}
}

func (r *addressReader) reset() {
	r.words, r.raw, r.text = r.words[:0], r.raw[:0], r.text[:0]
	r.space, r.hasAngle, r.addr, r.comment = false, false, "", ""
}
