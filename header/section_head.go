package header

import "strconv"

// ParseHead is Parse for an input of total bytes of which only the beginning is
// at hand. sure tells that the rest cannot change the answer: the section is
// written as RFC 5322 section 2.2 writes it, and its end is in head. If not, the
// Section is what head shows, with [ProblemSectionLimit] unless it ended there;
// the caller may come again with more.
func ParseHead(head []byte, total int) (s Section, sure bool) {
	var r Reader
	return r.ParseHead(head, total)
}

// Reader reads sections one after the other in the same memory, which a program
// that reads many of them would else spend its time on. The zero value is ready.
type Reader struct {
	fields []Field
	parse  *parser
}

// usualFields is how many fields a Reader keeps room for.
const usualFields = 512

// ParseHead is the function of that name. The Fields of the Section are only valid
// until the next call, the texts in them for good.
func (r *Reader) ParseHead(head []byte, total int) (s Section, sure bool) {
	clear(r.fields) // what they point at would stay in memory
	s, sure = parseHead(head, total, r)
	if r.fields = s.Fields; cap(r.fields) > usualFields {
		r.fields = nil
	}
	return s, sure
}

// regular reads a section by RFC 5322 alone, in the memory of r; false: it has to be
// mended. end is where it ends at the latest.
func (r *Reader) regular(input []byte, total int, lim limits) (p *parser, end int, ok bool) {
	if r.parse == nil {
		r.parse = &parser{Section: Section{names: new(nameFilter)}}
	}
	p = r.parse
	p.reset("", total, lim)
	if p.eol, p.Fields = '\n', r.fields[:0]; p.outline(input) {
		end = max(p.Section.Span.End, p.Section.Body)
		p.text = string(input[:end])
		return p, end, true
	}
	end, fields := sectionEnd(input)
	p.reset(string(input[:end]), total, lim)
	p.start()
	p.room(fields, r.fields)
	return p, end, p.regular()
}

func parseHead(head []byte, total int, r *Reader) (s Section, sure bool) {
	if len(head) >= total {
		return parse(head, defaultLimits, r), true
	}
	if len(head) <= MaxSection && !isUTF16(head) {
		if p, _, ok := r.regular(head, total, defaultLimits); ok && p.ended {
			return p.finish(total), true
		}
	}
	s = parse(head, defaultLimits, r)
	if s.Body < 0 && !s.Truncated {
		s.Truncated = true
		s.Problems = append(s.Problems, Problem{
			Code: ProblemSectionLimit, Args: []Arg{{"limit", strconv.Itoa(len(head))}}, Span: Span{len(head), total},
		})
	}
	return s, false
}
