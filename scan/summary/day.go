package summary

import (
	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/report"
)

// dayOf is the day, in UTC, of the newest stamp in a believed line; empty: there
// is none. What nobody vouches for could put a message on any day.
func dayOf(d *report.Document) string {
	for i := len(d.Hops) - 1; i >= 0; i-- {
		if h := &d.Hops[i]; h.Basis.Believed() && h.Time != "" {
			if t := header.ParseDate(h.Time, -1); t.Known() {
				return dayText(t.Unix)
			}
		}
	}
	return ""
}

// dayText is the UTC day of an instant: "2026-11-03"; empty outside the years
// 0 to 9999.
func dayText(unix int64) string {
	text := header.Date{Valid: true, Unix: unix, Zone: header.ZoneUTC}.LocalText()
	if text == "" {
		return ""
	}
	return text[:len("2006-01-02")]
}

// unixOf is the start of a day that dayText wrote.
func unixOf(day string) int64 { return header.ParseDate(day+"T00:00:00Z", -1).Unix }
