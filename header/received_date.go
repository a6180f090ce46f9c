package header

import "github.com/hopproof/hopproof/internal/ascii"

// findDate finds the date before the clauses are read, so that no clause takes
// its words: behind the last semicolon that a date follows (RFC 5321 section
// 4.4), else, for the writers that leave the semicolon out, where a word
// begins a date.
func (p *rcvParser) findDate() {
	i, left, found := len(p.tokens)-1, p.semicolons, 0
	if p.dateToken > 0 { // behind the last one
		i, left, found = p.dateToken-2, left-1, 1
	}
	for ; left > 0; i-- {
		if p.tokens[i].kind != rcvSemi {
			continue
		}
		left--
		start := int(p.tokens[i].end)
		var d Date
		if end := p.readDate(&d, start); end > 0 {
			if found++; found == 1 {
				p.takeDate(d, i+1, start, end)
			}
		}
	}
	switch {
	case found > 1:
		p.ambiguous(AmbiguousDate)
	case found == 0:
		p.findBareDate()
	}
}

// findBareDate finds the date that no semicolon announces.
func (p *rcvParser) findBareDate() {
	for i := range p.tokens {
		t := &p.tokens[i]
		if t.kind != rcvWord || !rcvBeginsDate(p.text[t.start:t.end]) {
			continue
		}
		start := int(t.start)
		var d Date
		if end := p.readDate(&d, start); end > 0 {
			p.takeDate(d, i, start, end)
			if i > 0 { // the date alone is a line of its own kind
				p.problem(ProblemReceivedDatePlace, d.Span)
			}
			return
		}
	}
}

// readDate reads a date at start and returns where in the text it ended, 0 if there
// is none.
func (p *rcvParser) readDate(d *Date, start int) (end int) {
	at := -1
	if p.at >= 0 {
		at = p.at + start
	}
	if end = d.read(p.raw[start:], p.text[start:], at); end > 0 {
		end += start
	}
	return end
}

// takeDate takes the date text[start:end] and its tokens, of which first is the
// first.
func (p *rcvParser) takeDate(d Date, first, start, end int) {
	p.r.Date, p.r.Spans.Date = d, d.Span
	for i := first; i < len(p.tokens) && int(p.tokens[i].start) < end; i++ {
		t := &p.tokens[i]
		if int(t.end) > end {
			t.start = int32(end) // the date ended within a word
			t.key = keyNone
			continue
		}
		t.used = true
	}
	p.dateStart = start
}

// inDate reports whether t belongs to the date.
func (p *rcvParser) inDate(t *rcvToken) bool {
	return p.r.Date.Valid && int(t.start) >= p.dateStart
}

// rcvBeginsDate reports whether a word can begin a date that no semicolon
// announces.
func rcvBeginsDate(word string) bool {
	if ascii.IsDigit(word[0]) {
		return true
	}
	if len(word) < 3 || len(word) > 10 {
		return false
	}
	switch uint32(word[0]|0x20)<<16 | uint32(word[1]|0x20)<<8 | uint32(word[2]|0x20) {
	case 'm'<<16 | 'o'<<8 | 'n', 't'<<16 | 'u'<<8 | 'e', 'w'<<16 | 'e'<<8 | 'd', 't'<<16 | 'h'<<8 | 'u',
		'f'<<16 | 'r'<<8 | 'i', 's'<<16 | 'a'<<8 | 't', 's'<<16 | 'u'<<8 | 'n':
		return true
	}
	return false
}

func (p *rcvParser) problem(code string, span Span) {
	p.r.Problems = append(p.r.Problems, Problem{Code: code, Span: span})
}

// problems says what the line lacks.
func (p *rcvParser) problems() {
	if p.r.Date.Valid {
		return
	}
	from := &p.r.From
	if from.Name == "" && !from.IP.IsValid() && p.r.By.Name == "" {
		p.problem(ProblemReceivedUnparsed, p.span(0, len(p.text)))
		return
	}
	last := len(p.tokens) - 1
	for i := last; i >= 0; i-- {
		if p.tokens[i].kind == rcvSemi && i < last {
			p.problem(ProblemReceivedDateInvalid, p.span(int(p.tokens[i+1].start), int(p.tokens[last].end)))
			return
		}
	}
	p.problem(ProblemReceivedDateMissing, p.span(0, len(p.text)))
}
