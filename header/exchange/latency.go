package exchange

import (
	"strconv"
	"strings"
)

// Latency is a span of time in seconds and nanoseconds.
type Latency struct {
	Seconds int64
	Nanos   int32
}

// EndToEndLatency is the time that the message spent inside the recipient's
// Exchange Online; ok is false if that is not said.
func (f *Fields) EndToEndLatency() (l Latency, ok bool) {
	return ParseLatency(f.Get(TransportLatency).Text)
}

// ParseLatency reads "[d.]hh:mm:ss[.fffffff]", the form of .NET.
func ParseLatency(text string) (l Latency, ok bool) {
	hours, rest, _ := strings.Cut(text, ":")
	minutes, seconds, _ := strings.Cut(rest, ":")
	days := "0"
	if before, after, found := strings.Cut(hours, "."); found {
		days, hours = before, after
	}
	seconds, fraction, dotted := strings.Cut(seconds, ".")
	d, okDays := digits(days, 6)
	h, okHours := digits(hours, 2)
	m, okMinutes := digits(minutes, 2)
	s, okSeconds := digits(seconds, 2)
	nanos, okFraction := int64(0), !dotted
	if dotted && fraction != "" && len(fraction) <= 9 {
		nanos, okFraction = digits(fraction+"000000000"[len(fraction):], 9)
	}
	if !okDays || !okHours || !okMinutes || !okSeconds || !okFraction || h > 23 || m > 59 || s > 59 {
		return Latency{}, false
	}
	return Latency{((d*24+h)*60+m)*60 + s, int32(nanos)}, true
}

// digits reads at most limit decimal digits.
func digits(s string, limit int) (int64, bool) {
	if s == "" || len(s) > limit || s[0] == '-' || s[0] == '+' {
		return 0, false
	}
	n, err := strconv.ParseInt(s, 10, 64)
	return n, err == nil
}
