package mailfile

import (
	"bytes"
	"iter"
)

// split yields the parts of a multipart body (RFC 2046 section 5.1.1). What
// stands before the first delimiter and behind the closing one is no part. If
// the closing one is missing, the last part ends with the body.
func split(body []byte, boundary string) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		if boundary == "" {
			return
		}
		delimiter := []byte("--" + boundary)
		start := -1
		for at := 0; ; {
			found := bytes.Index(body[at:], delimiter)
			if found < 0 {
				break
			}
			line := at + found
			next, closing, ok := delimiterEnd(body, line, len(delimiter))
			if !ok {
				at = line + 1
				continue
			}
			if start >= 0 && !yield(withoutBreak(body[start:max(start, line)])) || closing {
				return
			}
			start, at = next, next
		}
		if start >= 0 {
			yield(body[start:])
		}
	}
}

// delimiterEnd checks that a delimiter of n bytes stands at the beginning of a
// line, and that nothing but white space follows it there. It gives the
// beginning of the next line.
func delimiterEnd(body []byte, line, n int) (next int, closing, ok bool) {
	if line > 0 && body[line-1] != '\n' {
		return 0, false, false
	}
	next = len(body)
	rest := body[line+n:]
	if end := bytes.IndexByte(rest, '\n'); end >= 0 {
		rest, next = rest[:end], line+n+end+1
	}
	rest, closing = bytes.CutPrefix(rest, []byte("--"))
	return next, closing, len(bytes.TrimRight(rest, " \t\r")) == 0
}

// withoutBreak drops the line break at the end, which belongs to the delimiter
// behind it (RFC 2046 section 5.1.1).
func withoutBreak(part []byte) []byte {
	part = bytes.TrimSuffix(part, []byte("\n"))
	return bytes.TrimSuffix(part, []byte("\r"))
}

// cut parts the fields of a part from its body at the first empty line. A part
// that begins with one has no fields.
func cut(part []byte) (head, body []byte) {
	for at := 0; at < len(part); {
		line := part[at:]
		if end := bytes.IndexByte(line, '\n'); end >= 0 {
			line = line[:end+1]
		}
		if len(bytes.TrimRight(line, "\r\n")) == 0 {
			return part[:at], part[at+len(line):]
		}
		at += len(line)
	}
	return part, nil
}
