package header

import "strings"

// quoting is what may stand in front of a line that is quoted or set in.
const quoting = ">| \t" + nbsp

// skipPreamble moves to the first line of the section. What stands above it (a
// sentence, the summary table of a web mail) is set aside as a Problem. joined
// says that such text touches the section without a blank line between.
func (m *mender) skipPreamble() (joined bool) {
	start, summary := m.findSection()
	if start.pos == m.pos {
		return false
	}
	above := trimSpan(m.text, Span{m.pos, start.pos})
	m.skipped = true
	code := ProblemOutside
	if summary {
		code = ProblemSummary
	}
	m.problem(code, above)
	gap := m.text[above.End:start.pos]
	m.fence = fenceIn(m.text[strings.LastIndexByte(m.text[:above.End], m.eol)+1 : above.End])
	m.lines = start
	m.Section.Span = Span{start.pos, start.pos}
	return !summary && m.fence == "" && strings.Count(gap, string(m.eol)) < 2
}

// findSection looks for the first paragraph in which a known field begins, and
// in it for the first line that looks like a field. A stored message has one in
// its first line, so nothing of it can be skipped. With no known field at all,
// the first line of field shape is taken, or else the end of the text.
func (m *mender) findSection() (start lines, summary bool) {
	scan := m.lines
	if l, ok := scan.next(); ok && shapeOf(m.text[l.start:l.end]) == shapeField {
		return m.lines, false
	}
	scan = m.lines
	summary = isSummary(scan)
	var first, fallback lines
	hasFirst, hasAny := false, false
	for {
		before := scan
		l, ok := scan.next()
		if !ok {
			break
		}
		s := strings.TrimLeft(m.text[l.start:l.end], quoting)
		if s == "" || fenceIn(s) != "" {
			hasFirst = false
			continue
		}
		name, colon, ok := fieldName(s)
		if !ok || !isPlausibleName(name) || summary && strings.HasPrefix(s[colon+1:], "\t") {
			continue
		}
		if !hasFirst {
			first, hasFirst = before, true
		}
		if !hasAny {
			fallback, hasAny = before, true
		}
		if isKnownName(name) {
			return first, summary
		}
	}
	if hasAny {
		return fallback, summary
	}
	return scan, summary
}

// isSummary recognises the table above the text of Gmail's "Show original": a
// title, then rows of label and value with a tab between.
func isSummary(ls lines) bool {
	for range 4 {
		l, ok := ls.next()
		if !ok {
			return false
		}
		label, _, ok := strings.Cut(ls.text[l.start:l.end], "\t")
		label = strings.Trim(label, ": \u00a0")
		if ok && (label == "Message ID" || label == "ID du message" || label == "Message-ID") {
			return true
		}
	}
	return false
}
