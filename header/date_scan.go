package header

import "github.com/hopproof/hopproof/internal/ascii"

// dateScanner reads one date-time from left to right, without going back
// over more than a word.
type dateScanner struct {
	text string
	pos  int
	end  int // behind the last byte that belongs to the date

	year, month, day  int
	hour, min, sec    int
	nanos             int32
	offset            int32
	zone              Zone
	hasTime, yearRead bool
}

// read takes in the whole date-time and reports whether it is one.
func (s *dateScanner) read() bool {
	if s.readStandard() {
		return s.valid()
	}
	if !s.readDay() {
		return false
	}
	if !s.yearRead {
		// asctime writes the year behind the time.
		return s.readTime() && s.readZoneThenYear() && s.valid()
	}
	if !s.readTime() {
		return false
	}
	s.readZone()
	return s.valid()
}

// readDay reads everything before the time: the weekday if there is one, day,
// month and year in any of the known orders.
func (s *dateScanner) readDay() bool {
	word := s.word()
	if word == "" {
		return s.readNumericDay()
	}
	s.separators()
	if second := s.word(); second != "" {
		// asctime: "Mon Oct 14 14:50:12 2005".
		s.month = monthNumber(second)
		return s.month != 0 && s.readDayNumber() && s.readYearBeforeTime()
	}
	if !ascii.IsDigit(s.peek(0)) {
		return false
	}
	if s.numericShape() != 0 {
		return s.readNumericDay()
	}
	if !s.readDayNumber() {
		return false
	}
	if next := s.word(); next != "" {
		s.month = monthNumber(next)
		return s.month != 0 && s.readYear()
	}
	// "Apr 21 2018 03:01:04".
	s.month = monthNumber(word)
	return s.month != 0 && s.readYearBeforeTime()
}

// readNumericDay reads a date that begins with a digit.
func (s *dateScanner) readNumericDay() bool {
	switch s.numericShape() {
	case 'i': // ISO 8601: 2023-08-11
		s.year, _ = s.number(4)
		s.pos++
		s.month, _ = s.number(2)
		s.pos++
		s.day, _ = s.number(2)
		s.yearRead = true
		if c := s.peek(0); (c == 'T' || c == 't') && ascii.IsDigit(s.peek(1)) {
			s.pos++
		}
		return true
	case 'u': // 1/8/2025: month first, as Microsoft writes it
		s.month, _ = s.number(2)
		s.pos++
		s.day, _ = s.number(2)
		s.pos++
		if s.month > 12 { // can only be day first
			s.month, s.day = s.day, s.month
		}
		return s.readYear()
	}
	if !s.readDayNumber() {
		return false
	}
	s.separators()
	word := s.word()
	s.month = monthNumber(word)
	return s.month != 0 && s.readYear()
}

// numericShape looks ahead at the digits and says which all-numeric form they
// begin: 'i' for ISO 8601, 'u' for month/day/year, 0 for neither.
func (s *dateScanner) numericShape() byte {
	n := 0
	for ascii.IsDigit(s.peek(n)) && n < 5 {
		n++
	}
	sep := s.peek(n)
	switch {
	case n == 4 && (sep == '-' || sep == '/') && ascii.IsDigit(s.peek(5)) && ascii.IsDigit(s.peek(6)) && s.peek(7) == sep && ascii.IsDigit(s.peek(8)):
		return 'i'
	case n >= 1 && n <= 2 && (sep == '/' || sep == '-') && ascii.IsDigit(s.peek(n+1)):
		m := n + 2
		if ascii.IsDigit(s.peek(m)) {
			m++
		}
		if s.peek(m) == sep && ascii.IsDigit(s.peek(m+1)) {
			return 'u'
		}
	}
	return 0
}

func (s *dateScanner) readDayNumber() bool {
	n, digits := s.number(2)
	s.day = n
	s.separators()
	return digits > 0
}

// readYear reads an obligatory year (RFC 5322 section 4.3 for short ones).
func (s *dateScanner) readYear() bool {
	s.separators()
	n, digits := s.number(9)
	switch {
	case digits == 0 || ascii.IsDigit(s.peek(0)):
		return false
	case digits == 2 && n < 50:
		n += 2000
	case digits <= 3:
		n += 1900
	}
	s.year, s.yearRead = n, true
	s.end = s.pos
	return true
}

// readYearBeforeTime reads the year if it stands here and not behind the
// time: digits that no colon follows.
func (s *dateScanner) readYearBeforeTime() bool {
	n := 0
	for ascii.IsDigit(s.peek(n)) {
		n++
		if n > 9 {
			return false
		}
	}
	if n == 0 {
		return false
	}
	if s.peek(n) == ':' {
		return true
	}
	return s.readYear()
}

// readTime reads hour:minute[:second[.fraction]] [AM|PM]. White space may stand
// around the colons (RFC 5322 section 4.3).
func (s *dateScanner) readTime() bool {
	s.separators()
	var digits int
	if s.hour, digits = s.number(2); digits == 0 || !s.colon() {
		return false
	}
	if s.min, digits = s.number(2); digits == 0 {
		return false
	}
	s.end = s.pos
	if s.colon() {
		s.sec, _ = s.number(2)
		s.fraction()
		s.end = s.pos
	}
	if ascii.IsDigit(s.peek(0)) {
		return false
	}
	s.hasTime = true
	return s.halfDay()
}

// colon takes a colon if digits follow it.
func (s *dateScanner) colon() bool {
	mark := s.pos
	s.space()
	if s.peek(0) == ':' {
		s.pos++
		s.space()
		if ascii.IsDigit(s.peek(0)) {
			return true
		}
	}
	s.pos = mark
	return false
}

func (s *dateScanner) fraction() {
	if c := s.peek(0); (c != '.' && c != ',') || !ascii.IsDigit(s.peek(1)) {
		return
	}
	s.pos++
	for scale := int32(100_000_000); ascii.IsDigit(s.peek(0)); scale /= 10 {
		s.nanos += scale * int32(s.peek(0)-'0')
		s.pos++
	}
}

// halfDay applies AM or PM.
func (s *dateScanner) halfDay() bool {
	mark := s.pos
	s.space()
	c, m := s.peek(0)|0x20, s.peek(1)|0x20
	if (c != 'a' && c != 'p') || m != 'm' || ascii.IsLetter(s.peek(2)) {
		s.pos = mark
		return true
	}
	s.pos += 2
	s.end = s.pos
	if s.hour < 1 || s.hour > 12 {
		return false
	}
	s.hour %= 12
	if c == 'p' {
		s.hour += 12
	}
	return true
}

// valid checks the ranges. Second 60 is a leap second (RFC 5322 section 3.3);
// hour 24 is midnight, which only 24:00:00 can mean.
func (s *dateScanner) valid() bool {
	switch {
	case !s.yearRead || !s.hasTime || s.month < 1 || s.month > 12:
		return false
	case s.day < 1 || s.day > daysIn(s.year, s.month):
		return false
	case s.min > 59 || s.sec > 60:
		return false
	case s.hour == 24:
		return s.min == 0 && s.sec == 0 && s.nanos == 0
	}
	return s.hour < 24
}

func (s *dateScanner) unix() int64 {
	return daysFromCivil(int64(s.year), s.month, s.day)*86400 + int64(s.hour*3600+s.min*60+s.sec) - int64(s.offset)
}

// peek is the byte n places ahead, 0 behind the end.
func (s *dateScanner) peek(n int) byte {
	if i := s.pos + n; i < len(s.text) {
		return s.text[i]
	}
	return 0
}

// space skips white space: SP, HTAB and folds.
func (s *dateScanner) space() {
	for s.pos < len(s.text) && rcvClass[s.text[s.pos]] == classSpace {
		s.pos++
	}
}

// separators skips white space and the punctuation that stands between the
// parts of a date. Comments may stand there too (RFC 5322 section 3.3, CFWS).
func (s *dateScanner) separators() {
	for {
		s.space()
		switch s.peek(0) {
		case ',', '.', '-':
			s.pos++
		case '(':
			end := commentLength(s.text[s.pos:])
			if end == 0 {
				return
			}
			s.pos += end
		default:
			return
		}
	}
}

// word takes a run of letters; bytes of UTF-8 sequences count as letters.
func (s *dateScanner) word() string {
	start := s.pos
	for s.pos < len(s.text) && s.pos-start < 24 && (ascii.IsLetter(s.text[s.pos]) || s.text[s.pos] >= 0x80) {
		s.pos++
	}
	word := s.text[start:s.pos]
	if word != "" {
		s.separators()
	}
	return word
}

// number reads at most max digits.
func (s *dateScanner) number(max int) (n, digits int) {
	for digits < max && ascii.IsDigit(s.peek(0)) {
		n = n*10 + int(s.peek(0)-'0')
		s.pos++
		digits++
	}
	return n, digits
}
