package header

import "strconv"

// ParseHead is Parse for an input of total bytes of which only the beginning is
// at hand. sure tells that the rest cannot change the answer: the section is
// written as RFC 5322 section 2.2 writes it, and its end is in head. If not, the
// Section is what head shows, with [ProblemSectionLimit] unless it ended there;
// the caller may come again with more.
func ParseHead(head []byte, total int) (s Section, sure bool) {
	if len(head) >= total {
		return Parse(head), true
	}
	if len(head) <= MaxSection && !isUTF16(head) {
		end, fields := sectionEnd(head)
		p := newParser(string(head[:end]), total, defaultLimits)
		p.room(fields)
		if p.regular() && p.ended {
			return p.finish(total), true
		}
	}
	s = Parse(head)
	if s.Body < 0 && !s.Truncated {
		s.Truncated = true
		s.Problems = append(s.Problems, Problem{
			Code: ProblemSectionLimit, Args: []Arg{{"limit", strconv.Itoa(len(head))}}, Span: Span{len(head), total},
		})
	}
	return s, false
}
