package mailfile

import (
	"encoding/base64"
	"strings"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/internal/ascii"
)

// description is what the fields of a part say about its body.
type description struct {
	typ      string // the media type in lower case; empty: none is named
	params   []param
	encoding string
}

// param is a parameter, of Content-Type or Content-Disposition.
type param struct{ name, value string }

// describe reads the fields of RFC 2045 sections 5 and 6, and RFC 2183.
func describe(s *header.Section) description {
	d := description{encoding: body(s, "Content-Transfer-Encoding")}
	var disposition []param
	d.typ, d.params = parseValue(body(s, "Content-Type"))
	_, disposition = parseValue(body(s, "Content-Disposition"))
	d.params = append(d.params, disposition...)
	return d
}

func body(s *header.Section, name string) string {
	if f := s.Find(name); f != nil {
		return f.Body()
	}
	return ""
}

// parseValue splits a value such as: text/plain; charset="us-ascii". Names and
// the value itself come in lower case.
func parseValue(text string) (value string, params []param) {
	first, rest := cutSegment(text)
	for rest != "" {
		var segment string
		segment, rest = cutSegment(rest)
		name, text, _ := strings.Cut(segment, "=")
		params = append(params, param{strings.ToLower(strings.TrimSpace(name)), unquote(strings.TrimSpace(text))})
	}
	return strings.ToLower(strings.TrimSpace(first)), params
}

// cutSegment cuts at the first semicolon outside a quoted string (RFC 2045
// section 5.1).
func cutSegment(s string) (segment, rest string) {
	quoted := false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"':
			quoted = !quoted
		case c == '\\' && quoted:
			i++
		case c == ';' && !quoted:
			return s[:i], s[i+1:]
		}
	}
	return s, ""
}

// unquote takes a quoted string (RFC 5322 section 3.2.4) out of its quotes.
func unquote(s string) string {
	if s == "" || s[0] != '"' {
		return s
	}
	var b strings.Builder
	for i := 1; i < len(s) && s[i] != '"'; i++ {
		if s[i] == '\\' && i+1 < len(s) {
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

func (d *description) isMultipart() bool { return strings.HasPrefix(d.typ, "multipart/") }

func (d *description) boundary() string {
	for _, p := range d.params {
		if p.name == "boundary" {
			return p.value
		}
	}
	return ""
}

// isHeaders: the part is a header section (RFC 6522 section 4, RFC 6533 section
// 3).
func (d *description) isHeaders() bool {
	return d.typ == "text/rfc822-headers" || d.typ == "message/global-headers"
}

// isMessage: the part is a message (RFC 2046 section 5.2.1, RFC 6532 section
// 3.7), or a file whose type or name is that of one.
func (d *description) isMessage() bool {
	if d.typ == "message/rfc822" || d.typ == "message/global" || d.typ == "application/vnd.ms-outlook" {
		return true
	}
	for _, p := range d.params {
		// RFC 2231 section 3 and 4: name*, and name*0, name*1 for its pieces.
		name, _, _ := strings.Cut(p.name, "*")
		value := strings.ToLower(header.DecodeWords(p.value, nil))
		if (name == "name" || name == "filename") && (strings.HasSuffix(value, ".eml") || strings.HasSuffix(value, ".msg")) {
			return true
		}
	}
	return false
}

// decoder undoes the transfer encoding (RFC 2045 section 6); nil if there is
// none. A message should have none (RFC 2046 section 5.2.1), and often has one.
func (d *description) decoder() func([]byte) []byte {
	switch {
	case ascii.EqualFold(d.encoding, "base64"):
		return fromBase64
	case ascii.EqualFold(d.encoding, "quoted-printable"):
		return fromQuotedPrintable
	}
	return nil
}

// fromBase64 decodes RFC 2045 section 6.8: what is not of its alphabet means
// nothing, "=" ends the text.
func fromBase64(text []byte) []byte {
	clean := make([]byte, 0, len(text))
	for _, c := range text {
		if c == '=' {
			break
		}
		if ascii.IsLetter(c) || ascii.IsDigit(c) || c == '+' || c == '/' {
			clean = append(clean, c)
		}
	}
	if len(clean)%4 == 1 {
		clean = clean[:len(clean)-1] // six bits make no byte
	}
	n, _ := base64.RawStdEncoding.Decode(clean, clean) // cannot fail: only its alphabet is left
	return clean[:n]
}

// fromQuotedPrintable decodes RFC 2045 section 6.7. A "=" that begins nothing
// stands for itself.
func fromQuotedPrintable(text []byte) []byte {
	out := make([]byte, 0, len(text))
	for line := range strings.Lines(string(text)) {
		content := strings.TrimRight(line, "\r\n")
		end := line[len(content):]
		content = strings.TrimRight(content, " \t") // rule 3: added on the way
		if strings.HasSuffix(content, "=") {
			content, end = content[:len(content)-1], "" // rule 5: a soft line break
		}
		for i := 0; i < len(content); i++ {
			c := content[i]
			if c == '=' {
				if pair, ok := ascii.HexPair(content[i+1:]); ok {
					c = pair
					i += 2
				}
			}
			out = append(out, c)
		}
		out = append(out, end...)
	}
	return out
}
