package redact

import (
	"strings"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/header/signature"
	"github.com/hopproof/hopproof/internal/ascii"
)

// policy is how the body of a field is rewritten.
type policy func(m *Map, f *header.Field, body string) string

// policyOf is the policy of a field by its name. A name that no row knows gets
// the strictest one: nothing of its words stays.
func policyOf(name string) policy {
	kind, _ := fieldKind(name)
	if p, ok := policies[kind]; ok {
		return p
	}
	return policies["free"]
}

// fieldKind is the word for the policy of a field, if a row knows its name.
func fieldKind(name string) (kind string, known bool) {
	low := lower(name)
	kind, known = fieldTable()[low]
	for end := len(low); !known && end > 0; {
		if end = strings.LastIndexByte(low[:end], '-'); end > 0 {
			kind, known = fieldTable()[low[:end+1]+"*"]
		}
	}
	return kind, known
}

var policies = map[string]policy{
	"facts": func(m *Map, _ *header.Field, body string) string { return m.rewrite(body, facts) },
	"free":  func(m *Map, _ *header.Field, body string) string { return m.rewrite(body, free) },
	"ids":   func(m *Map, _ *header.Field, body string) string { return m.rewrite(body, ids) },
	"hosts": func(m *Map, _ *header.Field, body string) string { return m.rewrite(body, hosts) },
	"nodes": func(m *Map, _ *header.Field, body string) string { return m.rewrite(body, nodes) },
	"subject": func(m *Map, _ *header.Field, body string) string {
		return m.rewrite(body, mode{subject: true})
	},
	"blob":  func(m *Map, _ *header.Field, body string) string { return m.blobs(body) },
	"date":  (*Map).date,
	"trace": (*Map).trace,
	"tags":  (*Map).tags,
}

// isField reports whether a word is the name of a field that a row knows.
func isField(w string) bool {
	_, known := fieldKind(w)
	return known
}

// blobs replaces each run between white space as one value.
func (m *Map) blobs(body string) string {
	var b strings.Builder
	for i := 0; i < len(body); {
		end := i
		for end < len(body) && !ascii.IsSpace(body[end]) {
			end++
		}
		if end == i {
			b.WriteByte(body[i])
			i++
			continue
		}
		b.WriteString(m.blob(body[i:end]))
		i = end
	}
	return b.String()
}

// tags rewrites a tag-list (RFC 6376 section 3.2).
func (m *Map) tags(f *header.Field, body string) string {
	text, ok := mended(f, body)
	if !ok {
		return m.rewrite(body, facts)
	}
	var b strings.Builder
	at := 0
	list := signature.ParseTags(text, 0)
	for _, tag := range list.Tags {
		if tag.Name == "" || tag.ValueSpan.Start < at || tag.ValueSpan.End < tag.ValueSpan.Start {
			continue
		}
		if strings.TrimLeft(text[at:tag.Span.Start], "; \t\r\n") == "" && len(tag.Name) <= longestTag {
			b.WriteString(body[at:tag.ValueSpan.Start])
		} else {
			b.WriteString(m.rewrite(body[at:tag.ValueSpan.Start], facts))
		}
		b.WriteString(m.tag(tag.Name, body[tag.ValueSpan.Start:tag.ValueSpan.End]))
		at = tag.ValueSpan.End
	}
	b.WriteString(m.rewrite(body[at:], facts))
	return b.String()
}

// longestTag is the length of the longest names that the RFCs give to tags: bh, cv.
const longestTag = 2

// tag rewrites the value of one tag.
func (m *Map) tag(name, value string) string {
	switch name {
	case "v", "a", "c", "q", "t", "x", "l", "cv":
		return m.rewrite(value, facts)
	case "h":
		return m.fieldNames(value)
	case "d":
		return m.rewrite(value, hosts)
	case "i":
		return m.rewrite(value, mode{names: true, numbers: true})
	case "s":
		return m.rewrite(value, mode{names: true, words: true})
	}
	return m.blobs(value)
}

// fieldNames rewrites the list of the signed fields.
func (m *Map) fieldNames(list string) string {
	var b strings.Builder
	start := 0
	for i := 0; i <= len(list); i++ {
		if i == len(list) || list[i] == ':' || ascii.IsSpace(list[i]) {
			b.WriteString(m.fieldName(list[start:i]))
			if i < len(list) {
				b.WriteByte(list[i])
			}
			start = i + 1
		}
	}
	return b.String()
}

// fieldName is the name of a field, in which the parts are replaced that are
// names of the message: X-Contoso-Scanner of contoso.example, X-jdoe-Id of
// jdoe@contoso.example.
func (m *Map) fieldName(name string) string {
	if _, known := fieldKind(name); known {
		return name
	}
	var b strings.Builder
	for start := 0; start < len(name); {
		end, telling := m.tellingPart(name, start)
		if part := name[start:end]; telling {
			b.WriteString(m.name(part))
		} else {
			b.WriteString(part)
		}
		if end < len(name) {
			b.WriteByte(name[end])
		}
		start = end + 1
	}
	return b.String()
}

// tellingPart is where the longest part ends that begins at start and is a name
// of the message; if there is none, where the part up to the next mark ends.
func (m *Map) tellingPart(name string, start int) (end int, telling bool) {
	next := len(name)
	for end := min(len(name), start+maxHost); end > start; end-- {
		if end < len(name) && !isMark(rune(name[end])) {
			continue
		}
		if low := lower(name[start:end]); m.telling[low] && !table().known(low) {
			return end, true
		}
		next = end
	}
	return next, false
}
