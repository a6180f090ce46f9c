package explain

import "strings"

// pattern is words by which an error is known: fragments that stand in order in
// one reply, with anything between them.
type pattern struct {
	fragments []string // folded as report text is
	says      string   // for a reader: "…" is a gap
	length    int      // letters of the fragments: the longer, the surer
	weak      bool     // counts only beside a code of the error
}

// patternsOf reads "Client host*blocked using|~loop": alternatives; "*" is a
// gap, "~" marks a weak one.
func patternsOf(cell string) []pattern {
	var list []pattern
	for _, item := range splitList(cell, "|") {
		item, weak := strings.CutPrefix(item, "~")
		p := pattern{weak: weak, says: strings.ReplaceAll(item, "*", " … ")}
		for _, fragment := range strings.Split(item, "*") {
			p.fragments = append(p.fragments, strings.ToLower(fragment))
			p.length += len(fragment)
		}
		list = append(list, p)
	}
	return list
}

// find calls visit with the bounds of the places where p stands in the report,
// until visit returns false. It costs time in proportion to the report: what is
// looked through once for a fragment is not looked through again.
func (p *pattern) find(r *reply, visit func(start, end, piece int) bool) {
	piece := 0
	for at := 0; at < len(r.text); {
		i := strings.Index(r.text[at:], p.fragments[0])
		if i < 0 {
			return
		}
		start := at + i
		for piece+1 < len(r.pieces) && r.pieces[piece+1].start <= start {
			piece++
		}
		limit := r.end(piece)
		end, found := p.rest(r.text, start+len(p.fragments[0]), limit)
		switch {
		case found && !visit(start, end, piece):
			return
		case found:
			at = end
		default:
			// What follows the first fragment is not in this piece, so a
			// second occurrence of it in the piece would not help.
			at = max(limit, start+1)
		}
	}
}

// rest finds the fragments behind the first, which ends at end.
func (p *pattern) rest(text string, end, limit int) (int, bool) {
	if end > limit {
		return 0, false
	}
	for _, fragment := range p.fragments[1:] {
		i := strings.Index(text[end:limit], fragment)
		if i < 0 {
			return 0, false
		}
		end += i + len(fragment)
	}
	return end, true
}
