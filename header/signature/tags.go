package signature

import (
	"slices"
	"strings"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/internal/ascii"
)

// Tag is one "name=value" of a tag-list (RFC 6376 section 3.2).
type Tag struct {
	Name string // case matters; empty for text that is no tag
	// Value is without outer white space. Where the RFC says that white space
	// inside means nothing (b, bh, h, i, q, z), it is taken out; elsewhere a
	// fold is one space.
	Value string
	// Span is the place of all of it, ValueSpan that of the value.
	Span, ValueSpan header.Span
}

// Tags is a tag-list in its order. A tag that occurs twice is kept twice.
type Tags struct {
	Tags     []Tag
	Problems []header.Problem
}

// Get returns the value of the first tag of that name.
func (t *Tags) Get(name string) (value string, ok bool) {
	if tag := t.find(name); tag != nil {
		return tag.Value, true
	}
	return "", false
}

func (t *Tags) find(name string) *Tag {
	for i := range t.Tags {
		if t.Tags[i].Name == name {
			return &t.Tags[i]
		}
	}
	return nil
}

// ParseTags reads the body of a field as a tag-list. text is the body as it
// stands in the input, folds and all; at is the byte offset of text[0] in the
// input, or -1 if text was rebuilt, and all places are then zero.
func ParseTags(text string, at int) Tags {
	p := tagParser{text: text, at: at}
	p.out.Tags = make([]Tag, 0, min(strings.Count(text, ";")+1, usualTags))
	for start := 0; start < len(text); {
		end := len(text)
		if n := strings.IndexByte(text[start:], ';'); n >= 0 {
			end = start + n
		}
		p.tag(start, end)
		start = end + 1
	}
	return p.out
}

// usualTags is as many as a usual signature has.
const usualTags = 14

type tagParser struct {
	text string
	at   int
	out  Tags
	seen map[string]bool // once there are more than the usual tags
}

func (p *tagParser) span(start, end int) header.Span {
	if p.at < 0 {
		return header.Span{}
	}
	return header.Span{Start: p.at + start, End: p.at + end}
}

// tag reads text[start:end], a tag-spec. The last one may be empty: a semicolon
// may end the list.
func (p *tagParser) tag(start, end int) {
	start, stop := ascii.Trim(p.text, start, end)
	if start == stop {
		if end < len(p.text) {
			p.problem(ProblemTagSyntax, p.span(start, end+1))
		}
		return
	}
	tag := Tag{Span: p.span(start, stop), ValueSpan: p.span(start, stop)}
	equals := strings.IndexByte(p.text[start:stop], '=')
	_, nameEnd := ascii.Trim(p.text, start, start+max(equals, 0))
	if name := p.text[start:nameEnd]; isTagName(name) {
		from, to := ascii.Trim(p.text, start+equals+1, stop)
		tag.Name, tag.Value = name, value(name, p.text[from:to])
		tag.ValueSpan = p.span(from, to)
		if p.twice(name) {
			p.problem(ProblemTagTwice, tag.Span, header.Arg{Name: "tag", Value: name})
		}
	} else {
		tag.Value = value("", p.text[start:stop])
		p.problem(ProblemTagSyntax, tag.Span)
	}
	p.out.Tags = append(p.out.Tags, tag)
}

func (p *tagParser) problem(code string, at header.Span, args ...header.Arg) {
	p.out.Problems = append(p.out.Problems, header.Problem{Code: code, Args: args, Span: at})
}

// twice reports whether there is a tag of that name already. Tags with the same
// name must not occur (RFC 6376 section 3.2).
func (p *tagParser) twice(name string) bool {
	if len(p.out.Tags) < usualTags {
		return p.out.find(name) != nil
	}
	if p.seen == nil {
		p.seen = make(map[string]bool, 2*usualTags)
		for i := range p.out.Tags {
			p.seen[p.out.Tags[i].Name] = true
		}
	}
	was := p.seen[name]
	p.seen[name] = true
	return was
}

// isTagName: ALPHA *ALNUMPUNC (RFC 6376 section 3.2).
func isTagName(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if (c|0x20)-'a' >= 26 && (i == 0 || c-'0' >= 10 && c != '_') {
			return false
		}
	}
	return s != ""
}

// value takes out the white space that means nothing.
func value(name, s string) string {
	keep := false
	switch name {
	case "b", "bh", "h", "i", "q", "z": // RFC 6376 section 3.5
	default:
		keep = true
	}
	if keep && !strings.ContainsAny(s, "\r\n") || !strings.ContainsAny(s, " \t\r\n") {
		return s
	}
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if !ascii.IsSpace(s[i]) {
			out = append(out, s[i])
		} else if keep && !ascii.IsSpace(s[i-1]) {
			out = append(out, ' ')
		}
	}
	return string(out)
}

// view checks a tag-list against the tags of one kind of field.
type view struct {
	*Tags
	whole header.Span
}

func newView(text string, at int, known, required []string) view {
	tags := ParseTags(text, at)
	v := view{Tags: &tags}
	if at >= 0 {
		v.whole = header.Span{Start: at, End: at + len(text)}
	}
	for i := range tags.Tags {
		switch t := &tags.Tags[i]; {
		case t.Name == "": // noted already
		case !slices.Contains(known, t.Name):
			v.problem(ProblemTagUnknown, t.Span, t.Name)
		case t.Value == "":
			v.problem(ProblemTagValue, t.Span, t.Name)
		}
	}
	for _, name := range required {
		if tags.find(name) == nil {
			v.problem(ProblemTagMissing, v.whole, name)
		}
	}
	return v
}

func (v view) problem(code string, at header.Span, tag string) {
	v.Problems = append(v.Problems, header.Problem{Code: code, Args: []header.Arg{{Name: "tag", Value: tag}}, Span: at})
}

// text returns the value of a tag, or "".
func (v view) text(name string) string {
	s, _ := v.Get(name)
	return s
}

// bad notes that the tag cannot have its value. An empty one is noted already.
func (v view) bad(name string) {
	if tag := v.find(name); tag != nil && tag.Value != "" {
		v.problem(ProblemTagValue, tag.Span, name)
	}
}

// number reads a tag of digits; false if it is absent or no number.
func (v view) number(name string) (n int64, ok bool) {
	s := v.text(name)
	if n, ok = digits(s); !ok && s != "" {
		v.bad(name)
	}
	return n, ok
}

// digits reads a number; false for any other text.
func digits(s string) (n int64, ok bool) {
	for i := 0; i < len(s); i++ {
		if s[i]-'0' >= 10 || i == 18 { // more digits than any clock or body needs
			return 0, false
		}
		n = n*10 + int64(s[i]-'0')
	}
	return n, s != ""
}
