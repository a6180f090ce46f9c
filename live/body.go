package live

import (
	"bytes"

	"github.com/hopproof/hopproof/header"
)

// body is the body of a whole message; nil where there is nothing behind the
// header section, which is what somebody has who copied only that.
func body(input []byte, s *header.Section) []byte {
	if s.Body < 0 || s.Body >= len(input) {
		return nil
	}
	if s.Kind == header.KindMbox {
		return mboxBody(input[s.Body:])
	}
	return input[s.Body:]
}

// mboxBody is the body of the first message of what stands in an mbox (RFC 4155,
// appendix A): it ends at the next "From " line that follows an empty one, and its
// own such lines bear a ">" more than when they were signed.
func mboxBody(text []byte) []byte {
	out := make([]byte, 0, len(text))
	empty := true
	for line := range bytes.Lines(text) {
		if empty && bytes.HasPrefix(line, []byte("From ")) {
			break
		}
		empty = len(bytes.TrimRight(line, "\r\n")) == 0
		if bytes.HasPrefix(bytes.TrimLeft(line, ">"), []byte("From ")) && line[0] == '>' {
			line = line[1:]
		}
		out = append(out, line...)
	}
	return out
}
