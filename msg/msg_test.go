package msg_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/emersion/go-message/charset"

	"github.com/hopproof/hopproof/internal/msggen"
	"github.com/hopproof/hopproof/msg"
)

// headers is a section of the made-up messages, with line ends as Outlook
// keeps them.
func headers(t testing.TB, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	section, _, _ := strings.Cut(strings.ReplaceAll(string(b), "\r\n", "\n"), "\n\n")
	return strings.ReplaceAll(section, "\n", "\r\n") + "\r\n\r\n"
}

// decode knows the character sets that the command knows.
func decode(name string, text []byte) (string, bool) {
	r, err := charset.Reader(name, bytes.NewReader(text))
	if err != nil {
		return "", false
	}
	b, err := io.ReadAll(r)
	return string(b), err == nil
}

// The words of the tests in code pages 1252 and 932, and any text as it is.
var (
	latin    = strings.NewReplacer("ü", "\xfc", "ß", "\xdf", "€", "\x80")
	japanese = strings.NewReplacer("スキャン", "\x83\x58\x83\x4c\x83\x83\x83\x93")
	asIs     = strings.NewReplacer()
)

func encode(r *strings.Replacer) func(string) []byte {
	return func(s string) []byte { return []byte(r.Replace(s)) }
}

// TestHeaders: the headers come out as they were put in.
func TestHeaders(t *testing.T) {
	short := "Received: from a.example by b.example; Wed, 14 Oct 2026 08:15:00 +0000\r\nSubject: "
	cases := map[string]msggen.Item{
		"utf16":          {Headers: headers(t, "relay-postfix-gmail.eml"), Subject: "Numérisation"},
		"utf16, short":   {Headers: short + "Grüße ☃ 🖨\r\n", Subject: "Grüße ☃ 🖨"},
		"1252":           {Headers: short + "Grüße, 5 €\r\n", Subject: "Grüße, 5 €", Encode: encode(latin), CodePage: 1252, CodePageTag: 0x3ffd},
		"932":            {Headers: short + "スキャン\r\n", Subject: "スキャン", Encode: encode(japanese), CodePage: 932, CodePageTag: 0x3ffd},
		"932, of a body": {Headers: short + "スキャン\r\n", Subject: "スキャン", Encode: encode(japanese), CodePage: 932, CodePageTag: 0x3fde},
		"ascii, unnamed": {Headers: short + "Scan\r\n", Subject: "Scan", Encode: encode(asIs)},
		"utf8":           {Headers: short + "Grüße\r\n", Subject: "Grüße", Encode: encode(asIs), CodePage: 65001, CodePageTag: 0x3ffd},
	}
	for name, item := range cases {
		for _, item.Version = range []int{3, 4} {
			m, err := msg.Parse(item.Bytes(), decode)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if got, err := m.Headers(); err != nil || got != item.Headers {
				t.Errorf("%s: %v; got %q, want %q", name, err, got, item.Headers)
			}
			if m.Subject != item.Subject || m.CodePage != int(item.CodePage) || m.Undecoded {
				t.Errorf("%s: %+v", name, m)
			}
		}
	}
}

// TestUndecoded: a code page that nobody knows is said, not guessed.
func TestUndecoded(t *testing.T) {
	for _, page := range []uint32{0, 932, 1} {
		item := msggen.Item{Headers: "Subject: \x83X\r\n", CodePage: page, CodePageTag: 0x3ffd, Encode: encode(asIs)}
		m, err := msg.Parse(item.Bytes(), nil)
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := m.Headers(); !m.Undecoded || got != "Subject: \ufffdX\r\n" {
			t.Errorf("code page %d: %v, %q", page, m.Undecoded, got)
		}
	}
}

// TestOddUTF16: what is no character becomes U+FFFD, and no text is read on.
func TestOddUTF16(t *testing.T) {
	for in, want := range map[string]string{
		"a\x00\x00\xd8b\x00":     "a\ufffdb",
		"\x00\xdc":               "\ufffd",
		"\x3d\xd8":               "\ufffd",
		"\x3d\xd8\x42\xde":       "🙂",
		"\x3d\xd8\x3d\xd8":       "\ufffd\ufffd",
		"a\x00b":                 "a",
		"a\x00\x00\x00\x00\x00":  "a",
		"\xff\xfea\x00\x00\x00b": "\ufeffa",
	} {
		data := msggen.Compound(3, msggen.Stream("__properties_version1.0", make([]byte, 32)), msggen.Stream("__substg1.0_007D001F", []byte(in)))
		m, err := msg.Parse(data, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := m.Headers(); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestNoHeaders(t *testing.T) {
	for _, c := range []struct {
		item msggen.Item
		want msg.Reason
	}{
		{msggen.Item{Class: "IPM.Note", Flags: 0x9}, msg.IsDraft},
		{msggen.Item{Class: "IPM.Note", Flags: 0x21}, msg.IsOwnCopy},
		{msggen.Item{Class: "IPM.Note", Flags: 0x1}, msg.IsNotReceived},
		{msggen.Item{Class: "IPM.Contact"}, msg.IsNoMail},
		{msggen.Item{Class: "ipm.task.Weekly", Flags: 0x8}, msg.IsNoMail},
		{msggen.Item{Class: "IPM.Tasks"}, msg.IsNotReceived},
	} {
		c.item.Subject = "Offer"
		m, err := msg.Parse(c.item.Bytes(), nil)
		if err != nil {
			t.Fatal(err)
		}
		_, err = m.Headers()
		var none *msg.NoHeadersError
		if !errors.As(err, &none) || none.Reason != c.want || none.Subject != "Offer" || none.Class != c.item.Class {
			t.Errorf("%+v: %#v", c.item, err)
		}
		why := map[msg.Reason]string{msg.IsDraft: "a draft", msg.IsOwnCopy: "own copy", msg.IsNotReceived: "never received", msg.IsNoMail: "(" + c.item.Class + ")"}
		if !strings.Contains(err.Error(), why[c.want]) {
			t.Errorf("%+v: %v", c.item, err)
		}
	}
}

func TestAttachments(t *testing.T) {
	phish := &msggen.Item{Class: "IPM.Note", Subject: "Your invoice", Headers: headers(t, "direct-send.eml"),
		Attached: []msggen.Attachment{{Item: &msggen.Item{Subject: "deeper", Headers: "Subject: deeper\r\n"}}}}
	item := msggen.Item{Subject: "Report", Headers: "Subject: Report\r\n", Attached: []msggen.Attachment{
		{Name: "logo.png", Data: []byte("\x89PNG")},
		{Item: phish},
		{Name: "Scan.EML", Data: []byte("Subject: by value\r\n")},
		{Name: "mail", MIME: "message/rfc822", Data: []byte("Subject: by type\r\n")},
		{Item: &msggen.Item{Subject: "a picture as OLE"}, Method: 6},
		{Method: 5},
		{Name: "Report.MSG", Data: []byte("by name")},
		{Name: "mail", MIME: "application/vnd.ms-outlook", Data: []byte("by type")},
	}}
	m, err := msg.Parse(item.Bytes(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(m.Attachments) != 6 {
		t.Fatalf("%d attachments: %+v", len(m.Attachments), m.Attachments)
	}
	inner := m.Attachments[0].Message
	if got, err := inner.Headers(); err != nil || got != phish.Headers || inner.Subject != "Your invoice" {
		t.Errorf("%v, %q", err, got)
	}
	if got, err := inner.Attachments[0].Message.Headers(); err != nil || got != "Subject: deeper\r\n" {
		t.Errorf("deeper: %v, %q", err, got)
	}
	if a := m.Attachments[1]; string(a.Data) != "Subject: by value\r\n" || a.Name != "Scan.EML" {
		t.Errorf("by value: %+v", a)
	}
	if a := m.Attachments[2]; string(a.Data) != "Subject: by type\r\n" {
		t.Errorf("by type: %+v", a)
	}
	if a := m.Attachments[3]; a.Err == nil {
		t.Errorf("an attached item that is not there: %+v", a)
	}
	if a, b := m.Attachments[4], m.Attachments[5]; string(a.Data) != "by name" || string(b.Data) != "by type" {
		t.Errorf("Outlook files: %+v, %+v", a, b)
	}
}

// TestInheritedCodePage: an attached item without a code page has that of the
// item around it.
func TestInheritedCodePage(t *testing.T) {
	item := msggen.Item{CodePage: 1252, CodePageTag: 0x3ffd, Encode: encode(latin), Attached: []msggen.Attachment{
		{Item: &msggen.Item{Headers: "Subject: Grüße\r\n", Encode: encode(latin)}}}}
	m, err := msg.Parse(item.Bytes(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if got, _ := m.Attachments[0].Message.Headers(); got != "Subject: Grüße\r\n" {
		t.Errorf("%q", got)
	}
}

func TestDepth(t *testing.T) {
	item := &msggen.Item{Headers: "Subject: innermost\r\n"}
	for range 3 * msg.MaxDepth {
		item = &msggen.Item{Headers: "Subject: x\r\n", Attached: []msggen.Attachment{{Item: item}}}
	}
	m, err := msg.Parse(item.Bytes(), nil)
	if err != nil {
		t.Fatal(err)
	}
	depth := 0
	for ; m != nil && len(m.Attachments) > 0; m = m.Attachments[0].Message {
		depth++
		if m.Attachments[0].Message == nil && !errors.Is(m.Attachments[0].Err, msg.ErrDepth) {
			t.Error(m.Attachments[0].Err)
		}
	}
	if depth != msg.MaxDepth+1 {
		t.Errorf("%d deep", depth)
	}
}

func TestOtherFiles(t *testing.T) {
	for stream, want := range map[string]msg.Content{
		"WordDocument": msg.Word, "Workbook": msg.Excel, "Book": msg.Excel, "PowerPoint Document": msg.PowerPoint,
		"EncryptedPackage": msg.Encrypted, "Catalog": msg.Other,
	} {
		_, err := msg.Parse(msggen.Compound(3, msggen.Stream(stream, []byte("x"))), nil)
		var format *msg.FormatError
		if !errors.As(err, &format) || format.Content != want || !strings.Contains(err.Error(), string(want)) {
			t.Errorf("%s: %v", stream, err)
		}
	}
	var format *msg.FormatError
	if _, err := msg.Parse([]byte("Subject: x\r\n"), nil); !errors.As(err, &format) {
		t.Error(err)
	}
	var damage *msg.DamagedError
	if _, err := msg.Parse(make32("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), nil); !errors.As(err, &damage) {
		t.Error(err)
	}
}

func make32(s string) []byte { return append([]byte(s), make([]byte, 24)...) }

// TestCodePages: the table is sorted, sourced, and names sets that the command
// can decode.
func TestCodePages(t *testing.T) {
	table, err := os.ReadFile("codepages.tsv")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(string(table), "\n"), "\n")
	last := ""
	for _, line := range lines[1:] {
		cells := strings.Split(line, "\t")
		if len(cells) != 4 || cells[2] == "" || cells[3] == "" {
			t.Fatalf("%q", line)
		}
		if number := strings.Repeat("0", 5-len(cells[0])) + cells[0]; number <= last {
			t.Errorf("%s is out of order", cells[0])
		} else {
			last = number
		}
		if _, ok := decode(cells[1], []byte("a")); !ok {
			t.Errorf("%s is not known", cells[1])
		}
	}
}

// FuzzParse: any bytes give valid text, or an error, and in proportion.
func FuzzParse(f *testing.F) {
	inner := &msggen.Item{Subject: "inner", Headers: "Subject: inner\r\n"}
	f.Add((&msggen.Item{Class: "IPM.Note", Subject: "é", Headers: "Subject: é\r\n", Flags: 8, Attached: []msggen.Attachment{
		{Item: inner}, {Name: "a.eml", Data: []byte("Subject: a\r\n")}}}).Bytes())
	f.Add((&msggen.Item{Headers: "Subject: \xe9\r\n", CodePage: 1252, CodePageTag: 0x3ffd, Encode: encode(asIs)}).Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		var m *msg.Message
		var err error
		if used := msggen.Allocated(func() { m, err = msg.Parse(data, decode) }); used > 32*len(data)+1<<20 {
			t.Errorf("%d bytes allocated for a file of %d", used, len(data))
		}
		if err == nil {
			check(t, m, len(data))
		}
	})
}

func check(t *testing.T, m *msg.Message, size int) {
	text, err := m.Headers()
	if (text == "") == (err == nil) || !utf8.ValidString(text+m.Subject+m.Class) || len(text) > 3*size {
		t.Errorf("%q, %v, %+v", text, err, m)
	}
	for _, a := range m.Attachments {
		if a.Message != nil {
			check(t, a.Message, size)
		}
	}
}

// FuzzHeaders: headers that were put in come out.
func FuzzHeaders(f *testing.F) {
	f.Add("Subject: é\r\n", "a")
	f.Add(strings.Repeat("x", 5000), "\U0001f642")
	f.Fuzz(func(t *testing.T, text, subject string) {
		text, subject = strings.ToValidUTF8(text, ""), strings.ToValidUTF8(subject, "")
		if strings.HasSuffix(text, "\x00") || strings.HasSuffix(subject, "\x00") {
			return
		}
		m, err := msg.Parse((&msggen.Item{Headers: text, Subject: subject}).Bytes(), nil)
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := m.Headers(); got != text || m.Subject != subject {
			t.Errorf("%q and %q became %q and %q", text, subject, got, m.Subject)
		}
	})
}
