package evidence

import "strings"

// cellsOf splits a line of comma-separated values (RFC 4180 section 2). open
// reports that a quoted cell goes on in the next line. A quote within an
// unquoted cell is part of it.
func cellsOf(text string, delimiter byte) (cells []string, open bool) {
	for {
		if strings.HasPrefix(text, `"`) {
			cell, rest, closed := quotedCell(text[1:])
			cells = append(cells, cell)
			if !closed {
				return cells, true
			}
			at := strings.IndexByte(rest, delimiter)
			if at < 0 {
				return cells, false
			}
			text = rest[at+1:]
			continue
		}
		at := strings.IndexByte(text, delimiter)
		if at < 0 {
			return append(cells, text), false
		}
		cells = append(cells, text[:at])
		text = text[at+1:]
	}
}

// quotedCell reads behind the opening quote; two quotes are one.
func quotedCell(text string) (cell, rest string, closed bool) {
	at := strings.IndexByte(text, '"')
	if at < 0 {
		return text, "", false
	}
	if !strings.HasPrefix(text[at+1:], `"`) {
		return text[:at], text[at+1:], true
	}
	var b strings.Builder
	for {
		b.WriteString(text[:at])
		text = text[at+1:]
		if !strings.HasPrefix(text, `"`) {
			return b.String(), text, true
		}
		b.WriteByte('"')
		text = text[1:]
		if at = strings.IndexByte(text, '"'); at < 0 {
			b.WriteString(text)
			return b.String(), "", false
		}
	}
}
