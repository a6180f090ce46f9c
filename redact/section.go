package redact

import (
	"slices"
	"strings"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/header/suffix"
)

// Result is a redacted header section.
type Result struct {
	// Text is the section, with its empty line if the input had one. Input in
	// UTF-16 becomes UTF-8.
	Text []byte
	// Leaks are places where something of the original may have survived; the
	// text must not be shown then.
	Leaks []Leak
}

// Section redacts the header section of a message, or of text that a person
// pasted; the body is left out. Any bytes give a Result. What was drawn is
// added to m, so that further messages agree.
func Section(input []byte, m *Map) Result {
	text := string(input)
	s := header.ParseString(text)
	m.learn(text[:sectionEnd(&s, text)])
	m.write(text, &s) // the domains that it meets give the names made of them
	out := m.write(text, &s)
	return Result{Text: []byte(out), Leaks: check(&s, out, m)}
}

func sectionEnd(s *header.Section, text string) int {
	if s.Body >= 0 {
		return min(s.Body, len(text))
	}
	return len(text)
}

// learn notes the words of a text, which no pseudonym may be, and those that
// tell of its organizations.
func (m *Map) learn(text string) {
	m.reserved, m.telling = map[string]bool{}, map[string]bool{}
	for w := range strings.FieldsFuncSeq(lower(text), func(r rune) bool { return r < 0x80 && !isAtom(byte(r)) }) {
		m.reserved[w] = true
		for piece := range strings.FieldsFuncSeq(w, func(r rune) bool { return r == '.' || r == '-' || r == '_' }) {
			m.reserved[piece] = true
		}
		if isHost(w) && !PublicHost(w) && publicEnd(w) == "" {
			org := suffix.Organizational(w)
			first, _, _ := strings.Cut(org, ".")
			m.telling[first] = len(first) >= minTelling
		}
	}
}

// write rewrites the fields and the text between them.
func (m *Map) write(text string, s *header.Section) string {
	var b strings.Builder
	if isUTF16(s) {
		for i := range s.Fields {
			b.WriteString(m.field(&s.Fields[i], s.Fields[i].Raw))
		}
		return b.String()
	}
	order := make([]*header.Field, len(s.Fields))
	for i := range s.Fields {
		order[i] = &s.Fields[i]
	}
	slices.SortStableFunc(order, func(a, b *header.Field) int { return a.Span.Start - b.Span.Start })
	at := 0
	for _, f := range order {
		if f.Span.Start < at {
			continue // a part of a row that is written already
		}
		b.WriteString(m.rewrite(text[at:f.Span.Start], facts))
		b.WriteString(m.field(f, text[f.Span.Start:f.Span.End]))
		at = f.Span.End
	}
	b.WriteString(m.rewrite(text[at:sectionEnd(s, text)], facts))
	return b.String()
}

func isUTF16(s *header.Section) bool {
	return slices.ContainsFunc(s.Problems, func(p header.Problem) bool { return p.Code == header.ProblemUTF16 })
}

// field rewrites one field: its name, then its body by its policy. In a field
// that was mended the places of its parts are not those of the text, so it is
// read word by word.
func (m *Map) field(f *header.Field, raw string) string {
	start := strings.Index(raw, f.Name)
	colon := strings.IndexByte(raw[max(start, 0):], ':')
	if start < 0 || colon < 0 {
		return m.rewrite(raw, facts)
	}
	colon += start
	body := raw[colon+1:]
	p := policyOf(f.Name)
	if f.Mend != 0 {
		p = wordwise(f.Name, p)
	}
	return m.rewrite(raw[:start], facts) + m.fieldName(f.Name) + raw[start+len(f.Name):colon+1] + p(m, f, body)
}

// wordwise is the policy without the places of the parts.
func wordwise(name string, p policy) policy {
	switch fieldTable()[lower(name)] {
	case "trace", "date", "tags":
		return policies["facts"]
	}
	return p
}
