package route

import "strconv"

// units of a duration text, from the greatest down; the text has them in this
// order, each at most once.
var units = [...]struct {
	letter  byte
	seconds int64
}{{'d', 86400}, {'h', 3600}, {'m', 60}, {'s', 1}}

// maxWithin bounds a duration: longer than any message is under way.
const maxWithin = 366 * 86400

// parseDuration reads "5m", "90s", "1h30m", "2d", or a bare number of seconds.
func parseDuration(text string) (seconds int64, ok bool) {
	if n, isNumber := parseCount(text); isNumber {
		return n, true
	}
	next := 0
	for text != "" {
		digits := 0
		for digits < len(text) && '0' <= text[digits] && text[digits] <= '9' {
			digits++
		}
		count, isNumber := parseCount(text[:digits])
		if !isNumber || digits == len(text) {
			return 0, false
		}
		for next < len(units) && units[next].letter != text[digits] {
			next++
		}
		if next == len(units) {
			return 0, false
		}
		seconds += count * units[next].seconds
		text, next = text[digits+1:], next+1
	}
	return seconds, seconds > 0 && seconds <= maxWithin
}

// parseCount reads a plain number that a duration can hold.
func parseCount(digits string) (int64, bool) {
	n, err := strconv.ParseUint(digits, 10, 32)
	return int64(n), err == nil && n > 0 && n <= maxWithin
}

// durationText writes seconds as parseDuration reads them.
func durationText(seconds int64) string {
	if seconds == 0 {
		return "0s"
	}
	var b []byte
	rest := uint64(seconds)
	if seconds < 0 {
		b, rest = append(b, '-'), -rest
	}
	for _, u := range units {
		if n := rest / uint64(u.seconds); n > 0 {
			b = append(strconv.AppendUint(b, n, 10), u.letter)
			rest %= uint64(u.seconds)
		}
	}
	return string(b)
}
