package header

import "bytes"

// outline finds the fields of a section that is written as nearly all are: it begins
// with a field and has folds, none of them blank, each name touches its colon, and each
// line ends with LF or CRLF (RFC 5322 section 2.2). It goes over bytes, so that no more
// of a message becomes a string than its section; [parser.finish] cuts the texts out of
// that. What it says is what [parser.regular] says of such a section. False: it is
// written in another way, or has more fields than the limit.
func (p *parser) outline(input []byte) bool {
	if len(input) == 0 || input[0] == '>' || input[0] == '|' {
		return false
	}
	fields, folds, number, cr := p.Fields, 0, 0, 0
	p.Section.Span.End = len(input)
	for rest := input; len(rest) > 0; {
		start, length := len(input)-len(rest), bytes.IndexByte(rest, '\n')
		if length < 0 {
			return false
		}
		line := rest[:length]
		rest = rest[length+1:]
		if length > 0 && line[length-1] == '\r' {
			line = line[:length-1]
			cr++
		}
		if last := len(line) - 1; last >= 0 && line[last] <= ' ' && (line[last] == '\r' || len(bytes.Trim(line, " \t")) == 0) {
			return false // a line that others may take for the end of the section
		}
		number++
		next, end := start+length+1, start+len(line)
		if len(line) == 0 {
			p.Section.Span.End, p.Section.Body, p.ended = start, next, true
			break
		}
		if isWSP(line[0]) {
			if len(fields) == 0 {
				return false
			}
			folds++
			f := &fields[len(fields)-1]
			f.value.End, f.Span.End = end, next
			continue
		}
		colon := nameLength(line)
		if colon == 0 || colon == len(line) || line[colon] != ':' || len(fields) == p.lim.fields {
			return false
		}
		fields = append(fields, Field{Line: number, Span: Span{start, next}, value: Span{start + colon + 1, end}})
	}
	p.Fields, p.cr = fields, cr
	return folds > 0
}

// nameLength is how many bytes of a name line begins with.
//
//go:noinline
func nameLength(line []byte) int {
	for i, c := range line {
		if !inFieldName[c] {
			return i
		}
	}
	return len(line)
}
