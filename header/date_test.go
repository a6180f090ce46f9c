package header

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

func TestParseDate(t *testing.T) {
	for _, c := range []struct{ text, want string }{ // want: LocalText, then RFC3339; "" for no date
		// RFC 5322 section 3.3
		{"Wed, 14 Oct 2026 08:15:05 +0200", "2026-10-14T08:15:05 2026-10-14T08:15:05+02:00"},
		{" Wed, 14 Oct\r\n\t2026 08:15:05 -0730", "2026-10-14T08:15:05 2026-10-14T08:15:05-07:30"},
		{"14 Oct 2026 08:15 +0000", "2026-10-14T08:15:00 2026-10-14T08:15:00Z"},
		{"Mon, 14 Oct 2026 08:15:05 +0000 (UTC)", "2026-10-14T08:15:05 2026-10-14T08:15:05Z"}, // wrong weekday
		{"Wed, 14 Oct 2026 08:15:05 -0000", "2026-10-14T08:15:05 2026-10-14T08:15:05-00:00"},
		{"Thu, 31 Dec 2026 23:59:60 +0000", "2027-01-01T00:00:00 2027-01-01T00:00:00Z"}, // leap second
		{"Wed, 14 Oct 2026 24:00:00 +0000", "2026-10-15T00:00:00 2026-10-15T00:00:00Z"},
		{"Wed, 14 Oct 2026 08:15:05-0500", "2026-10-14T08:15:05 2026-10-14T08:15:05-05:00"},
		// RFC 5322 section 4.3
		{"Wed, 14 Oct 2026 08:15:05 GMT", "2026-10-14T08:15:05 2026-10-14T08:15:05Z"},
		{"Wed, 14 Oct 2026 08:15:05 UT", "2026-10-14T08:15:05 2026-10-14T08:15:05Z"},
		{"Wed, 14 Oct 2026 08:15:05 EST", "2026-10-14T08:15:05 2026-10-14T08:15:05-05:00"},
		{"Wed, 14 Oct 2026 08:15:05 pdt", "2026-10-14T08:15:05 2026-10-14T08:15:05-07:00"},
		{"Wed, 14 Oct 2026 08:15:05 Z", "2026-10-14T08:15:05 2026-10-14T08:15:05-00:00"},
		{"Wed, 14 Oct 2026 08:15:05 A", "2026-10-14T08:15:05 2026-10-14T08:15:05-00:00"},
		{"Wed, 14 Oct 2026 08:15:05 J", "2026-10-14T08:15:05 "},
		{"Wed, 14 Oct 2026 08:15:05 CEST", "2026-10-14T08:15:05 "},
		{"Wed, 14 Oct 2026 08:15:05", "2026-10-14T08:15:05 "},
		{"Wed, 14 Oct 2026 08:15:05 +9960", "2026-10-14T08:15:05 "},
		{"14 Oct 26 08:15:05 +0000", "2026-10-14T08:15:05 2026-10-14T08:15:05Z"},
		{"14 Oct 76 08:15:05 +0000", "1976-10-14T08:15:05 1976-10-14T08:15:05Z"},
		{"14 Oct 126 08:15:05 +0000", "2026-10-14T08:15:05 2026-10-14T08:15:05Z"},
		{"Wed (day), 14 (x) Oct 2026 (y) 08 : 15 : 05 +0000", "2026-10-14T08:15:05 2026-10-14T08:15:05Z"},
		{"Wed,\u00a014\u00a0Oct\u00a02026\u00a008:15:05\u00a0+0000", "2026-10-14T08:15:05 2026-10-14T08:15:05Z"},
		// a name and an offset, names without an offset
		{"14 Oct 2026 08:15:05 CET +0100", "2026-10-14T08:15:05 2026-10-14T08:15:05+01:00"},
		{"14 Oct 2026 08:15:05 EST-0500", "2026-10-14T08:15:05 2026-10-14T08:15:05-05:00"},
		{"14 Oct 2026 08:15-EDT", "2026-10-14T08:15:00 2026-10-14T08:15:00-04:00"},
		{"14 Oct 2026 08:15:05 GMT-8", "2026-10-14T08:15:05 "},
		{"14 Oct 2026 08:15:05 GMT Daylight Time", "2026-10-14T08:15:05 "},
		{"14 Oct 2026 08:15:05 W. Europe Standard Time", "2026-10-14T08:15:05 "},
		{"14 Oct 2026 08:15:05 -0800 (Pacific Standard Time)", "2026-10-14T08:15:05 2026-10-14T08:15:05-08:00"},
		{"14 Oct 2026 08:15:05 +0200 UTC", "2026-10-14T08:15:05 2026-10-14T08:15:05+02:00"},
		// asctime, C, JavaScript
		{"Wed Oct 14 08:15:05 2026", "2026-10-14T08:15:05 "},
		{"Wed Oct 14 08:15:05 EST 2026", "2026-10-14T08:15:05 2026-10-14T08:15:05-05:00"},
		{"Wed Oct 14 08:15:05 2026 +0200", "2026-10-14T08:15:05 2026-10-14T08:15:05+02:00"},
		{"Wed Oct 14 2026 08:15:05 GMT+0200 (CEST)", "2026-10-14T08:15:05 2026-10-14T08:15:05+02:00"},
		{"Oct 14 2026 08:15:05 +0000", "2026-10-14T08:15:05 2026-10-14T08:15:05Z"},
		{"Oct, 14 2026 8:15:05 AM -0500", "2026-10-14T08:15:05 2026-10-14T08:15:05-05:00"},
		// Go, ISO 8601, Microsoft
		{"2026-10-14 08:15:05.270951634 +0000 UTC m=+3022.503190820", "2026-10-14T08:15:05 2026-10-14T08:15:05.270951634Z"},
		{"2026-10-14T08:15:05.5Z", "2026-10-14T08:15:05 2026-10-14T08:15:05.5-00:00"},
		{"2026-10-14T08:15:05+02:00", "2026-10-14T08:15:05 2026-10-14T08:15:05+02:00"},
		{"2026/10/14 08:15:05 +0200", "2026-10-14T08:15:05 2026-10-14T08:15:05+02:00"},
		{"14 Oct 2026 08:15:05.3722 (UTC)", "2026-10-14T08:15:05 2026-10-14T08:15:05.3722Z"},
		{"14 Oct 2026 08:15:05.3722 (CET)", "2026-10-14T08:15:05 "},
		{"1/8/2025 3:03:10 PM", "2025-01-08T15:03:10 "},
		{"1/8/2025 12:03:10 AM", "2025-01-08T00:03:10 "},
		{"13/8/2025 3:03", "2025-08-13T03:03:00 "},
		{"4-20-2018 11:01:07 PM", "2018-04-20T23:01:07 "},
		{"4/20/2018 23:01:06 -0400 (EDT)", "2018-04-20T23:01:06 2018-04-20T23:01:06-04:00"},
		{"14-Oct-2026 08:15:05 +0000", "2026-10-14T08:15:05 2026-10-14T08:15:05Z"},
		// names of other languages
		{"mer., 14 oct. 2026 08:15:05 +0200", "2026-10-14T08:15:05 2026-10-14T08:15:05+02:00"},
		{"mar. 4 août 2026 08:15:05 +0200", "2026-08-04T08:15:05 2026-08-04T08:15:05+02:00"},
		{"jeu., 5 févr. 2026 08:15:05 +0100", "2026-02-05T08:15:05 2026-02-05T08:15:05+01:00"},
		{"Mi, 14 Okt 2026 08:15:05 +0200", "2026-10-14T08:15:05 2026-10-14T08:15:05+02:00"},
		{"Mo, 2. März 2026 08:15:05 +0100", "2026-03-02T08:15:05 2026-03-02T08:15:05+01:00"},
		{"mié, 14 dic 2026 08:15:05 +0100", "2026-12-14T08:15:05 2026-12-14T08:15:05+01:00"},
		{"gio, 14 mag 2026 08:15:05 +0200", "2026-05-14T08:15:05 2026-05-14T08:15:05+02:00"},
		// what follows
		{"Wed, 14 Oct 2026 08:15:05 +0000 (envelope-from <a@contoso.example>)", "2026-10-14T08:15:05 2026-10-14T08:15:05Z"},
		{"Wed, 14 Oct 2026 08:15:05 -0800 PST", "2026-10-14T08:15:05 2026-10-14T08:15:05-08:00"},
		// years that RFC 3339 cannot write
		{"14 Oct 12345 08:15:05 +0000", " "},
		// no dates
		{"", ""}, {"soon", ""}, {"30 Feb 2026 08:15:05 +0000", ""}, {"0 Oct 2026 08:15:05 +0000", ""}, {"14 Oct 2026", ""},
		{"14 Oct 2026 24:30:00 +0000", ""}, {"14 Oct 2026 08:61:00 +0000", ""}, {"14 Oct 2026 08:15:61 +0000", ""},
		{"14 Foo 2026 08:15:05 +0000", ""}, {"14 Oct 99999999999 08:15:05 +0000", ""}, {"2026-13-01 08:15:05", ""}, {"Wed, 14 Oct 2026 13:15 PM", ""},
	} {
		d := ParseDate(c.text, 0)
		got := ""
		if d.Valid {
			got = d.LocalText() + " " + d.RFC3339()
		}
		if got != c.want {
			t.Errorf("%q\n got  %q\n want %q", c.text, got, c.want)
		}
		if d.Valid && (c.text[d.Span.Start:d.Span.End] != d.Text || strings.HasSuffix(d.Text, " ")) {
			t.Errorf("%q: text %q, span %v", c.text, d.Text, d.Span)
		}
	}
}

// TestParseDateText: the text ends with the zone, and the zone in a comment
// belongs to it only if the instant comes from there.
func TestParseDateText(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{" Wed, 14 Oct 2026 08:15:05 +0000 (UTC) x", "Wed, 14 Oct 2026 08:15:05 +0000"},
		{"14 Oct 2026 08:15:05.3722 (UTC) x", "14 Oct 2026 08:15:05.3722 (UTC)"},
		{"2026-10-14 08:15:05.2 +0000 UTC m=+3.4 x", "2026-10-14 08:15:05.2 +0000 UTC m=+3.4"},
		{"14 Oct 2026 08:15:05 id 7", "14 Oct 2026 08:15:05"},
	} {
		if d := ParseDate(c.text, 9); d.Text != c.want || d.Span.Start != 9+strings.Index(c.text, c.want) || d.Span.Len() != len(c.want) {
			t.Errorf("%q: got %q %v", c.text, d.Text, d.Span)
		}
	}
	if d := ParseDate("14 Oct 2026 08:15:05 +0000", -1); !d.Span.IsZero() {
		t.Errorf("a rebuilt text has a place: %v", d.Span)
	}
}

// TestDateAgainstTime compares the calendar with package time, over all days
// of some centuries and over random instants.
func TestDateAgainstTime(t *testing.T) {
	const day = 86400
	for unix := time.Date(1890, 1, 1, 0, 0, 0, 0, time.UTC).Unix(); unix < time.Date(2110, 1, 1, 0, 0, 0, 0, time.UTC).Unix(); unix += day {
		checkInstant(t, unix, 0)
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		// The years 1000 to 9998: RFC 5322 section 4.3 reads shorter ones.
		unix := -30_610_224_000 + random.Int64N(283_970_880_000)
		checkInstant(t, unix, (random.IntN(24*60*2-1)-24*60+1)*60)
	}
}

func checkInstant(t *testing.T, unix int64, offset int) {
	t.Helper()
	at := time.Unix(unix, 0).In(time.FixedZone("", offset))
	text := at.Format("Mon, _2 Jan 2006 15:04:05 -0700")
	d := ParseDate(text, 0)
	if !d.Valid || d.Unix != unix || int(d.Offset) != offset || d.LocalText() != at.Format("2006-01-02T15:04:05") {
		t.Fatalf("%s: got %+v, %s", text, d, d.LocalText())
	}
	if got, want := d.RFC3339(), at.Format(time.RFC3339); got != want {
		t.Fatalf("%s: RFC3339 %s, want %s", text, got, want)
	}
}

// TestMonthNames: each name is listed once and recognized.
func TestMonthNames(t *testing.T) {
	seen := map[string]bool{}
	for i, names := range monthNames {
		for _, name := range strings.Fields(names) {
			if seen[name] {
				t.Errorf("%s is listed twice", name)
			}
			seen[name] = true
			if got := monthNumber(strings.ToUpper(name)); got != i+1 {
				t.Errorf("%s: got month %d, want %d", name, got, i+1)
			}
		}
	}
}

func FuzzDate(f *testing.F) {
	for _, seed := range []string{
		"Wed, 14 Oct 2026 08:15:05 +0200 (CEST)", "Wed Oct 14 08:15:05 EST 2026", "2026-10-14 08:15:05.27 +0000 UTC m=+3.4",
		"1/8/2025 3:03:10 PM", "mar. 4 ao\u00fbt\u00a02026 08:15:05 Z", "14 (x(y)) Oct 26 24:00:00 GMT-0100", "14 Oct 2026 08:15:05.1 (UTC)",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		checkStandard(t, text)
		const at = 17
		d := ParseDate(text, at)
		if !d.Valid {
			if d != (Date{}) {
				t.Fatalf("no date, but %+v", d)
			}
			return
		}
		if d.Span.Start < at || d.Span.End > at+len(text) || text[d.Span.Start-at:d.Span.End-at] != d.Text {
			t.Fatalf("%q: text %q, span %v", text, d.Text, d.Span)
		}
		again := ParseDate(d.Text, d.Span.Start)
		if again != d {
			t.Fatalf("%q: %+v, read again %+v", text, d, again)
		}
		if s := d.RFC3339(); s != "" {
			back, err := time.Parse(time.RFC3339, s)
			if err != nil || back.Unix() != d.Unix || int32(back.Nanosecond()) != d.Nanos {
				t.Fatalf("%q: RFC3339 %q is not %d: %v", text, s, d.Unix, err)
			}
		}
	})
}
