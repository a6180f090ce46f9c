package report

import (
	"bytes"
	"strconv"

	"github.com/hopproof/hopproof/header"
)

// ProblemBelow: another header section stands below what was read as one; line.
const ProblemBelow = "section-below"

// noteBelow looks for the header section that was meant where the one that was read is
// none: a ticket whose first line is "Subject: ..." and that quotes a header is a
// message as RFC 5322 writes one. What is there is only pointed at. A reader that
// stepped over the first section would let whoever wrote the body of a message
// write its trace; so the person who hands the text over has to cut it.
func noteBelow(s *header.Section, input []byte) {
	if s.Body < 0 || s.Body >= len(input) || s.Find("Received") != nil {
		return
	}
	if s.Find("From") != nil || s.Find("Date") != nil { // it is one (RFC 5322 section 3.6)
		return
	}
	body := input[:min(len(input), s.Body+header.MaxSection)]
	paragraph := s.Body
	for at := s.Body; at < len(body); {
		end := at + 1 + bytes.IndexByte(body[at:], '\n')
		if end == at {
			end = len(body)
		}
		switch line := bytes.Trim(body[at:end], quoting); {
		case len(line) == 0:
			paragraph = end
		case len(line) > len(trace) && bytes.EqualFold(line[:len(trace)], []byte(trace)):
			number := 1 + bytes.Count(body[:paragraph], []byte{'\n'})
			s.Problems = append(s.Problems, header.Problem{Code: ProblemBelow, Span: header.Span{Start: paragraph, End: end},
				Args: []header.Arg{{Name: "line", Value: strconv.Itoa(number)}}})
			return
		}
		at = end
	}
}

const (
	trace = "Received:"
	// quoting is what may stand around a line that is quoted.
	quoting = ">| \t\r\n"
)
