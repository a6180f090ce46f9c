package evidence

import (
	"testing"

	"github.com/hopproof/hopproof/header"
)

func TestZone(t *testing.T) {
	for text, want := range map[string]Zone{
		"+01:00": {true, 3600}, "-0530": {true, -19800}, "Z": {true, 0}, "utc": {true, 0}, "CET": {}, "+1": {}, "": {}, "01:00": {},
	} {
		if got, ok := ParseZone(text); got != want || ok != want.Known {
			t.Errorf("%q: %+v %v", text, got, ok)
		}
	}
}

// TestYears: a stamp without a year is of the nearest one.
func TestYears(t *testing.T) {
	s := stamp("Dec 31 23:59:59", UTC)
	if !s.Near(1798761599, 0) || !s.Near(1798761600, 5) || s.Near(1793695331, 300) {
		t.Errorf("%+v", s)
	}
	if d := utcStamp("03/11/2026 10:00:00"); d.Valid() {
		t.Errorf("day and month: %+v", d)
	}
}

// TestYearsOfNoLog: whoever writes the line of a message may write any year.
func TestYearsOfNoLog(t *testing.T) {
	s := stamp("Dec 31 23:59:59", UTC)
	for _, date := range []string{"Wed, 14 Oct 12345 08:15:00 +0000", "9999-12-31T23:59:59-12:00", "0000-01-01T00:00:00+12:00"} {
		d := header.ParseDate(date, -1)
		if !d.Known() || s.Near(d.Unix, 300) || !s.Excludes(d.Unix, 300) {
			t.Errorf("%s: read %v, near %v", date, d.Known(), s.Near(d.Unix, 300))
		}
	}
}
