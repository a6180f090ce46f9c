package header

import "github.com/hopproof/hopproof/internal/ascii"

// readStandard reads a date-time as nearly all are written, "Wed, 14 Oct 2026
// 08:15:03 +0200" with any white space between the words (RFC 5322 section 3.3, but
// for comments), with what the other methods make of it. The day of the week, any
// three letters, may be missing. Else it reads nothing.
func (s *dateScanner) readStandard() bool {
	day := s.text[s.pos:]
	if len(day) > 3 && day[3] == ',' && ascii.IsLetter(day[0]) && ascii.IsLetter(day[1]) && ascii.IsLetter(day[2]) {
		day = behind(day, len("Wed,"))
	}
	digits := 1
	if len(day) > 1 && ascii.IsDigit(day[1]) {
		digits = 2
	}
	month := behind(day, digits)
	year := behind(month, len("Oct"))
	clock := behind(year, len("2026"))
	zone := behind(clock, len("08:15:03"))
	if len(zone) < len("+0200") || zone[0] != '+' && zone[0] != '-' || clock[2] != ':' || clock[5] != ':' {
		return false
	}
	number := int(day[0] - '0')
	if digits == 2 || number > 9 {
		number = twoDigits(day)
	}
	century, decade, m := twoDigits(year), twoDigits(year[2:]), englishMonth(month)
	hour, min, sec := twoDigits(clock), twoDigits(clock[3:]), twoDigits(clock[6:])
	hours, minutes := twoDigits(zone[1:]), twoDigits(zone[3:])
	if m == 0 || max(number, century, decade, hour, min, sec) == notDigits || hours > 23 || minutes > 59 ||
		len(zone) > 5 && ascii.IsDigit(zone[5]) {
		return false
	}
	s.year, s.month, s.day, s.hour, s.min, s.sec = century*100+decade, m, number, hour, min, sec
	s.yearRead, s.hasTime = true, true
	s.pos = len(s.text) - len(zone) + len("+0200")
	s.end = s.pos
	s.setOffset(zone[0] == '-', hours, minutes)
	s.zoneTail()
	return true
}

// behind is what follows n bytes and white space; nothing if no white space does.
//
//go:noinline
func behind(text string, n int) string {
	for i := n; i < len(text); i++ {
		if rcvClass[text[i]] != classSpace {
			if i > n {
				return text[i:]
			}
			break
		}
	}
	return ""
}

// notDigits is above every number of two digits.
const notDigits = 100

// twoDigits is the number that text begins with.
func twoDigits(text string) int {
	tens, ones := text[0]-'0', text[1]-'0'
	if tens > 9 || ones > 9 {
		return notDigits
	}
	return int(tens)*10 + int(ones)
}
