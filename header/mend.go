package header

import (
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
)

// nbsp is U+00A0, which browsers put where a page showed an indentation.
const nbsp = "\u00a0"

// blanked is text with blanks for no-break spaces, one byte for one byte.
func blanked(text string) string { return strings.ReplaceAll(text, nbsp, "  ") }

// dress is how a pasted section is clothed. It is the same for all its lines.
type dress struct {
	marks   int    // quoting marks in front of each line
	gap     bool   // and one space behind them
	indent  string // white space in front of every line, fields too
	doubled bool   // an empty line stands between all lines
	lost    bool   // continuation lines have lost their white space
	nbsp    bool   // no-break spaces stand for spaces
	fence   string // what opened a block of code around it
}

// shape is what a line looks like, its dress taken off.
type shape uint8

const (
	shapeField shape = iota // "name:"
	shapeFold               // begins with white space
	shapeStray              // neither: RFC 5322 section 2.2 allows no such line
)

func shapeOf(s string) shape {
	if isWSP(s[0]) || strings.HasPrefix(s, nbsp) {
		return shapeFold
	}
	if _, _, ok := fieldName(s); ok {
		return shapeField
	}
	return shapeStray
}

// mender reads a section that is not as RFC 5322 writes it. One look at all
// lines settles the dress, a second builds the fields.
type mender struct {
	*parser
	dress
	skipped bool // text stood above the section
	behind  int  // where the block of code around it ends; 0: none does
}

// mend reads what regular could not.
func (p *parser) mend() {
	if p.table() {
		return
	}
	m := mender{parser: p}
	joined := m.skipPreamble()
	m.survey(joined)
	m.build()
	m.describe()
	for i := range p.Fields {
		m.mask(&p.Fields[i])
	}
}

// prefix tells how many bytes of a line are dress.
func (d *dress) prefix(s string) int {
	if d.indent != "" && strings.HasPrefix(s, d.indent) {
		return len(d.indent)
	}
	i := 0
	for range d.marks {
		j := i
		for j < len(s) && s[j] == ' ' {
			j++
		}
		if j == len(s) || !isMark(s[j]) {
			break
		}
		i = j + 1
	}
	if d.gap && 0 < i && i < len(s) && s[i] == ' ' {
		i++
	}
	return i
}

func isMark(c byte) bool { return c == '>' || c == '|' }

// each walks the lines of the section without their dress and without the
// blank lines of a doubled one, to the blank line that ends it.
func (m *mender) each(visit func(l line, content string) bool) {
	blanks := 0
	var blank line
	for l, ok := m.next(); ok; l, ok = m.next() {
		content := m.text[l.start+m.prefix(m.text[l.start:l.end]) : l.end]
		if m.fence != "" && closes(m.fence, content) {
			m.behind = l.start
			return
		}
		if content == "" || m.doubled && isBlank(content) || m.marks > 0 && !m.gap && content == " " {
			if blanks++; blanks == 1 {
				blank = l
			}
			if m.doubled && blanks == 1 {
				continue
			}
			if m.behind = m.closedBelow(); m.behind == 0 {
				m.end(line{start: blank.start, next: l.next})
			}
			return
		}
		blanks = 0
		if !visit(l, content) {
			return
		}
	}
}

// closedBelow is where the block of code closes, if nothing but empty lines stands
// above that: they end the section, and no body follows. 0: it is not so.
func (m *mender) closedBelow() int {
	rest := m.lines
	for l, ok := rest.next(); ok && m.fence != ""; l, ok = rest.next() {
		content := m.text[l.start+m.prefix(m.text[l.start:l.end]) : l.end]
		switch {
		case closes(m.fence, content):
			return l.start
		case !isBlank(content):
			return 0
		}
	}
	return 0
}

// survey looks at every line once, to settle what dress the section wears.
// joined says that text that is no field touches the section from above.
func (m *mender) survey(joined bool) {
	start := m.lines
	if l, ok := m.next(); ok {
		m.undress(m.text[l.start:l.end])
	}
	m.lines = start
	m.indent = m.commonIndent()
	m.lines = start
	m.doubled = m.isDoubled()
	m.lines = start
	fields, folds, strays, inside := 0, 0, 0, false
	m.each(func(l line, s string) bool {
		m.nbsp = m.nbsp || strings.HasPrefix(s, nbsp)
		switch shapeOf(s) {
		case shapeFold:
			folds++
		case shapeField:
			name, colon, _ := fieldName(s)
			inside = inside || isInsideValue(name, s[colon+1:])
			m.open = true // what isCutOff wants to know
			fields++
		case shapeStray:
			if !m.isCutOff(l, s) {
				strays++
			}
		}
		return true
	})
	m.lost = strays > 0 || folds == 0 && (joined || inside && fields >= 3)
	m.lines, m.open, m.ended, m.Section.Body, m.behind = start, false, false, -1, 0
}

// undress counts the quoting marks of the first line of the section.
func (m *mender) undress(s string) {
	i := 0
	for j := 0; j < len(s) && (isMark(s[j]) || s[j] == ' '); j++ {
		if isMark(s[j]) {
			m.marks++
			i = j + 1
		}
	}
	m.gap = m.marks > 0 && i < len(s) && s[i] == ' '
}

// commonIndent returns the white space with which all lines begin, as in text
// copied out of an indented block.
func (m *mender) commonIndent() string {
	common, first := "", true
	m.each(func(_ line, s string) bool {
		if first {
			first = false
			common = s[:len(s)-len(strings.TrimLeft(s, " \t\u00a0"))]
			return m.marks == 0 && common != ""
		}
		if !strings.HasPrefix(s, common) {
			common = ""
		}
		return common != ""
	})
	if m.marks > 0 {
		return ""
	}
	return common
}

// isDoubled reports whether an empty line stands between all lines, judged by
// the first ones. Two of them must begin known fields, or three where others
// are neither field nor fold, so that a message of one field is not taken
// together with its body.
func (m *mender) isDoubled() bool {
	const judged = 24
	seen, known, strays, blanks := 0, 0, 0, 1
	for l, ok := m.next(); ok && seen < judged; l, ok = m.next() {
		s := m.text[l.start+m.prefix(m.text[l.start:l.end]) : l.end]
		if isBlank(s) {
			if blanks++; blanks > 1 {
				break
			}
			continue
		}
		if blanks != 1 {
			return false
		}
		blanks = 0
		seen++
		if shapeOf(s) == shapeStray {
			strays++
		}
		if name, _, ok := fieldName(s); ok && isKnownName(name) {
			known++
		}
	}
	return known >= 2 && strays == 0 || known >= 3
}

// build makes the fields.
func (m *mender) build() {
	first := true
	m.each(func(l line, s string) bool {
		defer func() { first = false }()
		switch shapeOf(s) {
		case shapeFold:
			m.fold(l, blanked(s))
			m.extend(l)
			return true
		case shapeField:
			name, colon, _ := fieldName(s)
			if !m.lost || m.begins(name, s[colon+1:]) {
				dressed := l.end - len(s) - l.start
				return m.openField(l, name, dressed+colon, first)
			}
		case shapeStray:
			if m.isCutOff(l, s) {
				m.cutOff(l)
				return false
			}
		}
		m.rejoin(l)
		return true
	})
	if m.behind > 0 { // what follows there is no body of the message
		m.ended = true
		m.problem(ProblemOutside, trimSpan(m.text, Span{m.behind, len(m.text)}))
	}
}

// openField opens a field and says what made it one.
func (m *mender) openField(l line, name string, colon int, first bool) bool {
	if !m.begin(l, name, colon) {
		return false
	}
	f := &m.Fields[len(m.Fields)-1]
	if m.marks > 0 {
		f.Mend |= MendQuote
	}
	if m.doubled {
		f.Mend |= MendBlank
	}
	// Where indentation was lost, any field but that of the very first line
	// may in truth be the inside of the field above it; an indented block may
	// be the folded end of a field that was cut off.
	if m.lost && !first || m.indent != "" {
		f.Mend |= MendIndent
	}
	return true
}

// rejoin adds a line that lost its white space to the field above it.
func (m *mender) rejoin(l line) {
	if !m.open {
		m.outside(l)
		return
	}
	m.Fields[len(m.Fields)-1].Mend |= MendIndent
	m.extend(l)
	m.run(ProblemIndentLost, l)
}

// begins decides, where indentation is lost, whether a line of field shape
// begins a field or continues the one above it.
func (m *mender) begins(name, rest string) bool {
	if !isPlausibleName(name) {
		return false
	}
	known := isKnownName(name)
	spaced := rest == "" || isWSP(rest[0]) || strings.HasPrefix(rest, nbsp)
	if !m.open {
		return known || spaced
	}
	f := &m.Fields[len(m.Fields)-1]
	above := strings.TrimRight(m.text[f.value.Start:f.value.End], " \t\r\n")
	if isSignature(f.Name) && (strings.HasSuffix(above, ":") || !spaced && isNameList(rest)) {
		return false // inside h=, the list of signed fields
	}
	switch {
	case known || !spaced:
		return known
	case strings.ContainsAny(name, "-_"):
		return !ascii.EqualFold(name, "Report-ID") // of the Subject of RFC 7489 section 7.2.1.1
	case above == "":
		return false // an empty field waits for its value
	}
	return 'A' <= name[0] && name[0] <= 'Z' && !strings.ContainsRune(";,(=", rune(above[len(above)-1]))
}

// isSignature names the fields that list other fields with colons (RFC 6376
// section 3.5, RFC 8617 section 4.1.2), also where a list server renamed them.
func isSignature(name string) bool {
	const suffix = "-Signature"
	return len(name) > len(suffix) && ascii.EqualFold(name[len(name)-len(suffix):], suffix)
}

// isNameList reports whether s goes on as a list of field names does: another
// name, then a colon, a semicolon or nothing.
func isNameList(s string) bool {
	i := 0
	for i < len(s) && s[i] > ' ' && s[i] < 0x7f && s[i] != ':' && s[i] != ';' && s[i] != '=' {
		i++
	}
	return i == len(s) || i > 0 && (s[i] == ':' || s[i] == ';')
}

// describe says once for the section what was done to all of it.
func (m *mender) describe() {
	if len(m.Fields) == 0 {
		return
	}
	if m.marks > 0 || m.doubled || m.lost || m.nbsp || m.indent != "" || m.skipped {
		m.Kind = KindPaste
	}
	at := m.Section.Span
	if m.marks > 0 {
		m.problem(ProblemQuoted, at)
	}
	if m.indent != "" {
		m.problem(ProblemIndented, at)
	}
	if m.doubled {
		m.problem(ProblemBlankLines, at)
	}
	if m.nbsp {
		m.problem(ProblemNoBreakSpaces, at)
	}
	if m.lost && !m.has(ProblemIndentLost) {
		m.problem(ProblemIndentLost, at)
	}
}

func (m *mender) has(code string) bool {
	for _, p := range m.Problems {
		if p.Code == code {
			return true
		}
	}
	return false
}
