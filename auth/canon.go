package auth

import (
	"bytes"
	"strings"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/internal/ascii"
)

// signable is the text of a field as its signer saw it, but for its line
// endings; false if mending makes that a guess, or leaves marks in it that the
// simple canonicalization would count.
func signable(f *header.Field, relaxed bool) (text string, ok bool) {
	switch {
	case f.Mend&^header.MendUTF16 == 0:
		return f.Raw, true
	case f.Mend.Guessed() || !relaxed:
		return "", false
	}
	value, _ := f.Value() // quoting marks are blanked out: white space of a fold
	return f.Name + ":" + value, true
}

// appendField appends the canonical form of a field and its CRLF (RFC 6376
// section 3.4.1, 3.4.2).
func appendField(dst []byte, text string, relaxed bool) []byte {
	if relaxed {
		return appendRelaxedField(dst, text)
	}
	return appendSimpleField(dst, text)
}

// appendSimpleField changes line endings alone: mail travels with CRLF, files
// hold LF.
func appendSimpleField(dst []byte, text string) []byte {
	eol := lineEnd(text)
	for text != "" {
		line, rest := text, ""
		if i := strings.IndexByte(text, eol); i >= 0 {
			line, rest = text[:i], text[i+1:]
		}
		dst = append(dst, strings.TrimRight(line, "\r")...)
		dst = append(dst, '\r', '\n')
		text = rest
	}
	return dst
}

// lineEnd is what ends the lines of a field: a CR only in a text without LF.
func lineEnd(text string) byte {
	if strings.IndexByte(text, '\n') < 0 {
		return '\r'
	}
	return '\n'
}

// appendRelaxedField: the name in lower case, no white space around the colon
// and at the ends, and one space for any other run of it, folds included. A CR
// that ends no line is content.
func appendRelaxedField(dst []byte, text string) []byte {
	name, value, _ := strings.Cut(text, ":")
	for _, c := range []byte(strings.TrimRight(name, " \t\r\n")) {
		dst = append(dst, ascii.Lower(c))
	}
	dst = append(dst, ':')
	eol := lineEnd(text)
	start, space := len(dst), false
	for i := 0; i < len(value); {
		next, isSpace := skipBreak(value, i, eol)
		if isSpace {
			space, i = true, next
			continue
		}
		if space && len(dst) > start {
			dst = append(dst, ' ')
		}
		space = false
		dst = append(dst, value[i:next]...)
		i = next
	}
	return append(dst, '\r', '\n')
}

// skipBreak steps over text[i], or over all CRs that stand there, and tells
// whether they are white space or part of a line ending: CRs in front of an LF
// belong to it.
func skipBreak(text string, i int, eol byte) (next int, isSpace bool) {
	switch text[i] {
	case ' ', '\t', eol:
		return i + 1, true
	case '\r':
		for next = i; next < len(text) && text[next] == '\r'; next++ {
		}
		return next, next == len(text) || text[next] == eol
	}
	return i + 1, false
}

// withoutSignature takes the value of the tag b out of the text of a signature
// field, with the white space around it (RFC 6376 section 3.5). A tag of that
// name occurs once, or the signature is no good.
func withoutSignature(text string) string {
	colon := strings.IndexByte(text, ':') + 1
	for start := colon; start < len(text); {
		end := len(text)
		if i := strings.IndexByte(text[start:], ';'); i >= 0 {
			end = start + i
		}
		name, _, ok := strings.Cut(text[start:end], "=")
		if ok && strings.Trim(name, " \t\r\n") == "b" {
			return text[:start+len(name)+1] + text[end:]
		}
		start = end + 1
	}
	return text
}

// canonicalBody is the canonical form of a body (RFC 6376 section 3.4.3,
// 3.4.4). A line may end with LF alone.
func canonicalBody(body []byte, relaxed bool) []byte {
	out := make([]byte, 0, len(body)+len(body)/32+2)
	kept := 0 // up to the last line with content
	for len(body) > 0 {
		line, rest, _ := bytes.Cut(body, []byte{'\n'})
		line = bytes.TrimSuffix(line, []byte{'\r'})
		before := len(out)
		if relaxed {
			out = appendRelaxedLine(out, line)
		} else {
			out = append(out, line...)
		}
		empty := len(out) == before
		out = append(out, '\r', '\n')
		if !empty {
			kept = len(out)
		}
		body = rest
	}
	if out = out[:kept]; kept == 0 && !relaxed {
		out = append(out, '\r', '\n')
	}
	return out
}

// appendRelaxedLine: one space for a run of white space, none at the end.
func appendRelaxedLine(dst, line []byte) []byte {
	line = bytes.TrimRight(line, " \t")
	space := false
	for _, c := range line {
		if c == ' ' || c == '\t' {
			if !space {
				dst = append(dst, ' ')
			}
			space = true
			continue
		}
		space = false
		dst = append(dst, c)
	}
	return dst
}
