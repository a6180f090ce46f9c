package report

import "strconv"

// duration writes a span of seconds as a person says it: "0 s", "2 min 03 s",
// "26 h 12 min", "3 d". A negative one has the given minus sign.
func (c *Catalogue) duration(seconds int64, minus string) string {
	n := uint64(seconds)
	if seconds < 0 {
		n = -n
	} else {
		minus = ""
	}
	return minus + c.longer(n)
}

// longer writes a span that is not negative. Seconds, minutes and hours have the
// same signs in all languages, days have not.
func (c *Catalogue) longer(n uint64) string {
	const minute, hour, day = 60, 60 * 60, 24 * 60 * 60
	switch {
	case n < minute:
		return number(n) + " s"
	case n < hour:
		return number(n/minute) + " min" + rest(n%minute, " s")
	case n < 2*day:
		return number(n/hour) + " h" + rest(n%hour/minute, " min")
	case n < 10*day && n%day >= hour:
		return number(n/day) + " " + c.Text("unit.day", nil) + " " + number(n%day/hour) + " h"
	}
	return number(n/day) + " " + c.Text("unit.day", nil)
}

// rest is the smaller unit with two digits, or nothing if it is zero.
func rest(n uint64, unit string) string {
	switch {
	case n == 0:
		return ""
	case n < 10:
		return " 0" + number(n) + unit
	}
	return " " + number(n) + unit
}

func number(n uint64) string { return strconv.FormatUint(n, 10) }

// ordinal writes the number of a hop or field.
func ordinal(n int) string { return strconv.Itoa(n) }
