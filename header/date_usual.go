package header

import "github.com/hopproof/hopproof/internal/ascii"

// usualDate is the form that most dates have, up to the zone: a is a
// letter, 0 a digit, all else stands for itself. The day may have one digit.
const usualDate = "aaa, 00 aaa 0000 00:00:00 "

// readUsual reads day and time where they have that form, with what the other
// methods make of it. Else it reads nothing.
func (s *dateScanner) readUsual() bool {
	text := s.text[s.pos:]
	day := len("aaa, ")
	month := day + len("00 ")
	if len(text) > day+1 && text[day+1] == ' ' {
		month--
	}
	year, hour, zone := month+len("aaa "), month+len("aaa 0000 "), month+len(usualDate)-len("aaa, 00 ")
	if len(text) <= zone || text[zone] != '+' && text[zone] != '-' || !hasForm(text[:day], usualDate) ||
		!ascii.IsDigit(text[day]) || !hasForm(text[month-2:zone], usualDate[len("aaa, 0"):]) {
		return false
	}
	if s.month = englishMonth(text[month : month+3]); s.month == 0 {
		return false
	}
	s.day, s.year = digits(text[day:month-1]), digits(text[year:year+4])
	s.hour, s.min, s.sec = digits(text[hour:hour+2]), digits(text[hour+3:hour+5]), digits(text[hour+6:hour+8])
	s.yearRead, s.hasTime = true, true
	s.end = s.pos + zone - 1
	s.pos += zone
	return true
}

// hasForm reports whether text is written as form begins.
func hasForm(text, form string) bool {
	for i := range len(text) {
		c := text[i]
		switch form[i] {
		case 'a':
			if !ascii.IsLetter(c) {
				return false
			}
		case '0':
			if !ascii.IsDigit(c) {
				return false
			}
		default:
			if c != form[i] {
				return false
			}
		}
	}
	return true
}

// digits is the number that s writes.
func digits(s string) (n int) {
	for i := range len(s) {
		n = n*10 + int(s[i]-'0')
	}
	return n
}
