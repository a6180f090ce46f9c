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
	zone := month + len("aaa 0000 00:00:00 ")
	if len(text) <= zone || text[zone] != '+' && text[zone] != '-' || !hasForm(text[:day], usualDate) ||
		!ascii.IsDigit(text[day]) || !hasForm(text[month-2:zone], usualDate[len("aaa, 0"):]) {
		return false
	}
	if s.month = englishMonth(text[month : month+3]); s.month == 0 {
		return false
	}
	s.pos += day
	s.day = s.numberBefore(len(" aaa "))
	s.year = s.numberBefore(len(" "))
	s.hour = s.numberBefore(len(":"))
	s.min = s.numberBefore(len(":"))
	s.sec = s.numberBefore(len(" "))
	s.yearRead, s.hasTime = true, true
	s.end = s.pos - 1
	return true
}

// numberBefore reads a number and steps over what stands between it and the next.
func (s *dateScanner) numberBefore(gap int) int {
	n, _ := s.number(4)
	s.pos += gap
	return n
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
