package mailfile

import (
	"bytes"
	"encoding/base64"
	"strings"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/internal/ascii"
)

// part is a body and what the fields above it say about it.
type part struct {
	typ      string // the media type in lower case; empty: none is named
	params   []param
	encoding string
	subject  string
	body     []byte
}

// param is a parameter, of Content-Type or Content-Disposition.
type param struct{ name, value string }

// readMessage is readPart for a message, above which blank lines may stand.
func readMessage(text []byte) part { return readPart(bytes.TrimLeft(text, "\r\n")) }

// readPart reads the fields of RFC 2045 sections 5 and 6, and RFC 2183.
func readPart(text []byte) part {
	head, rest := cut(text)
	var s header.Section
	if fields := relevant(head); len(fields) > 0 {
		s = header.Parse(fields)
	}
	p := part{encoding: body(&s, "Content-Transfer-Encoding"), subject: body(&s, "Subject"), body: rest}
	var disposition []param
	p.typ, p.params = parseValue(body(&s, "Content-Type"))
	_, disposition = parseValue(body(&s, "Content-Disposition"))
	p.params = append(p.params, disposition...)
	return p
}

// relevant keeps the fields that readPart reads. The others, nine tenths of a
// message's section, would cost more than all the rest.
func relevant(head []byte) []byte {
	var fields []byte
	keep := false
	for line := range bytes.Lines(head) {
		if line[0] != ' ' && line[0] != '\t' {
			start := string(line[:min(len(line), len("Content-"))])
			keep = ascii.EqualFold(start, "Content-") || ascii.EqualFold(start, "Subject:")
		}
		if keep {
			fields = append(fields, line...)
		}
	}
	return fields
}

func body(s *header.Section, name string) string {
	if f := s.Find(name); f != nil {
		return f.Body()
	}
	return ""
}

// maxParams is far above what any mail has, and keeps ten million of them from
// taking a hundred times their size.
const maxParams = 100

// parseValue splits a value such as: text/plain; charset="us-ascii". Names and
// the value itself come in lower case.
func parseValue(text string) (value string, params []param) {
	first, rest := cutSegment(text)
	for rest != "" && len(params) < maxParams {
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

func (p *part) isMultipart() bool { return strings.HasPrefix(p.typ, "multipart/") }

func (p *part) boundary() string {
	for _, q := range p.params {
		if q.name == "boundary" {
			return q.value
		}
	}
	return ""
}

// isHeaders: the part is a header section (RFC 6522 section 4, RFC 6533).
func (p *part) isHeaders() bool {
	return p.typ == "text/rfc822-headers" || p.typ == "message/global-headers"
}

// isDeliveryStatus: RFC 3464 section 2.1, RFC 6533 section 3.
func (p *part) isDeliveryStatus() bool {
	return p.typ == "message/delivery-status" || p.typ == "message/global-delivery-status"
}

// isMessage: the part is a message (RFC 2046 section 5.2.1, RFC 6532 section
// 3.7), or a file whose type or name is that of one.
func (p *part) isMessage() bool {
	if p.typ == "message/rfc822" || p.typ == "message/global" || p.typ == "application/vnd.ms-outlook" {
		return true
	}
	for _, q := range p.params {
		// RFC 2231 sections 3 and 4: name*, and name*0, name*1 for its pieces.
		name, _, _ := strings.Cut(q.name, "*")
		value := strings.ToLower(header.DecodeWords(q.value, nil))
		if (name == "name" || name == "filename") && (strings.HasSuffix(value, ".eml") || strings.HasSuffix(value, ".msg")) {
			return true
		}
	}
	return false
}

// decoder undoes the transfer encoding (RFC 2045 section 6); nil if there is
// none. A message should have none (RFC 2046 section 5.2.1), and often has one.
func (p *part) decoder() func([]byte) []byte {
	switch {
	case ascii.EqualFold(p.encoding, "base64"):
		return fromBase64
	case ascii.EqualFold(p.encoding, "quoted-printable"):
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
