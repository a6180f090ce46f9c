package signature

import (
	"slices"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/header"
)

// checkTags parses text and asserts that the tags, put together again, are the
// text, and that values stand where they say.
func checkTags(t testing.TB, text string, at int) Tags {
	t.Helper()
	tags := ParseTags(text, at)
	end := 0
	for _, tag := range tags.Tags {
		start := tag.Span.Start - at
		if start < end || strings.Trim(text[end:start], "; \t\r\n") != "" {
			t.Fatalf("%.200q: %q stands before a tag and is in none", text, text[end:start])
		}
		end = tag.Span.End - at
		from, to := tag.ValueSpan.Start-at, tag.ValueSpan.End-at
		if bare(text[from:to]) != bare(tag.Value) || to != end {
			t.Fatalf("%.200q: value %q has the place of %q", text, tag.Value, text[from:to])
		}
		if head := bare(text[start:from]); tag.Name != "" && head != tag.Name+"=" || tag.Name == "" && head != "" {
			t.Fatalf("%.200q: tag %q has the place of %q", text, tag.Name, head)
		}
	}
	if strings.Trim(text[end:], "; \t\r\n") != "" {
		t.Fatalf("%.200q: %q is in no tag", text, text[end:])
	}
	for _, p := range tags.Problems {
		if p.Span.Start < at || p.Span.End > at+len(text) || p.Span.Len() <= 0 {
			t.Fatalf("%s: place %v is outside", p.Code, p.Span)
		}
	}
	return tags
}

// bare is s without white space.
func bare(s string) string {
	return strings.NewReplacer(" ", "", "\t", "", "\r", "", "\n", "").Replace(s)
}

// codes lists Problems with the tag or instance they are about.
func codes(problems []header.Problem) string {
	var all []string
	for _, p := range problems {
		code := p.Code
		for _, arg := range p.Args {
			code += ":" + arg.Value
		}
		all = append(all, code)
	}
	slices.Sort(all)
	return strings.Join(all, " ")
}
