package redact

import (
	"iter"
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
	// Misread: the text does not have the fields of the original any more, so
	// it must not be taken for it. Only damaged input can come to that.
	Misread bool
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
	again := header.ParseString(out)
	return Result{Text: []byte(out), Leaks: m.check(&s, &again), Misread: !m.sameFields(&s, &again)}
}

// sameFields reports whether two sections have fields of the same names in the
// same order, mended in the same way.
func (m *Map) sameFields(a, b *header.Section) bool {
	return slices.EqualFunc(a.Fields, b.Fields, func(a, b header.Field) bool {
		return m.fieldName(a.Name) == b.Name && a.Mend&^header.MendUTF16 == b.Mend
	})
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
	m.reserved, m.telling, m.nodes, m.noise = map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}
	for w := range atoms(text) {
		m.reserved[w] = true
		for piece := range strings.FieldsFuncSeq(w, isMark) {
			m.reserved[piece] = true
		}
		if !isHost(w) {
			continue
		}
		first, _, _ := strings.Cut(w, ".")
		if PublicHost(w) {
			m.nodes[first] = true
		} else if publicEnd(w) == "" {
			first, _, _ = strings.Cut(suffix.Organizational(w), ".")
			for _, piece := range append(strings.Split(first, "-"), first) {
				m.telling[piece] = len(piece) >= minTelling
			}
		}
	}
	for local := range locals(text) {
		if local = strings.Trim(lower(local), ".-_"); len(local) >= minTelling && !isNumber(local) {
			m.telling[local] = true
		}
	}
}

// atoms yields the words of a text in lower case.
func atoms(text string) iter.Seq[string] {
	return strings.FieldsFuncSeq(lower(text), func(r rune) bool { return r < 0x80 && !isAtom(byte(r)) })
}

// isMark reports a character that parts a word.
func isMark(r rune) bool { return r == '.' || r == '-' || r == '_' }

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

// field rewrites one field: its name, then its body by its policy.
func (m *Map) field(f *header.Field, raw string) string {
	start := strings.Index(raw, f.Name)
	colon := strings.IndexByte(raw[max(start, 0):], ':')
	if start < 0 || colon < 0 {
		return m.rewrite(raw, facts)
	}
	colon += start
	body := raw[colon+1:]
	p := policyOf(f.Name)
	return m.rewrite(raw[:start], facts) + m.fieldName(f.Name) + raw[start+len(f.Name):colon+1] + p(m, f, body)
}
