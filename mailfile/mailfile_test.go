package mailfile_test

import (
	"context"
	"encoding/base64"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/internal/msggen"
	"github.com/hopproof/hopproof/mailfile"
	"github.com/hopproof/hopproof/msg"
	"github.com/hopproof/hopproof/report"
)

// inner is a reported mail, section what there is of it where a header section
// stands alone.
const (
	section = "Received: from a.example by b.example; Wed, 14 Oct 2026 08:15:00 +0000\n" +
		"Subject: =?utf-8?Q?Your_=C3=A9invoice?=\nFrom: accounts@example.net\n\n"
	inner = section + "Pay now. = \n"
)

// eml makes a message of the given type with the given parts.
func eml(typ string, parts ...string) string {
	body := "This is a message in parts.\n"
	for _, part := range parts {
		body += "--b1\n" + part + "\n"
	}
	return "Subject: report\nMIME-Version: 1.0\nContent-Type: " + typ + "; boundary=b1\n\n" + body + "--b1--\nbehind\n"
}

const attached = "Content-Type: message/rfc822\nContent-Disposition: attachment; filename=\"a.eml\"\n\n"

func open(t *testing.T, data string) *mailfile.File {
	t.Helper()
	f, err := mailfile.Open([]byte(data), nil)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func base64Lines(s string) string {
	text := base64.StdEncoding.EncodeToString([]byte(s))
	var b strings.Builder
	for line := range slices.Chunk([]byte(text), 76) {
		b.Write(line)
		b.WriteByte('\n')
	}
	return b.String()
}

// TestInner: a message is found in each place and dress in which mail systems
// attach one.
func TestInner(t *testing.T) {
	crlf := func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }
	item := msggen.Item{Subject: "Your éinvoice", Headers: inner}
	quoted := strings.NewReplacer(" \n", "=20\n", "=", "=3D", "é", "=C3=A9", "Pay ", "Pay=\n ").Replace(inner)
	cases := map[string]struct {
		file, text string
		kind       report.InnerKind
	}{
		"attached":             {eml("multipart/mixed", "\nSee below.", attached+inner), inner, report.InnerRFC822},
		"CRLF":                 {crlf(eml("multipart/mixed", "\nSee below.", attached+inner)), crlf(inner), report.InnerRFC822},
		"type in capitals":     {eml("Multipart/Mixed", "content-type: MESSAGE/RFC822\n\n"+inner), inner, report.InnerRFC822},
		"quoted boundary":      {strings.ReplaceAll(strings.Replace(eml("multipart/mixed", attached+inner), "=b1", `="b\;1"`, 1), "--b1", "--b;1"), inner, report.InnerRFC822},
		"last, cut off":        {strings.TrimSuffix(eml("multipart/mixed", attached+inner), "--b1--\nbehind\n"), inner + "\n", report.InnerRFC822},
		"boundary in a line":   {eml("multipart/mixed", attached+inner+"x--b1\n--b12\n"), inner + "x--b1\n--b12\n", report.InnerRFC822},
		"nested":               {eml("multipart/mixed", "Content-Type: multipart/related; boundary=b2\n\n--b2\n"+attached+inner+"\n--b2--\n"), inner, report.InnerRFC822},
		"digest":               {eml("multipart/digest", "\n"+inner), inner, report.InnerRFC822},
		"base64":               {eml("multipart/mixed", "Content-Transfer-Encoding: base64\n"+attached+base64Lines(inner)), inner, report.InnerRFC822},
		"base64, broken":       {eml("multipart/mixed", "Content-Transfer-Encoding: BASE64\n"+attached+"!"+strings.TrimRight(base64Lines(inner), "=\n")), inner, report.InnerRFC822},
		"quoted-printable":     {eml("multipart/mixed", "Content-Transfer-Encoding: quoted-printable\n"+attached+quoted), inner, report.InnerRFC822},
		"by its name":          {eml("multipart/mixed", "Content-Type: application/octet-stream; name=\"=?utf-8?Q?x.eml?=\"\nContent-Transfer-Encoding: base64\n\n"+base64Lines(inner)), inner, report.InnerRFC822},
		"by a name in pieces":  {eml("multipart/mixed", "Content-Type: application/octet-stream\nContent-Disposition: attachment;\n filename*0*=utf-8''a%20;\n filename*1=\"b.EML\"\n\n"+inner), inner, report.InnerRFC822},
		"international":        {eml("multipart/mixed", "Content-Type: message/global\n\n"+inner), inner, report.InnerRFC822},
		"returned headers":     {eml("multipart/report; report-type=delivery-status", "\nSorry.", "Content-Type: message/delivery-status\n\nAction: failed\n", "Content-Type: text/rfc822-headers\n\n"+inner), section, report.InnerHeaders},
		"the whole body":       {"Content-Type: message/rfc822\n\n" + inner, inner, report.InnerRFC822},
		"an Outlook file":      {eml("multipart/mixed", "Content-Type: application/vnd.ms-outlook; name=x.msg\nContent-Transfer-Encoding: base64\n\n"+base64Lines(string(item.Bytes()))), section, report.InnerMSG},
		"Outlook, by its name": {eml("multipart/mixed", "Content-Type: application/octet-stream; name=x.MSG\nContent-Transfer-Encoding: base64\n\n"+base64Lines(string(item.Bytes()))), section, report.InnerMSG},
		"Outlook, by its type": {eml("multipart/mixed", "Content-Type: application/vnd.ms-outlook\nContent-Transfer-Encoding: base64\n\n"+base64Lines(string(item.Bytes()))), section, report.InnerMSG},
		"signs in a name":      {eml("multipart/mixed", "Content-Type: application/octet-stream; name=\"a\\\"; b.eml\"\n\n"+inner), inner, report.InnerRFC822},
		"a path in a name":     {eml("multipart/mixed", "Content-Type: application/octet-stream; x=a\\; name=b.eml\n\n"+inner), inner, report.InnerRFC822},
		"blanks added":         {eml("multipart/mixed", "Content-Transfer-Encoding: quoted-printable\n"+attached+strings.Replace(quoted, "Pay=\n", "Pay= \t\n", 1)), inner, report.InnerRFC822},
		"foreign headers":      {eml("multipart/report", "Content-Type: message/global-headers\n\n"+inner), section, report.InnerHeaders},
		"in an Outlook file":   {string((&msggen.Item{Headers: "Subject: report\n", Attached: []msggen.Attachment{{Item: &item}}}).Bytes()), section, report.InnerMSG},
		"as file in one":       {string((&msggen.Item{Headers: "Subject: report\n", Attached: []msggen.Attachment{{Name: "x.eml", Data: []byte(inner)}}}).Bytes()), inner, report.InnerRFC822},
	}
	for name, c := range cases {
		f := open(t, c.file)
		if len(f.Inner) != 1 || f.Truncated {
			t.Errorf("%s: %d inner messages", name, len(f.Inner))
			continue
		}
		m := f.Inner[0]
		if f.Subject != "report" && strings.HasPrefix(c.file, "Subject") {
			t.Errorf("%s: the subject is %q", name, f.Subject)
		}
		if strings.TrimRight(string(m.Text), "\r\n") != strings.TrimRight(c.text, "\r\n") || m.Kind != c.kind || m.Subject != "Your éinvoice" || m.Err != nil {
			t.Errorf("%s: %s, %q, %v: %q", name, m.Kind, m.Subject, m.Err, m.Text)
		}
	}
}

// TestNoInner: what only looks like a message is none.
func TestNoInner(t *testing.T) {
	for name, file := range map[string]string{
		"plain":            "Subject: a\nContent-Type: text/plain\n\n" + attached + inner,
		"no type":          "Subject: a\n\n" + attached + inner,
		"in the preamble":  strings.Replace(eml("multipart/mixed", "\ntext"), "This is", attached, 1),
		"in the epilogue":  eml("multipart/mixed", "\ntext") + "--b1\n" + attached + inner,
		"no boundary":      "Content-Type: multipart/mixed\n\n--\n" + attached + inner,
		"delivery status":  eml("multipart/report", "Content-Type: message/delivery-status\n\nAction: failed\n"),
		"a section":        "Subject: a\nContent-Type: multipart/mixed; boundary=b1\n",
		"a section of one": "Subject: a\nContent-Type: message/rfc822\n\n",
		"empty":            "",
		"another file":     eml("multipart/mixed", "Content-Type: application/octet-stream; name=x.emlx\n\n"+inner),
		"text by its name": eml("multipart/mixed", "Content-Type: text/plain; charset=\"x.eml\"\n\n"+inner),
	} {
		if f := open(t, file); len(f.Inner) > 0 || f.Truncated || string(f.Text) != file {
			t.Errorf("%s: %+v", name, f)
		}
	}
}

// TestOrder: messages in messages stand behind the one that holds them, and
// each can be chosen.
func TestOrder(t *testing.T) {
	sub := func(s string) string { return "Subject: " + s + "\n\nbody\n" }
	middle := strings.ReplaceAll(strings.Replace(eml("multipart/mixed", attached+sub("deep")), "report", "middle", 1), "b1", "b2")
	f := open(t, eml("multipart/mixed", attached+sub("first"), attached+middle, attached+sub("last")))
	var subjects []string
	for i, m := range f.Inner {
		subjects = append(subjects, m.Subject)
		var o report.Options
		text, err := f.Select(i+1, &o)
		if err != nil || string(text) != string(m.Text) || o.InnerNumber != i+1 || o.Inner != nil || o.Kind != "" {
			t.Errorf("%d: %v, %+v", i+1, err, o)
		}
	}
	if want := []string{"first", "middle", "deep", "last"}; !slices.Equal(subjects, want) {
		t.Errorf("got %q, want %q", subjects, want)
	}
	var none *mailfile.NumberError
	if _, err := f.Select(5, &report.Options{}); !errors.As(err, &none) || none.Count != 4 {
		t.Error(err)
	}
}

// TestDocument: an Outlook file and its text give one document, but for the kind
// and the inner messages.
func TestDocument(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "testdata", "relay-postfix-gmail.eml"))
	if err != nil {
		t.Fatal(err)
	}
	item := msggen.Item{Headers: string(text), Attached: []msggen.Attachment{{Item: &msggen.Item{Subject: "in", Headers: inner}}}}
	f := open(t, string(item.Bytes()))
	var o report.Options
	chosen, err := f.Select(0, &o)
	if err != nil {
		t.Fatal(err)
	}
	got, _ := report.Analyze(context.Background(), chosen, o)
	want, _ := report.Analyze(context.Background(), text, report.Options{})
	list := got.Input.Inner
	if got.Input.Kind != report.KindMSG || len(list) != 1 || list[0] != (report.InnerMessage{Index: 1, Subject: "in", Kind: report.InnerMSG}) {
		t.Errorf("%+v", got.Input)
	}
	got.Input = want.Input
	if string(got.AppendJSON(nil, " ")) != string(want.AppendJSON(nil, " ")) {
		t.Error("the documents differ")
	}
}

func TestNoHeaders(t *testing.T) {
	item := msggen.Item{Subject: "Draft", Flags: 8, Attached: []msggen.Attachment{{Item: &msggen.Item{Subject: "in", Headers: inner}}}}
	f := open(t, string(item.Bytes()))
	var none *msg.NoHeadersError
	if _, err := f.Select(0, &report.Options{}); !errors.As(err, &none) || none.Reason != msg.IsDraft {
		t.Error(err)
	}
	if text, err := f.Select(1, &report.Options{}); err != nil || string(text) != section {
		t.Errorf("%v, %q", err, text)
	}
}

// TestFormats: the table is sorted and sourced, and each file is named.
func TestFormats(t *testing.T) {
	table, err := os.ReadFile("formats.tsv")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(string(table), "\n"), "\n")
	if !slices.IsSorted(lines[1:]) {
		t.Error("the table is not sorted")
	}
	for _, line := range lines[1:] {
		cells := strings.Split(line, "\t")
		if len(cells) != 5 || cells[0] == "" || cells[2] == "" || cells[3] == "" || cells[4] == "" {
			t.Fatalf("%q", line)
		}
		var data []byte
		for i := 0; i < len(cells[1]); i += 2 {
			n, err := strconv.ParseUint(cells[1][i:i+2], 16, 8)
			if err != nil {
				t.Fatal(err)
			}
			data = append(data, byte(n))
		}
		if data == nil {
			stream := map[string]string{"word": "WordDocument", "excel": "Workbook", "powerpoint": "PowerPoint Document",
				"encrypted-office": "EncryptedPackage", "compound-file": "Catalog"}[cells[0]]
			data = msggen.Compound(3, msggen.Stream(stream, []byte("x")))
		}
		for where, err := range map[string]error{"alone": openErr(data), "attached": attachedErr(t, data)} {
			var format *mailfile.FormatError
			if !errors.As(err, &format) || format.Format != cells[0] || !strings.Contains(err.Error(), cells[2]) {
				t.Errorf("%s, %s: %v", cells[0], where, err)
			}
		}
	}
}

func openErr(data []byte) error {
	_, err := mailfile.Open(data, nil)
	return err
}

func attachedErr(t *testing.T, data []byte) error {
	f := open(t, eml("multipart/mixed", "Content-Transfer-Encoding: base64\n"+attached+base64Lines(string(data))))
	if len(f.Inner) != 1 {
		t.Fatalf("%+v", f)
	}
	return f.Inner[0].Err
}

// TestLimits: more than the limits is said, and not read.
func TestLimits(t *testing.T) {
	part := attached + "Subject: x\n\n"
	deep := inner
	for i := range 3 * mailfile.MaxLevel {
		deep = strings.ReplaceAll(eml("multipart/mixed", attached+deep), "b1", "c"+strconv.Itoa(i)+"-")
	}
	multi := "\ntext"
	for i := range 3 * mailfile.MaxLevel {
		multi = "Content-Type: multipart/mixed; boundary=d" + strconv.Itoa(i) + "-\n\n--d" + strconv.Itoa(i) + "-\n" + multi
	}
	layers := inner
	for range 8 {
		layers = "Content-Type: message/rfc822\nContent-Transfer-Encoding: quoted-printable\n\n" + strings.ReplaceAll(layers, "=", "=3D") + strings.Repeat("x\n", 2000)
	}
	for name, file := range map[string]string{
		"messages":     eml("multipart/mixed", slices.Repeat([]string{part}, mailfile.MaxInner+1)...),
		"parts":        eml("multipart/mixed", slices.Repeat([]string{"\n"}, mailfile.MaxParts+1)...),
		"levels":       deep,
		"multiparts":   multi,
		"decoded text": layers,
	} {
		f := open(t, file)
		if !f.Truncated || len(f.Inner) > mailfile.MaxInner {
			t.Errorf("%s: %d inner messages, truncated %v", name, len(f.Inner), f.Truncated)
		}
	}
	if f := open(t, eml("multipart/mixed", slices.Repeat([]string{part}, mailfile.MaxInner)...)); f.Truncated || len(f.Inner) != mailfile.MaxInner {
		t.Errorf("%d inner messages, truncated %v", len(f.Inner), f.Truncated)
	}
}

// TestMemory: what a sender can repeat stays in proportion. Parts of 26 bytes
// are the worst: each takes room for a few fields.
func TestMemory(t *testing.T) {
	const multi = "Content-Type: multipart/mixed; boundary=b1\n\n"
	deep := strings.Repeat(multi+"--b1\n", 10_000)
	for name, file := range map[string]string{
		"parameters":   "Content-Type: " + strings.Repeat("a;", 1<<18) + "\n\nx",
		"quotes":       "Content-Type: multipart/mixed; boundary=\"" + strings.Repeat("\\\"", 1<<18) + "\n\nx",
		"delimiters":   multi + strings.Repeat("--b1\n", 1<<17),
		"multiparts":   deep,
		"odd fields":   strings.Repeat("Content-\n", 1<<16) + "\nx",
		"no fields":    strings.Repeat("foo\n", 1<<17),
		"subject":      multi + "--b1\n" + attached + "Subject: " + strings.Repeat("=?utf-8?Q?a?= ", 1<<15) + "\n\n",
		"odd sections": multi + strings.Repeat("--b1\nContent-Type: x\nfoo\n\n", 5000),
	} {
		if used := msggen.Allocated(func() { open(t, file) }); used > 64*len(file) {
			t.Errorf("%s: %d bytes allocated for a file of %d", name, used, len(file))
		}
	}
}
