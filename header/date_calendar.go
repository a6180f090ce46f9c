package header

// daysFromCivil counts the days from 1970-01-01 to a date of the proleptic
// Gregorian calendar. The year is shifted to begin in March, so that the leap
// day is its last.
func daysFromCivil(year int64, month, day int) int64 {
	if month <= 2 {
		year--
	}
	era := floorDiv(year, 400)
	yearOfEra := year - era*400
	dayOfYear := int64((153*((month+9)%12)+2)/5 + day - 1)
	dayOfEra := yearOfEra*365 + yearOfEra/4 - yearOfEra/100 + dayOfYear
	return era*146097 + dayOfEra - 719468
}

// civilFromDays is the inverse of daysFromCivil.
func civilFromDays(days int64) (year int64, month, day int) {
	days += 719468
	era := floorDiv(days, 146097)
	dayOfEra := days - era*146097
	yearOfEra := (dayOfEra - dayOfEra/1460 + dayOfEra/36524 - dayOfEra/146096) / 365
	dayOfYear := dayOfEra - (365*yearOfEra + yearOfEra/4 - yearOfEra/100)
	shifted := (5*dayOfYear + 2) / 153
	day = int(dayOfYear-(153*shifted+2)/5) + 1
	month = int(shifted+2)%12 + 1
	year = yearOfEra + era*400
	if month <= 2 {
		year++
	}
	return year, month, day
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

func daysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// RFC3339 gives the instant with the offset the date was written in: "Z" for
// an offset of zero, "-00:00" where the local offset is not known (RFC 3339
// section 4.3). It is empty if d names no instant, or one whose local year RFC
// 3339 cannot write (outside 0 to 9999).
func (d Date) RFC3339() string { return string(d.AppendRFC3339(make([]byte, 0, 40))) }

// AppendRFC3339 appends what RFC3339 gives to b.
func (d Date) AppendRFC3339(b []byte) []byte {
	if !d.Known() {
		return b
	}
	start := len(b)
	b = d.appendLocal(b)
	if len(b) == start {
		return b
	}
	if d.Nanos > 0 {
		b = appendFraction(b, d.Nanos)
	}
	switch {
	case d.Zone == ZoneUTC:
		return append(b, "-00:00"...)
	case d.Offset == 0:
		return append(b, 'Z')
	}
	b = append(b, "+00:00"...)
	zone, minutes := b[len(b)-len("+00:00"):], d.Offset/60
	if minutes < 0 {
		zone[0], minutes = '-', -minutes
	}
	setTwo(zone[1:], uint(minutes)/60)
	setTwo(zone[4:], uint(minutes)%60)
	return b
}

// LocalText gives the clock reading as written, without a zone:
// "2006-01-02T15:04:05". It is empty if no date was read, or if its year is
// outside 0 to 9999.
func (d Date) LocalText() string {
	if !d.Valid {
		return ""
	}
	return string(d.appendLocal(make([]byte, 0, 24)))
}

func (d Date) appendLocal(b []byte) []byte {
	local := d.Unix + int64(d.Offset)
	days := floorDiv(local, 86400)
	year, month, day := civilFromDays(days)
	if year < 0 || year > 9999 {
		return b
	}
	century, second := uint(year)/100, uint(local-days*86400)
	minute := second / 60
	b = append(b, "0000-00-00T00:00:00"...)
	text := b[len(b)-len("0000-00-00T00:00:00"):]
	setTwo(text, century)
	setTwo(text[2:], uint(year)-century*100)
	setTwo(text[5:], uint(month))
	setTwo(text[8:], uint(day))
	setTwo(text[11:], minute/60)
	setTwo(text[14:], minute%60)
	setTwo(text[17:], second-minute*60)
	return b
}

// setTwo writes the two digits of n over those that b begins with.
func setTwo(b []byte, n uint) { b[0], b[1] = byte('0'+n/10), byte('0'+n%10) }

// appendFraction writes nanoseconds without trailing zeros.
func appendFraction(b []byte, nanos int32) []byte {
	b = append(b, '.')
	for scale := int32(100_000_000); nanos > 0; scale /= 10 {
		b = append(b, byte('0'+nanos/scale))
		nanos %= scale
	}
	return b
}
