package header

import "strings"

// monthNames are the month names and abbreviations of the languages in which
// mail software was seen to localize dates: French, German, Spanish, Italian,
// Dutch, Portuguese (Unicode CLDR 45, gregorian, format and stand-alone,
// abbreviated and wide), without those that English spells the same.
var monthNames = [12]string{
	"janv janvier jan januar jänner jän ene enero gen gennaio januari janeiro january",
	"févr fevr février fevrier fév fev feb februar feber febrero febbraio februari fevereiro february",
	"mars mär märz maerz mrz marzo maart mrt março marco march",
	"avr avril april abr abril aprile",
	"mai mayo mag maggio mei maio may",
	"juin juni jun junio giu giugno junho june",
	"juil juillet juli jul julio lug luglio julho july",
	"août aout ago agosto august augustus",
	"sept septembre september septiembre set settembre setembro",
	"oct octobre okt oktober octubre ott ottobre out outubro october",
	"nov novembre november noviembre novembro",
	"déc dec décembre decembre dez dezember dic diciembre dicembre december dezembro",
}

// monthNumber is 1 to 12, or 0 for a word that names no month.
func monthNumber(word string) int {
	if len(word) == 3 {
		if n := englishMonth(word); n != 0 {
			return n
		}
	}
	if len(word) < 3 {
		return 0
	}
	for i, names := range &monthNames {
		for names != "" {
			var name string
			if name, names, _ = strings.Cut(names, " "); strings.EqualFold(name, word) {
				return i + 1
			}
		}
	}
	return 0
}

// englishMonth reads the names of RFC 5322 section 3.3.
func englishMonth(word string) int {
	switch uint32(word[0]|0x20)<<16 | uint32(word[1]|0x20)<<8 | uint32(word[2]|0x20) {
	case 'j'<<16 | 'a'<<8 | 'n':
		return 1
	case 'f'<<16 | 'e'<<8 | 'b':
		return 2
	case 'm'<<16 | 'a'<<8 | 'r':
		return 3
	case 'a'<<16 | 'p'<<8 | 'r':
		return 4
	case 'm'<<16 | 'a'<<8 | 'y':
		return 5
	case 'j'<<16 | 'u'<<8 | 'n':
		return 6
	case 'j'<<16 | 'u'<<8 | 'l':
		return 7
	case 'a'<<16 | 'u'<<8 | 'g':
		return 8
	case 's'<<16 | 'e'<<8 | 'p':
		return 9
	case 'o'<<16 | 'c'<<8 | 't':
		return 10
	case 'n'<<16 | 'o'<<8 | 'v':
		return 11
	case 'd'<<16 | 'e'<<8 | 'c':
		return 12
	}
	return 0
}
