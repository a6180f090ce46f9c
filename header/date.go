package header

// Zone says how much a date tells about its offset from UTC.
type Zone uint8

const (
	// ZoneUnknown: no zone, or a name without a defined offset. The instant
	// is unknown; Unix then holds the local clock reading as if it were UTC.
	ZoneUnknown Zone = iota
	// ZoneOffset: an offset, or a name that RFC 5322 section 4.3 defines.
	ZoneOffset
	// ZoneUTC: "-0000" or a military letter: the instant is known, the local
	// offset is not (RFC 5322 sections 3.3 and 4.3).
	ZoneUTC
)

// Date is a date-time as a field states it.
type Date struct {
	Valid  bool   // a date was read
	Text   string // as written
	Span   Span
	Unix   int64 // seconds since 1970-01-01 UTC, or the local reading if Zone is ZoneUnknown
	Nanos  int32 // fraction of a second, if written
	Offset int32 // seconds east of UTC as written
	Zone   Zone
}

// Known reports whether d names an instant.
func (d Date) Known() bool { return d.Valid && d.Zone != ZoneUnknown }
