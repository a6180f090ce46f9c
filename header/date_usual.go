package header

import "github.com/hopproof/hopproof/internal/ascii"

// readUsual reads day and time where they have the form of most dates, "Wed, 14 Oct
// 2026 08:15:03 +", with what the other methods make of it; the day may have one
// digit. Else it reads nothing.
func (s *dateScanner) readUsual() bool {
	text := s.text[s.pos:]
	day := len("Wed, ")
	month := day + len("14 ")
	if len(text) > day+1 && text[day+1] == ' ' {
		month--
	}
	zone := month + len("Oct 2026 08:15:03 ")
	if len(text) <= zone || text[zone] != '+' && text[zone] != '-' || text[month-1] != ' ' || !isUsualWeekday(text[:day]) {
		return false
	}
	number := twoDigits(text[day:])
	if month-day == len("4 ") && ascii.IsDigit(text[day]) {
		number = int(text[day] - '0')
	}
	t, ok := readUsualTime(text[month:zone])
	if !ok || number == notDigits {
		return false
	}
	s.year, s.month, s.day, s.hour, s.min, s.sec = t.year, t.month, number, t.hour, t.min, t.sec
	s.yearRead, s.hasTime = true, true
	s.pos += zone
	s.end = s.pos - 1
	return true
}

// isUsualWeekday accepts any three letters: the day of the week is ignored.
func isUsualWeekday(text string) bool {
	return text[3] == ',' && text[4] == ' ' && ascii.IsLetter(text[0]) && ascii.IsLetter(text[1]) && ascii.IsLetter(text[2])
}

// usualTime is what stands behind the day.
type usualTime struct{ year, month, hour, min, sec int }

// readUsualTime reads a text of the length of "Oct 2026 08:15:03 ".
func readUsualTime(text string) (t usualTime, ok bool) {
	if text[3] != ' ' || text[8] != ' ' || text[11] != ':' || text[14] != ':' || text[17] != ' ' {
		return t, false
	}
	century, year := twoDigits(text[4:]), twoDigits(text[6:])
	t = usualTime{century*100 + year, englishMonth(text), twoDigits(text[9:]), twoDigits(text[12:]), twoDigits(text[15:])}
	return t, t.month != 0 && max(century, year, t.hour, t.min, t.sec) < notDigits
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
