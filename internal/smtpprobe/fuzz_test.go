package smtpprobe

import (
	"bufio"
	"bytes"
	"testing"
)

// FuzzReply: whatever a server says is a reply of bounded size or an error, and
// what stands behind a reply stays where it is.
func FuzzReply(f *testing.F) {
	for _, text := range []string{"220 mx.contoso.example\r\nrest", hello, "250-a\n250", "+25 a\r\n", "250-\r\n\r\n", "25", "\x00\xff\r\n", "999 a\r\n"} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		source := bytes.NewReader(text)
		s := session{in: bufio.NewReaderSize(source, maxLine)}
		code, lines, err := s.reply()
		if err != nil {
			return
		}
		size := 0
		for _, line := range lines {
			size += len(line)
		}
		left := source.Len() + s.in.Buffered()
		if code < 200 || code > 599 || len(lines) == 0 || len(lines) > maxLines || size > len(text) || bytes.Count(text[:len(text)-left], []byte("\n")) != len(lines) {
			t.Errorf("%d, %d lines, %d bytes left of %q", code, len(lines), left, text)
		}
		offers(lines, "STARTTLS")
	})
}
