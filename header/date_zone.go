package header

import (
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
)

// dateZones are the names that RFC 5322 section 4.3 defines, and "UTC". All
// other names have more than one meaning (IST, CST in China) and stay unknown.
var dateZones = [...]struct {
	name  string
	hours int32
}{
	{"GMT", 0}, {"UTC", 0}, {"UT", 0},
	{"EST", -5}, {"EDT", -4},
	{"CST", -6}, {"CDT", -5},
	{"MST", -7}, {"MDT", -6},
	{"PST", -8}, {"PDT", -7},
}

// readZone reads the zone, if there is one, and what Go writes behind it.
func (s *dateScanner) readZone() {
	s.space()
	switch c := s.peek(0); {
	case (c == '+' || c == '-') && !ascii.IsLetter(s.peek(1)):
		if s.numericZone() {
			s.zoneTail()
		}
	case c == '-': // "1:24-EDT" (RFC 733)
		s.pos++
		s.namedZone()
	case ascii.IsLetter(c):
		s.namedZone()
	case c == '(':
		s.commentZone()
	}
}

// readZoneThenYear reads what follows the time in asctime: the year, with a
// zone on either side of it.
func (s *dateScanner) readZoneThenYear() bool {
	s.readZone()
	s.space()
	if !s.readYear() {
		return false
	}
	if s.zone == ZoneUnknown {
		s.readZone()
	}
	return true
}

// numericZone reads "+hhmm", also "+hh:mm" (ISO 8601) and "+hh".
func (s *dateScanner) numericZone() bool {
	mark, negative := s.pos, s.peek(0) == '-'
	s.pos++
	hours, digits := s.number(2)
	if digits == 2 && s.peek(0) == ':' && ascii.IsDigit(s.peek(1)) {
		s.pos++
	}
	minutes, more := s.number(2)
	if digits != 2 || more == 1 || ascii.IsDigit(s.peek(0)) || hours > 23 || minutes > 59 {
		s.pos = mark
		return false
	}
	s.setOffset(negative, hours, minutes)
	s.end = s.pos
	return true
}

func (s *dateScanner) setOffset(negative bool, hours, minutes int) {
	s.offset = int32(hours*3600 + minutes*60)
	s.zone = ZoneOffset
	if negative {
		s.offset = -s.offset
		if s.offset == 0 {
			s.zone = ZoneUTC // RFC 5322 section 3.3
		}
	}
}

// zoneTail takes a zone name behind an offset ("-0800 PST") and the reading
// of the monotonic clock that Go prints ("+0000 UTC m=+0.0001").
func (s *dateScanner) zoneTail() {
	mark := s.pos
	s.space()
	if !ascii.IsLetter(s.peek(0)) {
		s.pos = mark
		return
	}
	if name := s.zoneName(); len(name) >= 2 && len(name) <= 5 && isUpper(name) {
		s.end = s.pos
		mark = s.pos
		s.space()
	}
	if s.peek(0) == 'm' && s.peek(1) == '=' {
		for s.pos < len(s.text) && dateGoesOn(s.text[s.pos]) {
			s.pos++
		}
		s.end = s.pos
		return
	}
	s.pos = mark
}

func (s *dateScanner) namedZone() {
	mark := s.pos
	if s.windowsZone() {
		return
	}
	name := s.zoneName()
	switch {
	case len(name) == 1 && name != "j" && name != "J":
		// RFC 5322 section 4.3: RFC 822 gave the military letters the wrong
		// sign, so they are read as "-0000".
		s.zone, s.end = ZoneUTC, s.pos
	case s.definedZone(name), len(name) <= 5 && isUpper(name):
		s.end = s.pos // a name without a defined offset is still the zone
		s.offsetBehindName()
	default:
		s.pos = mark
	}
}

func (s *dateScanner) definedZone(name string) bool {
	for _, z := range dateZones {
		if ascii.EqualFold(name, z.name) {
			s.zone, s.offset = ZoneOffset, z.hours*3600
			return true
		}
	}
	return false
}

// offsetBehindName reads "GMT+0200" and "CET +0100": the offset is what
// counts. One that cannot be read leaves the zone unknown: "GMT-8" is west of
// Greenwich for some writers, and east of it (POSIX) for others.
func (s *dateScanner) offsetBehindName() {
	mark := s.pos
	s.space()
	if c := s.peek(0); c != '+' && c != '-' || !ascii.IsDigit(s.peek(1)) {
		s.pos = mark
		return
	}
	s.zone, s.offset = ZoneUnknown, 0
	if s.numericZone() {
		return
	}
	for s.pos++; ascii.IsDigit(s.peek(0)); {
		s.pos++
	}
	s.end = s.pos
}

// windowsZone takes the name that Windows gives a zone, "W. Europe Standard
// Time". It has no defined offset: "GMT Daylight Time" is not GMT, and some
// writers say "Standard" all year.
func (s *dateScanner) windowsZone() bool {
	rest := s.text[s.pos:min(len(s.text), s.pos+40)]
	i := strings.Index(rest, " Time")
	if i < 0 || !strings.HasSuffix(rest[:i], " Standard") && !strings.HasSuffix(rest[:i], " Daylight") {
		return false
	}
	s.pos += i + len(" Time")
	s.end = s.pos
	return true
}

// commentZone accepts a zone that stands in a comment alone only if the
// comment says UTC and nothing else: any other name there is not defined.
func (s *dateScanner) commentZone() {
	if len(s.text)-s.pos < 5 {
		return
	}
	if c := s.text[s.pos : s.pos+5]; c == "(UTC)" || c == "(GMT)" {
		s.zone = ZoneOffset
		s.pos += 5
		s.end = s.pos
	}
}

// zoneName takes a run of letters without what separates it from the next.
func (s *dateScanner) zoneName() string {
	start := s.pos
	for s.pos-start < 24 && ascii.IsLetter(s.peek(0)) {
		s.pos++
	}
	return s.text[start:s.pos]
}

func isUpper(name string) bool {
	for i := 0; i < len(name); i++ {
		if name[i]-'A' >= 26 {
			return false
		}
	}
	return name != ""
}

// dateGoesOn accepts the bytes of a clock reading, "m=+0.0001".
func dateGoesOn(c byte) bool {
	return ascii.IsDigit(c) || ascii.IsLetter(c) || c == '=' || c == '+' || c == '-' || c == '.'
}
