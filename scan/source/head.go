package source

import "bytes"

// beyond is how much is looked at behind the section of a message in a stream,
// in case the section has to be mended.
const beyond = 16 << 10

// sectionEnd is where the header section of text ends: behind the first empty
// line that follows one with text in it (RFC 5322 section 2.1). -1: not yet.
// Lines that end before from were looked at already.
func sectionEnd(text []byte, from int) int {
	blank := len(text) - len(bytes.TrimLeft(text, " \t\r\n"))
	for pos := max(from, blank); ; {
		i := bytes.IndexByte(text[pos:], '\n')
		if i < 0 {
			return -1
		}
		line := bytes.TrimRight(text[pos:pos+i], "\r")
		pos += i + 1
		if len(line) == 0 {
			return pos
		}
	}
}

// head makes the header section of what is ahead stand ahead, and a byte behind
// it, so that its end shows; of an input that is in memory as a whole it shows to
// whoever reads it. It gives up at MaxHead.
func (w *window) head() []byte {
	from := 0
	for n := 1; ; {
		text := w.fill(n)
		text = text[:min(len(text), MaxHead)]
		if w.err != nil || len(text) == MaxHead {
			return text
		}
		end := sectionEnd(text, from)
		if end >= 0 && end < len(text) {
			return text
		}
		if end < 0 {
			from = bytes.LastIndexByte(text, '\n') + 1
		}
		n = min(2*len(text), MaxHead)
	}
}
