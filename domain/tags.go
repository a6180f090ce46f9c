package domain

import (
	"iter"
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
)

// tagList yields the tags of a record such as "v=STSv1; id=1" (RFC 6376 section
// 3.2). A piece without "=" is a tag without value.
func tagList(text string) iter.Seq2[string, string] {
	return func(yield func(name, value string) bool) {
		for piece := range strings.SplitSeq(text, ";") {
			name, value, _ := strings.Cut(piece, "=")
			if name = ascii.TrimSpace(name); name != "" && !yield(name, ascii.TrimSpace(value)) {
				return
			}
		}
	}
}

// withVersion are the texts that begin with the tag v of this version, as RFC
// 8461 section 3.1 and RFC 8460 section 3 discard all others.
func withVersion(texts []string, version string) []string {
	var list []string
	for _, text := range texts {
		for name, value := range tagList(text) {
			if name == "v" && value == version {
				list = append(list, text)
			}
			break
		}
	}
	return list
}

// tag is the value of the first tag of that name.
func tag(text, name string) (value string, found bool) {
	for n, v := range tagList(text) {
		if n == name {
			return v, true
		}
	}
	return "", false
}
