package hops

import (
	"strings"

	"github.com/hopproof/hopproof/header"
)

// tornAt is the first field, from the newest Received field on, in which other servers
// may see the section end: the number of fields if there is none.
func tornAt(s *header.Section, newest int) int {
	stray, nbsp, top := false, false, s.Fields[newest].Raw
	for i := range s.Problems {
		switch s.Problems[i].Code {
		case header.ProblemNUL, header.ProblemBareCR, header.ProblemBlankFold:
			stray = true
		case header.ProblemNoBreakSpaces:
			nbsp = !foldsByNBSP(top) // a paste has them in the receiver's line too
		}
	}
	last := len(s.Fields) - 1
	if !stray && !nbsp {
		return last + 1
	}
	most := max(1, trailing(top[:strings.IndexByte(top, '\n')+1], "\r\n")-1) // CRs; in a text-mode copy two
	for i := newest; i <= last; i++ {
		raw := s.Fields[i].Raw
		if i == last {
			raw = strings.TrimRight(raw, quoting+"\u00a0\r\n") // there it ends for all
		}
		if stray && strays(raw, most) || nbsp && foldsByNBSP(raw) {
			return i
		}
	}
	return last + 1
}

// quoting are the bytes with which a line of a quoted paste may begin.
const quoting = "> |\t"

// foldsByNBSP: a line begins with a no-break space, which is a fold in a paste alone.
func foldsByNBSP(raw string) bool {
	for line := range strings.SplitAfterSeq(raw, "\n") {
		if strings.HasPrefix(strings.TrimLeft(line, quoting), "\u00a0") {
			return true
		}
	}
	return false
}

// strays reports whether a field holds a line of white space alone, a NUL, or CRs that
// end no line; up to most of them do.
func strays(raw string, most int) bool {
	for line := range strings.SplitAfterSeq(raw, "\n") {
		content := strings.TrimRight(line, "\r\n")
		if strings.ContainsAny(content, "\r\x00") || content != line && strings.Trim(content, quoting+"\u00a0") == "" || trailing(line, "\r\n")-1 > most {
			return true
		}
	}
	return false
}

// trailing is how many bytes of set text ends with.
func trailing(text, set string) int { return len(text) - len(strings.TrimRight(text, set)) }
