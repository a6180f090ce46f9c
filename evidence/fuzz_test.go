package evidence

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzRead: any bytes give a log; its lines are lines of the file, in pieces or
// at once, and what is kept is bounded by the file.
func FuzzRead(f *testing.F) {
	for name := range logs {
		f.Add(data(f, name), uint8(3))
	}
	f.Add([]byte("\xff\xfe{\x00"), uint8(1))
	f.Add([]byte("MessageId,MessageTraceId\n\"<a@b>"), uint8(1))
	f.Add([]byte(`{"MessageId":" ","RecipientAddress":"0"}`), uint8(15))
	f.Add([]byte(`{"MESSAGE":"AAAAA1: message-id=<a>","_HOSTNAME":"h","SYSLOG_IDENTIFIER":"postfix/x"}`), uint8(9))
	f.Fuzz(func(t *testing.T, text []byte, piece uint8) {
		log := Read("x", text, Options{})
		lines := strings.Count(string(text), "\n") + 1
		size := 0
		for i := range log.Records {
			r := &log.Records[i]
			shown := []Line{r.First, r.Client.Line}
			for k := range r.Deliveries {
				shown = append(shown, r.Deliveries[k].Line, r.Deliveries[k].TLSLine)
			}
			for _, l := range shown {
				size += len(l.Text)
				if l.Number < 0 || l.Number > lines {
					t.Errorf("line %d of %d", l.Number, lines)
				}
				if !utf8.ValidString(l.Text) || len(l.Text) > maxText+len("…") {
					t.Errorf("text %q", l.Text)
				}
			}
			if r.MessageID == "" && r.NetworkID == "" {
				t.Errorf("a record of no message: %+v", r)
			}
		}
		if size > 64*len(text)+1024 {
			t.Errorf("%d bytes kept of %d", size, len(text))
		}
		r := NewReader("x", Options{})
		for rest := text; len(rest) > 0; {
			n := min(int(piece%16)+1, len(rest))
			r.Write(rest[:n])
			rest = rest[n:]
		}
		if again := r.Close(); !equal(&log, &again) {
			t.Errorf("in pieces: %+v, at once %+v", again, log)
		}
	})
}

// FuzzPostfixLine: the number of a line and its text are those of the file, and
// the address of a delivery is between its brackets.
func FuzzPostfixLine(f *testing.F) {
	for line := range strings.Lines(string(data(f, "postfix.log"))) {
		f.Add(strings.TrimSpace(line))
	}
	f.Fuzz(func(t *testing.T, line string) {
		if !utf8.ValidString(line) || strings.ContainsAny(line, "\r\n") || len(line) > maxText || strings.HasPrefix(line, "\uFEFF") {
			return
		}
		const before = "2026-11-03T09:42:11Z relay postfix/cleanup[1]: 3F2A1B0C9D: message-id=<a@b.example>\n"
		log := Read("x", []byte(before+line+"\n"), Options{})
		for i := range log.Records {
			for _, d := range log.Records[i].Deliveries {
				if d.Line.Number != 2 || d.Line.Text != strings.TrimSpace(line) {
					t.Errorf("line %+v", d.Line)
				}
				if !strings.Contains(line, "<"+d.To+">") || d.Sent && !strings.Contains(line, "status=sent") {
					t.Errorf("%q gives %+v", line, d)
				}
			}
		}
	})
}

// FuzzCells: cells without quotes and delimiters come back as they are.
func FuzzCells(f *testing.F) {
	f.Add(`a,"b ""c""",d`)
	f.Add(`"a`)
	f.Fuzz(func(t *testing.T, text string) {
		cells, open := cellsOf(text, ',')
		if len(cells) == 0 || len(cells) > strings.Count(text, ",")+1 {
			t.Errorf("%q: %d cells", text, len(cells))
		}
		if open {
			return
		}
		quoted := make([]string, len(cells))
		for i, c := range cells {
			quoted[i] = `"` + strings.ReplaceAll(c, `"`, `""`) + `"`
		}
		if again, open := cellsOf(strings.Join(quoted, ","), ','); open || strings.Join(again, "\x00") != strings.Join(cells, "\x00") {
			t.Errorf("%q: %q, again %q", text, cells, again)
		}
	})
}
