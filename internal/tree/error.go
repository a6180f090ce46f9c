package tree

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/hopproof/hopproof/internal/jsontext"
)

// Error is one thing wrong in a file.
type Error struct {
	File         string
	Line, Column int    // from 1
	Key          string // the key it concerns; empty: none
	Problem      string
	Hint         string // what to do; empty: nothing that is not plain
}

// Error writes "FILE:LINE:COLUMN: problem; hint".
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.File)
	b.WriteByte(':')
	b.WriteString(strconv.Itoa(e.Line))
	b.WriteByte(':')
	b.WriteString(strconv.Itoa(e.Column))
	b.WriteString(": ")
	b.WriteString(e.Problem)
	if e.Hint != "" {
		b.WriteString("; ")
		b.WriteString(e.Hint)
	}
	return b.String()
}

// Errors are all things wrong in a file, in the order of the file.
type Errors []*Error

// Error writes one error a line.
func (list Errors) Error() string {
	var b strings.Builder
	for i, e := range list {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(e.Error())
	}
	return b.String()
}

// Unwrap gives the errors one by one.
func (list Errors) Unwrap() []error {
	all := make([]error, len(list))
	for i, e := range list {
		all[i] = e
	}
	return all
}

// maxShown bounds in bytes how much of a file's own text an error repeats.
const maxShown = 60

// Quote shows text of the file, escaped and not too much of it.
func Quote(text string) string {
	if len(text) <= maxShown {
		return string(jsontext.AppendString(nil, text))
	}
	end := maxShown
	for end > 0 && !utf8.RuneStart(text[end]) {
		end--
	}
	return string(jsontext.AppendString(nil, text[:end])) + "..."
}
