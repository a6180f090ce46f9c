package header

import (
	"slices"
	"strconv"
	"strings"

	"github.com/hopproof/hopproof/internal/order"
)

// Limits of one section. They are far above what mail systems accept: real
// sections have reached 135 KB and 120 fields, Exchange takes 256 KB. Reaching
// one is a Problem and ends the reading, so that memory stays a fixed multiple of
// them; see [Section.Unread] for what it does to proof.
const (
	MaxSection = 2 << 20 // bytes
	MaxFields  = 20_000  // fields
)

type limits struct{ section, fields int }

var defaultLimits = limits{MaxSection, MaxFields}

// Parse reads the header section of a message, of a section by itself, or of
// text that a person pasted. Any bytes give a Section: what could not be taken
// as RFC 5322 section 2.2 writes it is mended or set aside, and Problems says
// so. Only the section is copied, not the body.
//
// A section whose lines all begin with white space or with "name:" is read by
// RFC 5322 alone. Nothing in it is mended, so that no sender can make use of
// the mending.
func Parse(input []byte) Section { return parse(input, defaultLimits, new(Reader)) }

// ParseString is Parse for a string. Fields are substrings of it.
func ParseString(input string) Section { return parseString(input, defaultLimits) }

// parse reads in the memory of r, if that is large enough.
func parse(input []byte, lim limits, r *Reader) Section {
	if isUTF16(input) {
		return parseUTF16(input, lim)
	}
	input, total := input[:min(len(input), lim.section)], len(input)
	p, end, ok := r.regular(input, total, lim)
	if !ok {
		text := p.text
		if end < len(input) {
			text = string(input)
		}
		p = newParser(text, total, lim)
		p.mend()
	}
	return p.finish(len(input))
}

func parseString(input string, lim limits) Section {
	if isUTF16([]byte(input[:min(2, len(input))])) {
		return parseUTF16([]byte(input), lim)
	}
	return read(input[:min(len(input), lim.section)], len(input), lim).finish(min(len(input), lim.section))
}

// read takes text by RFC 5322, and mends it if it is not written so.
func read(text string, total int, lim limits) *parser {
	p := newParser(text, total, lim)
	p.room(8+len(text)/192, nil)
	if !p.regular() {
		p = newParser(text, total, lim)
		p.mend()
	}
	return p
}

// room makes room for n fields, though for no more than one in 32 bytes: lines
// that are shorter than that are hardly fields. It is that of spare if there are
// enough.
func (p *parser) room(n int, spare []Field) {
	if n = min(n, 8+(len(p.text)-p.pos)/32, p.lim.fields); n <= cap(spare) {
		p.Fields = spare[:0]
		return
	}
	p.Fields = make([]Field, 0, n)
}

// parser holds what both readers, regular and mend, work with.
type parser struct {
	lines
	Section
	total int // length of the input, of which text is the beginning
	lim   limits
	open  bool // Fields has a last field that may still grow
	ended bool // an empty line, or a limit, ended the section
	blank Span // the first fold of nothing but white space
}

// newParser steps over what may stand above a section: a byte order mark,
// blank lines, mbox lines.
func newParser(text string, total int, lim limits) *parser {
	p := &parser{Section: Section{names: new(nameFilter)}}
	p.reset(text, total, lim)
	p.start()
	return p
}

// reset begins anew in the memory of p and of its names.
func (p *parser) reset(text string, total int, lim limits) {
	names := p.names
	*names = nameFilter{}
	*p = parser{lines: lines{text: text, eol: lineEnd(text)}, total: total, lim: lim}
	p.names, p.Section.Body = names, -1
}

func (p *parser) start() {
	text := p.text
	if strings.HasPrefix(text, "\ufeff") {
		p.pos = 3
		p.problem(ProblemByteOrderMark, Span{0, 3})
	}
	for {
		before := p.lines
		l, ok := p.next()
		switch {
		case !ok:
			return
		case isBlank(text[l.start:l.end]):
		case isMboxLine(text[l.start:l.end]):
			p.Kind = KindMbox
			p.problem(ProblemMboxLine, Span{l.start, l.next})
		default:
			p.lines = before
			p.Section.Span = Span{l.start, l.start}
			return
		}
	}
}

// isMboxLine recognises the separator of RFC 4155 and its quoted form. "From :"
// with the obsolete white space is a field.
func isMboxLine(s string) bool {
	if !strings.HasPrefix(strings.TrimPrefix(s, ">"), "From ") {
		return false
	}
	_, _, isField := fieldName(s)
	return !isField
}

func (p *parser) problem(code string, at Span, args ...Arg) {
	p.Problems = append(p.Problems, Problem{Code: code, Args: args, Span: at})
}

// regular reads a section as RFC 5322 section 2.2 writes it. It reports false,
// having decided nothing, if a line is neither a field nor a continuation, or
// if the section shows a sign of damage that mend understands.
func (p *parser) regular() bool {
	if strings.HasPrefix(p.text[p.pos:], ">") || strings.HasPrefix(p.text[p.pos:], "|") {
		return false
	}
	folds := 0
	for l, ok := p.next(); ok; l, ok = p.next() {
		if l.empty() {
			p.end(l)
			break
		}
		if isWSP(p.text[l.start]) {
			folds++
			p.fold(l, p.text[l.start:l.end])
			p.extend(l)
			continue
		}
		name, colon, ok := fieldName(p.text[l.start:l.end])
		if !ok {
			if !p.isCutOff(l, p.text[l.start:l.end]) {
				return false
			}
			p.cutOff(l)
			break
		}
		if !p.begin(l, name, colon) {
			break
		}
	}
	return len(p.Fields) > 0 && !p.looksUnfolded(folds) && !p.looksDoubled(folds)
}

// end notes the empty line that ends the section.
func (p *parser) end(l line) {
	p.ended = true
	p.Section.Body = l.next
	p.Section.Span.End = l.start
}

// begin opens a field on line l; false means that the limit is reached.
func (p *parser) begin(l line, name string, colon int) bool {
	if len(p.Fields) == p.lim.fields {
		p.fieldLimit(l)
		return false
	}
	if len(p.Fields) == cap(p.Fields) {
		p.grow(l.start)
	}
	key := nameKey(name)
	p.names.note(key)
	p.Fields = append(p.Fields, Field{
		Name: name, key: key, Line: l.number, Span: Span{l.start, l.next}, value: Span{l.start + colon + 1, l.end},
	})
	p.open = true
	p.Section.Span.End = l.next
	return true
}

// grow makes room for as many fields as the text will have if it goes on as it
// did up to at; doubling would copy large sections again and again.
func (p *parser) grow(at int) {
	// Real fields have 150 bytes on average.
	more := 8 + max(len(p.Fields), min(len(p.text), 32<<10)/150)
	if at > 0 && len(p.Fields) > 0 {
		more = max(more, int(float64(len(p.Fields))*float64(len(p.text)-at)/float64(at)*1.02))
	}
	p.Fields = slices.Grow(p.Fields, min(more, p.lim.fields-len(p.Fields)))
}

// fieldLimit notes that there are more fields than the limit, from l on.
func (p *parser) fieldLimit(l line) {
	p.Truncated, p.ended = true, true
	p.Section.Span.End = l.start
	p.problem(ProblemFieldLimit, Span{l.start, p.total}, Arg{"limit", strconv.Itoa(p.lim.fields)})
}

// extend adds a continuation line to the open field.
func (p *parser) extend(l line) {
	p.Section.Span.End = l.next
	if !p.open {
		p.outside(l)
		p.Truncated = true
		return
	}
	f := &p.Fields[len(p.Fields)-1]
	f.Span.End = l.next
	f.value.End = l.end
}

// fold notes the first fold of nothing but white space.
func (p *parser) fold(l line, content string) {
	if p.blank.IsZero() && isWSP(content[len(content)-1]) && isBlank(content) {
		p.blank = Span{l.start, l.next}
	}
}

// outside notes a line that belongs to no field.
func (p *parser) outside(l line) { p.run(ProblemOutside, l) }

// run notes a line under code; lines that follow one another make one Problem.
func (p *parser) run(code string, l line) {
	if n := len(p.Problems); n > 0 && p.Problems[n-1].Code == code {
		if last := &p.Problems[n-1]; isBlank(p.text[last.Span.End:l.start]) {
			last.Span.End = l.next
			return
		}
	}
	p.problem(code, Span{l.start, l.next})
}

// isCutOff recognises a field name on which the input breaks off. Such a line
// says nothing about the lines above it, unless one waits for its value.
func (p *parser) isCutOff(l line, content string) bool {
	if l.next != p.total || l.next != l.end || !p.open || !isPlausibleName(content) {
		return false
	}
	above := strings.TrimRight(p.text[:l.start], " \t\r\n")
	return 'A' <= content[0] && content[0] <= 'Z' && !strings.HasSuffix(above, ":")
}

// cutOff notes that line.
func (p *parser) cutOff(l line) {
	p.Truncated = true
	p.Section.Span.End = l.next
	p.problem(ProblemCutOff, Span{l.start, l.next})
}

// looksUnfolded: no line is folded, but some line of field shape begins as only
// the inside of a value does ("20:36:41 +0000").
func (p *parser) looksUnfolded(folds int) bool {
	if folds > 0 || len(p.Fields) < 3 {
		return false
	}
	return slices.ContainsFunc(p.Fields, func(f Field) bool {
		return isInsideValue(f.Name, p.text[f.value.Start:f.value.End])
	})
}

// looksDoubled: an empty line already follows the first line. mend looks
// whether that goes on.
func (p *parser) looksDoubled(folds int) bool {
	return p.ended && folds == 0 && len(p.Fields) == 1 && p.Section.Body < p.total
}

// finish cuts out the text of each field once all bounds are known, and the name if
// it is that of an outline. read is how much of the input was looked at.
func (p *parser) finish(read int) Section {
	for i := range p.Fields {
		f := &p.Fields[i]
		f.Raw = p.text[f.Span.Start:f.Span.End]
		if f.Name == "" {
			f.Name = p.text[f.Span.Start : f.value.Start-1]
			f.key = nameKey(f.Name)
			p.names.note(f.key)
		}
		if !f.value.IsZero() {
			f.value = trimSpan(p.text, f.value)
		}
	}
	if !p.ended && read < p.total {
		p.Truncated = true
		p.problem(ProblemSectionLimit, Span{read, p.total}, Arg{"limit", strconv.Itoa(p.lim.section)})
	}
	if len(p.Fields) == 0 {
		p.problem(ProblemNoFields, Span{0, p.total})
	}
	p.strayBytes()
	if list := p.Problems; len(list) > 1 {
		order.Stable(len(list), func(i, j int) bool { return list[i].Span.Start < list[j].Span.Start },
			func(i, j int) { list[i], list[j] = list[j], list[i] })
	}
	return p.Section
}

// strayBytes points at what other software may read in another way: NUL often ends
// a string, a lone CR is taken for a line ending by some servers (RFC 5322 section
// 2.3 forbids both in a message), a fold of nothing but white space (obsolete by
// section 4.2) for the line that ends the section.
func (p *parser) strayBytes() {
	s := p.Section.Span
	text := p.text[s.Start:s.End]
	if i := strings.IndexByte(text, 0); i >= 0 {
		n := strings.Count(text[i:], "\x00")
		p.problem(ProblemNUL, Span{s.Start + i, s.Start + i + 1}, Arg{"count", strconv.Itoa(n)})
	}
	if !p.blank.IsZero() {
		p.problem(ProblemBlankFold, p.blank)
	}
	if p.crs && p.eol == '\n' {
		p.doubledCR()
	}
	if p.eol == '\r' || strings.Count(p.text, "\r") == p.cr {
		return
	}
	first, n := -1, 0
	for i := 0; i < len(text); i++ {
		j := strings.IndexByte(text[i:], '\r')
		if j < 0 {
			break
		}
		for i += j; i < len(text) && text[i] == '\r'; i++ {
		}
		if i == len(text) || text[i] != '\n' {
			if n++; first < 0 {
				first = i - 1
			}
		}
	}
	if first >= 0 {
		p.problem(ProblemBareCR, Span{s.Start + first, s.Start + first + 1}, Arg{"count", strconv.Itoa(n)})
	}
}

// doubledCR points at the first line that ends with more CRs than one, and than the
// first of all, which has two in a text-mode copy.
func (p *parser) doubledCR() {
	first := p.text[:strings.IndexByte(p.text, '\n')]
	most := max(1, len(first)-len(strings.TrimRight(first, "\r")))
	if at := strings.Index(p.text, strings.Repeat("\r", most+1)+"\n"); at >= 0 {
		p.problem(ProblemBareCR, Span{at, at + 1}, Arg{"count", "1"})
	}
}
