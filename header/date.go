package header

// Zone says how much a date tells about its offset from UTC.
type Zone uint8

const (
	// ZoneUnknown: no zone, or a name without a defined offset. The instant
	// is unknown; Unix then holds the local clock reading as if it were UTC.
	ZoneUnknown Zone = iota
	// ZoneOffset: an offset, or a name that RFC 5322 section 4.3 defines, or
	// "UTC".
	ZoneOffset
	// ZoneUTC: "-0000" or a military letter: the instant is known, the local
	// offset is not (RFC 5322 sections 3.3 and 4.3).
	ZoneUTC
)

// Date is a date-time as a field states it.
type Date struct {
	Valid  bool   // a date was read
	Text   string // as written, folds included, without comments behind the zone
	Span   Span
	Unix   int64 // seconds since 1970-01-01 UTC, or the local reading if Zone is ZoneUnknown
	Nanos  int32 // fraction of a second, if written
	Offset int32 // seconds east of UTC as written
	Zone   Zone
}

// Known reports whether d names an instant.
func (d Date) Known() bool { return d.Valid && d.Zone != ZoneUnknown }

// ParseDate reads the date-time at the start of text: RFC 5322 section 3.3,
// its obsolete forms (section 4.3), and the forms that real writers use
// instead (asctime, ISO 8601, Go, US month/day, month names of seven
// languages). What follows the date is ignored, and so is the day of the
// week: many writers get it wrong. at is the byte offset of text[0] in the
// input, or -1 if text was rebuilt; the Span is then zero.
func ParseDate(text string, at int) (d Date) {
	d.read(text, blanked(text), at)
	return d
}

// read is ParseDate of a text of which blanked is at hand. It also says where in
// text the date ended.
func (d *Date) read(text, blanked string, at int) (end int) {
	s := dateScanner{text: blanked}
	s.space()
	start := s.pos
	if !s.read() {
		*d = Date{}
		return 0
	}
	*d = Date{Valid: true, Text: text[start:s.end], Unix: s.unix(), Nanos: s.nanos, Offset: s.offset, Zone: s.zone}
	if at >= 0 {
		d.Span = Span{at + start, at + s.end}
	}
	return s.end
}
