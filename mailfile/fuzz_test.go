package mailfile_test

import (
	"bytes"
	"encoding/base64"
	"io"
	"mime/quotedprintable"
	"strings"
	"testing"

	"github.com/emersion/go-message"

	"github.com/hopproof/hopproof/internal/msggen"
	"github.com/hopproof/hopproof/mailfile"
	"github.com/hopproof/hopproof/report"
)

// FuzzOpen: any bytes are opened in proportion to their size, and each inner
// message has a text or a reason.
func FuzzOpen(f *testing.F) {
	f.Add([]byte(eml("multipart/mixed", "\nSee below.", attached+inner)))
	f.Add([]byte(eml("multipart/digest", "\n"+inner, "Content-Transfer-Encoding: base64\n\n"+base64Lines(inner))))
	f.Add([]byte("Content-Type: message/rfc822\nContent-Transfer-Encoding: quoted-printable\n\n" + eml("multipart/mixed", attached+inner)))
	item := msggen.Item{Headers: inner, Attached: []msggen.Attachment{{Name: "x.eml", Data: []byte(eml("multipart/mixed", attached+inner))}}}
	f.Add(item.Bytes())
	f.Add([]byte(`{"value":[{"internetMessageHeaders":` + jsonFields + `}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var file *mailfile.File
		var err error
		if used := msggen.Allocated(func() { file, err = mailfile.Open(data, nil) }); used > 200*len(data)+2<<20 {
			t.Errorf("%d bytes allocated for a file of %d", used, len(data))
		}
		if err != nil {
			return
		}
		for i := range file.Inner {
			text, err := file.Select(i+1, &report.Options{})
			if len(text) > 3*len(data) || err != nil && len(text) > 0 {
				t.Errorf("%d bytes, %v, of a file of %d", len(text), err, len(data))
			}
		}
	})
}

// FuzzAttached: a message that was attached comes out as it was, and as
// go-message reads it. A blank one is none.
func FuzzAttached(f *testing.F) {
	f.Add([]byte(inner), byte(0))
	f.Add([]byte("Subject: a\r\n\r\n\x00\xff= \t\r\n"), byte(1))
	f.Add([]byte("Subject: a\n\n--b1\n--b1--\n"), byte(2))
	f.Add([]byte("Subject: a\n\n.\n--b"), byte(0))
	f.Fuzz(func(t *testing.T, text []byte, encoding byte) {
		if len(bytes.TrimSpace(text)) == 0 || bytes.Contains(text, []byte("--b1")) && encoding%3 != 1 || bytes.Contains(text, []byte("\n--")) && encoding%3 == 2 {
			return
		}
		part := encoded(text, encoding)
		crlf := "Subject: report\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b1\r\n\r\n--b1\r\n" + part + "\r\n--b1--\r\n"
		file, err := mailfile.Open([]byte(crlf), nil)
		if err != nil || len(file.Inner) == 0 {
			t.Fatalf("%v, no inner message in %q", err, crlf)
		}
		m := file.Inner[0]
		if m.Err != nil || m.Kind != report.InnerRFC822 {
			return // the text begins as another file does
		}
		if !bytes.Equal(m.Text, text) {
			t.Errorf("%q became %q", text, m.Text)
		}
		if theirs, ok := goMessage(crlf); ok && !bytes.Equal(theirs, text) && encoding%3 != 0 {
			t.Errorf("go-message reads %q, not %q", theirs, text)
		}
	})
}

// encoded is a part that holds a message, as it is, in base64 or in
// quoted-printable.
func encoded(text []byte, encoding byte) string {
	const head = "Content-Type: message/rfc822\r\n"
	switch encoding % 3 {
	case 1:
		return head + "Content-Transfer-Encoding: base64\r\n\r\n" + base64.StdEncoding.EncodeToString(text)
	case 2:
		var b strings.Builder
		w := quotedprintable.NewWriter(&b)
		w.Binary = true
		w.Write(text)
		w.Close()
		return head + "Content-Transfer-Encoding: quoted-printable\r\n\r\n" + b.String()
	}
	return head + "\r\n" + string(text)
}

// goMessage is the body of the first part as go-message reads it.
func goMessage(text string) ([]byte, bool) {
	entity, err := message.Read(strings.NewReader(text))
	if err != nil || entity.MultipartReader() == nil {
		return nil, false
	}
	part, err := entity.MultipartReader().NextPart()
	if err != nil {
		return nil, false
	}
	b, err := io.ReadAll(part.Body)
	return b, err == nil
}
