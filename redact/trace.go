package redact

import (
	"cmp"
	"slices"
	"strings"

	"github.com/hopproof/hopproof/header"
)

// part is a piece of a field with the mode of its text; a nil mode keeps it.
type part struct {
	span header.Span
	how  *mode
	date bool // it is one
}

// trace rewrites a Received field by the places of its parts (RFC 5321 section
// 4.4). The date stays. Text between the parts is vocabulary and names.
func (m *Map) trace(f *header.Field, body string) string {
	text, ok := mended(f, body)
	if !ok {
		return m.rewrite(body, facts)
	}
	r := header.ParseReceived(text, 0)
	if len(r.Problems) > 0 && r.Problems[0].Code == header.ProblemReceivedEncoded {
		return m.rewrite(body, facts)
	}
	s := &r.Spans
	id := &ids
	if isExchangeVersion(r.ID) {
		id = nil
	}
	parts := []part{
		{span: s.From, how: &hosts}, {span: s.Helo, how: &hosts}, {span: s.RDNS, how: &hosts}, {span: s.By, how: &hosts},
		{span: s.ID, how: id}, {span: s.For, how: &ids}, {span: s.EnvelopeFrom, how: &ids}, {span: s.Date, date: true},
	}
	for _, span := range s.ForMore {
		parts = append(parts, part{span: span, how: &ids})
	}
	parts = append(parts, login(&r, body)...)
	slices.SortStableFunc(parts, func(a, b part) int { return cmp.Compare(a.span.Start, b.span.Start) })
	return m.parts(body, parts)
}

// mended is the body as a parser wants it, byte for byte as long; false where
// the field was put together anew and the bytes have no places.
func mended(f *header.Field, body string) (string, bool) {
	if f.Mend == 0 || f.Mend&header.MendUTF16 != 0 { // of UTF-16 the body is what was read
		return body, true
	}
	text, at := f.Value()
	lead := at - (f.Span.End - len(body))
	if at < 0 || lead < 0 || lead+len(text) > len(body) {
		return "", false
	}
	return strings.Repeat(" ", lead) + text + strings.Repeat(" ", len(body)-lead-len(text)), true
}

// isExchangeVersion reports whether an id is the version of Exchange, which it
// writes there: 15.20.6.155 is no address.
func isExchangeVersion(id string) bool {
	return isVersion(id) && (strings.HasPrefix(id, "15.") || strings.HasPrefix(id, "14.") || strings.HasPrefix(id, "8."))
}

// login are the places of the account in the words that speak of a login.
func login(r *header.Received, body string) []part {
	var list []part
	for _, account := range [...]string{r.Login.User, r.From.Ident} {
		if account == "" {
			continue
		}
		for _, c := range append([]header.Text{{Value: body, Span: r.Spans.Login}}, r.Comments...) {
			if i := strings.Index(body[c.Span.Start:c.Span.End], account); i >= 0 {
				start := c.Span.Start + i
				list = append(list, part{span: header.Span{Start: start, End: start + len(account)}, how: &ids})
			}
		}
	}
	return list
}

// parts rewrites the parts of body, in order, and the text between them. Of
// parts that overlap the first counts.
func (m *Map) parts(body string, parts []part) string {
	var b strings.Builder
	at := 0
	for _, p := range parts {
		if p.span.IsZero() || p.span.Start < at || p.span.End > len(body) {
			continue
		}
		b.WriteString(m.rewrite(body[at:p.span.Start], facts))
		text := body[p.span.Start:p.span.End]
		switch {
		case p.date:
			text = m.dateText(text)
		case p.how != nil:
			text = m.rewrite(text, *p.how)
		}
		b.WriteString(text)
		at = p.span.End
	}
	b.WriteString(m.rewrite(body[at:], facts))
	return b.String()
}
