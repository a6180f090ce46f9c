package evidence

import (
	"strconv"
	"strings"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/internal/ascii"
)

// Zone is the offset from UTC of clocks that do not write theirs.
type Zone struct {
	Known  bool
	Offset int32 // seconds east of UTC
}

// UTC is the zone of formats that are written in it.
var UTC = Zone{Known: true}

// ParseZone reads "+02:00", "+0200", "Z" or "UTC".
func ParseZone(text string) (Zone, bool) {
	text = strings.ReplaceAll(strings.TrimSpace(text), ":", "")
	if ascii.IsAny(text, "z", "utc") {
		return UTC, true
	}
	if len(text) != 5 || text[0] != '+' && text[0] != '-' {
		return Zone{}, false
	}
	d := header.ParseDate("1 Jan 2000 00:00:00 "+text, -1)
	return Zone{Known: d.Zone == header.ZoneOffset || d.Zone == header.ZoneUTC, Offset: d.Offset}, d.Known()
}

// Stamp is the time of a line. The zero value is none.
type Stamp struct {
	Text string // as written
	unix int64  // UTC if zoned, else the reading of the clock
	// day and clock are those of a stamp without a year (RFC 3164 section
	// 4.1.2): "3 Nov", "08:00:03".
	day, clock string
	valid      bool
	zone       Zone
}

// Known reports whether the stamp names an instant, but for its year.
func (s Stamp) Known() bool { return s.valid && s.zone.Known }

// Valid reports whether a time was read, be its zone known or not.
func (s Stamp) Valid() bool { return s.valid }

// Near reports whether the stamp is within skew seconds of an instant, given
// in seconds since 1970. A stamp without a year is taken in the year that is
// nearest.
func (s Stamp) Near(instant, skew int64) bool {
	if !s.Known() {
		return false
	}
	if s.day == "" {
		return within(s.unix-int64(s.zone.Offset), instant, skew)
	}
	text := header.Date{Valid: true, Unix: instant, Zone: header.ZoneOffset}.RFC3339()
	if text == "" { // in no year of four digits
		return false
	}
	year, _ := strconv.Atoi(text[:4])
	for y := year - 1; y <= year+1; y++ {
		d := header.ParseDate(s.day+" "+strconv.Itoa(y)+" "+s.clock+" +0000", -1)
		if d.Known() && within(d.Unix-int64(s.zone.Offset), instant, skew) {
			return true
		}
	}
	return false
}

// widest is how far two clocks on earth may be apart, in seconds.
const widest = 14 * 3600

// Excludes reports whether the stamp cannot be of an instant, whatever the zone
// of its clock.
func (s Stamp) Excludes(instant, skew int64) bool {
	if !s.valid {
		return false
	}
	if !s.zone.Known {
		s.zone, skew = UTC, skew+widest
	}
	return !s.Near(instant, skew)
}

func within(a, b, skew int64) bool { return a-b <= skew && b-a <= skew }

// stamp reads the time of a line. zone is that of clocks which write none.
func stamp(text string, zone Zone) Stamp {
	s := Stamp{Text: text, zone: zone}
	if t := strings.Fields(text); len(t) == 3 && len(t[0]) == 3 && len(t[2]) >= 8 {
		// "Nov  3 08:00:03", as syslog writes it (RFC 3164 section 4.1.2).
		s.day, s.clock = t[1]+" "+t[0], t[2][:8]
		s.valid = header.ParseDate(s.day+" 2000 "+s.clock+" +0000", -1).Known()
		return s
	}
	if seconds, ok := unixSeconds(text); ok {
		return Stamp{Text: text, unix: seconds, valid: true, zone: UTC}
	}
	d := header.ParseDate(text, -1)
	s.valid, s.unix = d.Valid, d.Unix
	if d.Known() {
		s.zone = UTC
	}
	return s
}

// unixSeconds reads "1792000000.123456" (journalctl -o short-unix),
// microseconds (its JSON) and "/Date(1792000000123)/", as Windows PowerShell
// writes JSON.
func unixSeconds(text string) (int64, bool) {
	if inner, ok := strings.CutPrefix(text, "/Date("); ok {
		digits, _, closed := strings.Cut(inner, ")/")
		ms, err := strconv.ParseInt(digits, 10, 64)
		return ms / 1000, closed && err == nil
	}
	whole, _, _ := strings.Cut(text, ".")
	n, err := strconv.ParseInt(whole, 10, 64)
	switch {
	case err != nil || len(whole) < 9:
		return 0, false
	case len(whole) > 13:
		return n / 1e6, true
	}
	return n, len(whole) <= 11
}

// utcStamp reads a time of a format that is written in UTC. In a date as
// "03/11/2026" day and month cannot be told apart: the time is then not known.
func utcStamp(text string) Stamp {
	text = strings.TrimSpace(text)
	iso := len(text) > 10 && text[4] == '-' && text[7] == '-'
	if !iso && !strings.HasPrefix(text, "/Date(") {
		return Stamp{Text: text}
	}
	return stamp(text, UTC)
}
