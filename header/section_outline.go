package header

import "bytes"

// outline is where the fields stand of a section that is written as nearly all are:
// it begins with a field and has folds, each name touches its colon, and each line
// ends with an LF (RFC 5322 section 2.2). It is made of bytes in one go, so that no
// more of a message becomes a string than its section. What it says is what
// [parser.regular] says of such a section.
type outline struct {
	fields    []fieldPlace
	end, body int // of the section; body is -1 if the input ends with it
	cr        int // the CRs that stood before the line endings
}

// fieldPlace is where a field begins, its colon, the end of its value, and the end
// of its last line.
type fieldPlace struct{ start, colon, end, next, line int32 }

// read makes the outline of input; false: it is written in another way, or has more
// fields than the limit.
func (o *outline) read(input []byte, limit int) bool {
	*o = outline{fields: o.fields[:0], body: -1, end: len(input)}
	if len(input) == 0 || input[0] == '>' || input[0] == '|' {
		return false
	}
	fields, folds, number := o.fields, 0, int32(0)
	for pos := 0; pos < len(input); {
		rest := input[pos:]
		length := bytes.IndexByte(rest, '\n')
		if length < 0 {
			return false
		}
		line, start := rest[:length], pos
		for len(line) > 0 && line[len(line)-1] == '\r' {
			line = line[:len(line)-1]
		}
		pos += length + 1
		o.cr += length - len(line)
		number++
		switch {
		case len(line) == 0:
			o.fields, o.end, o.body = fields, start, pos
			return folds > 0
		case isWSP(line[0]):
			if len(fields) == 0 {
				return false
			}
			folds++
			f := &fields[len(fields)-1]
			f.end, f.next = int32(start+len(line)), int32(pos)
		default:
			colon := 0
			for colon < len(line) && inFieldName[line[colon]] {
				colon++
			}
			if colon == 0 || colon == len(line) || line[colon] != ':' || len(fields) == limit {
				return false
			}
			fields = append(fields, fieldPlace{int32(start), int32(start + colon), int32(start + len(line)), int32(pos), number})
		}
	}
	o.fields = fields
	return folds > 0
}

// take makes p what reading the text of an outline would, in the memory of spare.
func (p *parser) take(o *outline, spare []Field) {
	p.Section.Span.End, p.Section.Body = o.end, o.body
	p.ended, p.cr = o.body >= 0, o.cr
	if p.Fields = spare[:0]; cap(spare) < len(o.fields) {
		p.Fields = make([]Field, 0, len(o.fields))
	}
	for i := range o.fields {
		f := &o.fields[i]
		name := p.text[f.start:f.colon]
		key := nameKey(name)
		p.names.note(key)
		p.Fields = append(p.Fields, Field{
			Name: name, key: key, Line: int(f.line), Span: Span{int(f.start), int(f.next)}, value: Span{int(f.colon) + 1, int(f.end)},
		})
	}
}
