package spf

import "strings"

// MacroString is a text with macros (RFC 7208 section 7.1).
type MacroString struct {
	// Text is the text as it stands. Without a macro in it, Parts is nil.
	Text  string
	Parts []Part
}

// Part is literal text or a macro.
type Part struct {
	// Span is the place in the text that was parsed.
	Span Span
	// Letter is the macro letter in lower case; 0 for literal text.
	Letter byte
	// Literal is what literal text stands for: "%%" is "%", "%_" a blank, "%-"
	// is "%20".
	Literal string
	// Escape is whether the letter was a capital: the value is URL-escaped
	// (section 7.3).
	Escape bool
	// Keep is how many labels from the right are kept; 0 is all of them.
	Keep int
	// Reverse is the transformer "r".
	Reverse bool
	// Delimiters are the characters at which the value is split; "" is ".".
	Delimiters string
}

// The macro letters of section 7.2. Three of them are for explanations only.
const (
	domainLetters = "slodiphv"
	everyLetter   = domainLetters + "crt"
)

// maxKeep bounds the number of labels that a macro may ask for: a domain name
// has 127 at most.
const maxKeep = 128

// macros parses the part of the text at place.
func (p *parser) macros(place Span, letters string) MacroString {
	m := MacroString{Text: place.In(p.Text)}
	if strings.IndexByte(m.Text, '%') < 0 {
		return m
	}
	parts, bad := parseMacros(m.Text, place.Start, letters)
	if bad != nil {
		p.Problems = append(p.Problems, *bad)
		return m
	}
	m.Parts = parts
	return m
}

// parseMacros reads text, whose first byte has the place at.
func parseMacros(text string, at int, letters string) ([]Part, *Problem) {
	var parts []Part
	for pos := 0; pos < len(text); {
		n := strings.IndexByte(text[pos:], '%')
		if n != 0 {
			if n < 0 {
				n = len(text) - pos
			}
			parts = append(parts, Part{Span: Span{at + pos, at + pos + n}, Literal: text[pos : pos+n]})
			pos += n
			continue
		}
		part, size, code := parseMacro(text[pos:], letters)
		part.Span = Span{at + pos, at + pos + size}
		if code != "" {
			return nil, &Problem{Code: code, Span: part.Span, Args: []Arg{{"macro", text[pos : pos+size]}}}
		}
		parts = append(parts, part)
		pos += size
	}
	return parts, nil
}

// parseMacro reads macro-expand of section 7.1. size is the length of the
// macro, or of what is wrong.
func parseMacro(s, letters string) (m Part, size int, code string) {
	if len(s) < 2 {
		return m, len(s), ProblemMacro
	}
	switch s[1] {
	case '%':
		return Part{Literal: "%"}, 2, ""
	case '_':
		return Part{Literal: " "}, 2, ""
	case '-':
		return Part{Literal: "%20"}, 2, ""
	case '{':
	default:
		return m, 2, ProblemMacro
	}
	end := strings.IndexByte(s, '}')
	if end < 3 {
		return m, max(2, end+1), ProblemMacro
	}
	body, size := s[2:end], end+1
	m.Letter, m.Escape = body[0]|0x20, body[0] < 'a'
	if !isLetter(body[0]) || strings.IndexByte(letters, m.Letter) < 0 {
		return m, size, ProblemMacroLetter
	}
	code = m.readTransformers(body[1:])
	return m, size, code
}

// readTransformers reads transformers and delimiters, what follows the letter.
func (m *Part) readTransformers(text string) (code string) {
	rest := text
	for rest != "" && isDigit(rest[0]) {
		m.Keep = min(m.Keep*10+int(rest[0]-'0'), maxKeep)
		rest = rest[1:]
	}
	if m.Keep == 0 && len(rest) < len(text) { // section 7.3: MUST be nonzero
		return ProblemMacroDigits
	}
	if rest != "" && rest[0]|0x20 == 'r' {
		m.Reverse = true
		rest = rest[1:]
	}
	m.Delimiters = rest
	if strings.Trim(rest, ".-+,/_=") != "" {
		return ProblemMacro
	}
	return ""
}

// tail is the literal text after the last macro; false if a macro is last.
func (m *MacroString) tail() (string, bool) {
	if m.Parts == nil {
		return m.Text, true
	}
	last := &m.Parts[len(m.Parts)-1]
	written := last.Span.End - last.Span.Start
	return last.Literal, last.Letter == 0 && written == len(last.Literal)
}

// Letters are the macro letters that m uses, in lower case, in their order.
func (m *MacroString) Letters() string {
	var b []byte
	for i := range m.Parts {
		if c := m.Parts[i].Letter; c != 0 {
			b = append(b, c)
		}
	}
	return string(b)
}
