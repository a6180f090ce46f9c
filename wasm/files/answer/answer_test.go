package answer

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/internal/msggen"
	"github.com/hopproof/hopproof/report"
	"github.com/hopproof/hopproof/wasm/page"
	"github.com/hopproof/hopproof/wasm/unread"
)

const section = "Received: from a.example by b.example; Tue, 3 Nov 2026 10:00:00 +0000\r\nSubject: Scan\r\n\r\n"

// TestOpen: an Outlook file and what is attached to it can be had one by one, and
// analysed as what they are.
func TestOpen(t *testing.T) {
	inner := &msggen.Item{Class: "IPM.Note", Subject: "Inner", Headers: section}
	outer := &msggen.Item{Class: "IPM.Note", Subject: "Outer", Headers: section, Attached: []msggen.Attachment{{Item: inner}}}
	var s Shelf
	text, e := s.Open(outer.Bytes())
	if e != nil {
		t.Fatal(e)
	}
	var got struct {
		Kind, Subject string
		Inner         []report.InnerMessage
	}
	if err := json.Unmarshal([]byte(text), &got); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	if got.Kind != "msg" || got.Subject != "Outer" || len(got.Inner) != 1 || got.Inner[0].Subject != "Inner" || got.Inner[0].Kind != report.InnerMSG {
		t.Errorf("%s", text)
	}
	for n := range 2 {
		if b, e := s.Text(n); e != nil || string(b) != section {
			t.Errorf("message %d: %q, %v", n, b, e)
		}
	}
	if _, e := s.Text(2); e == nil || e.Code != unread.NoSuchInner {
		t.Errorf("message 2: %+v", e)
	}
	engine := page.Engine{}
	document, e := engine.Analyze([]byte(section), `{"kind":"msg","inner_number":1,"inner":[{"index":1,"subject":"Inner","kind":"msg"}]}`)
	if e != nil || !strings.Contains(document, `"kind":"msg"`) || !strings.Contains(document, `"inner_number":1`) || !strings.Contains(document, `"subject":"Inner"`) {
		t.Errorf("%+v %s", e, document)
	}
}

// TestJSON: the text of JSON is that of its fields.
func TestJSON(t *testing.T) {
	var s Shelf
	text, e := s.Open([]byte(`{"internetMessageHeaders":[{"name":"Subject","value":"a"}]}`))
	if e != nil || !strings.HasPrefix(text, `{"kind":"json","subject":"a"`) {
		t.Fatalf("%s, %+v", text, e)
	}
	if b, e := s.Text(0); e != nil || string(b) != "Subject: a\r\n" {
		t.Errorf("%q, %+v", b, e)
	}
}

// TestRefused: what is no mail is named by a code.
func TestRefused(t *testing.T) {
	whole := (&msggen.Item{Class: "IPM.Note", Headers: section}).Bytes()
	for code, data := range map[string][]byte{unread.NoMail: []byte("%PDF-1.7\n"), unread.Damaged: whole[:600]} {
		var s Shelf
		if _, e := s.Open(data); e == nil || e.Code != code {
			t.Errorf("want %s, got %+v", code, e)
		}
		if _, e := s.Text(0); e == nil || e.Code != unread.NoSuchInner {
			t.Errorf("nothing is open, and yet %+v", e)
		}
	}
	var s Shelf
	text, e := s.Open((&msggen.Item{Class: "IPM.Note", Flags: 8}).Bytes())
	if e != nil || !strings.Contains(text, `"code":"no-headers","value":"draft"`) {
		t.Errorf("a draft: %+v %s", e, text)
	}
}

func TestRoute(t *testing.T) {
	if got := Route("r.yaml", []byte("name: x\nlegs: [{leg: eop, role: eop}]\n")); !json.Valid([]byte(got)) || !strings.Contains(got, `"name": "x"`) {
		t.Error(got)
	}
	if got := Route("r.yaml", []byte("nmae: x\n")); !strings.Contains(got, `"line":1`) || strings.Contains(got, `"route"`) {
		t.Error(got)
	}
	if got := Route("r.yaml", []byte(strings.Repeat("x", 1<<20))); !strings.Contains(got, "no route file") {
		t.Error(got)
	}
}
