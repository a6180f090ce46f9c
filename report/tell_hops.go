package report

import "strings"

// hopsTitle is the heading of the hops with the time they took, and on whose
// word that rests.
func (t *teller) hopsTitle(minus string) string {
	var notes []string
	if t.d.TotalSeconds != nil {
		notes = append(notes, t.label("total", Pairs{{Name: "total", Value: t.c.duration(*t.d.TotalSeconds, minus)}}))
	}
	if r := t.d.Receiver; r.Name != "" {
		key := "receiver"
		if r.Assumed {
			key = "receiver-assumed"
		}
		notes = append(notes, t.label(key, Pairs{{Name: "receiver", Value: r.Name}}))
	}
	if len(notes) == 0 {
		return t.label("hops")
	}
	return t.label("hops") + " (" + strings.Join(notes, ", ") + ")"
}

// hopOutcome is the sign of a line: believed, hearsay, or good for nothing.
func (h *Hop) hopOutcome() Outcome {
	switch {
	case h.Ambiguous != "" || h.Mended:
		return Broken
	case h.Basis.Believed():
		return Held
	}
	return Unknown
}

// hopWord says what the sign of a line means.
func (t *teller) hopWord(h *Hop) string {
	switch h.hopOutcome() {
	case Broken:
		return t.label("damaged")
	case Held:
		return t.label("believed-below")
	}
	return t.label("claimed")
}

func (t *teller) role(h *Hop) string {
	if h.Role == "" {
		return ""
	}
	return t.roleName(h.Role)
}

// roleName is the name of a role; of an unknown one its code.
func (t *teller) roleName(r Role) string {
	key := "role." + string(r)
	if !t.c.Has(key) {
		return string(r)
	}
	return t.c.Text(key, nil)
}

// writer is the host that wrote the line, by its address only if it has no name.
func (h *Hop) writer() string {
	if h.By.Name == "" {
		return h.By.show()
	}
	return h.By.Name
}

// protocol is the with clause and the TLS version.
func (h *Hop) protocol() string {
	text := h.With
	if v := h.TLS.Version; v != "" {
		if text != "" {
			text += ", "
		}
		text += tlsName(v)
	}
	return text
}

// clock is the local time of the hop with its offset.
func (t *teller) clock(h *Hop) string {
	switch {
	case len(h.Time) >= len("2006-01-02T15:04:05Z"):
		clock, offset := h.Time[len("2006-01-02T"):len("2006-01-02T15:04:05")], h.Time[len("2006-01-02T15:04:05"):]
		if strings.HasPrefix(offset, ".") { // a fraction of a second
			offset = strings.TrimLeft(offset, ".0123456789")
		}
		if offset == "Z" || offset == "-00:00" {
			offset = "UTC"
		}
		return clock + " " + offset
	case len(h.TimeLocal) >= len("2006-01-02T15:04:05"):
		return h.TimeLocal[len("2006-01-02T"):] + " " + t.label("zone")
	case h.Date != "":
		return h.Date
	}
	return t.label("no-time")
}

// localDay is the calendar day of the hop where it is.
func localDay(h *Hop) string {
	for _, t := range []string{h.Time, h.TimeLocal} {
		if day, _, found := strings.Cut(t, "T"); found {
			return day
		}
	}
	return ""
}

// boundaryReason is why belief ends where it does.
func (t *teller) boundaryReason() string {
	return t.c.optional("reason.", t.d.Boundary.Reason, t.d.Boundary.Args)
}

// wholeReason is the reason of a boundary that no line marks: every hop is
// believed.
func (t *teller) wholeReason() string {
	if len(t.d.Hops) == 0 || t.d.Boundary.Hop != t.d.Hops[0].Hop {
		return ""
	}
	return t.boundaryReason()
}

// hopDetails are what the table of hops has no column for. The names are words
// of the fields and of the document, and not translated.
func (t *teller) hopDetails(h *Hop) [][2]string {
	basis := string(h.Basis)
	if key := "basis." + basis; t.c.Has(key) {
		basis += ": " + t.c.Text(key, nil)
	}
	rows := [...][2]string{
		{"helo", h.From.Helo}, {"rdns", h.From.RDNS}, {"by", h.By.IP}, {"ident", h.Ident}, {"via", h.Via}, {"id", h.ID},
		{"envelope-from", h.EnvelopeFrom}, {"for", strings.Join(h.For, ", ")}, {"cipher", h.TLS.Cipher},
		{"certificate", h.ClientCertificate.Subject}, {"login", h.Authenticated.User}, {"software", h.Software},
		{"operator", h.Operator}, {"product", h.Product}, {"cloud", h.Cloud}, {"ambiguous", t.ambiguity(h)},
		{"basis", basis}, {"link", string(h.Link)}, {"rest", strings.Join(h.Rest, " ")},
	}
	known := make([][2]string, 0, len(rows))
	for _, row := range rows {
		if row[1] != "" {
			known = append(known, row)
		}
	}
	return known
}

// ambiguity says why a line can be read in two ways.
func (t *teller) ambiguity(h *Hop) string {
	if key := "cause." + h.Ambiguous; t.c.Has(key) {
		return t.c.Text(key, nil)
	}
	return h.Ambiguous
}

// longest is the time of a full bar: that of the whole way, or of a hop that
// took longer because clocks differ.
func (d *Document) longest() int64 {
	var scale int64
	if d.TotalSeconds != nil {
		scale = *d.TotalSeconds
	}
	for i := range d.Hops {
		if s := d.Hops[i].DelaySeconds; s != nil {
			scale = max(scale, *s)
		}
	}
	return scale
}
