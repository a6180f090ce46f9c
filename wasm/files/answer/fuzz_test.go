package answer

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/hopproof/hopproof/internal/msggen"
	"github.com/hopproof/hopproof/wasm/unread"
)

// FuzzOpen: a file gives JSON in which each message has a text or an error, or
// one error with a code; so does a route file.
func FuzzOpen(f *testing.F) {
	f.Add((&msggen.Item{Class: "IPM.Note", Headers: section, Attached: []msggen.Attachment{{Item: &msggen.Item{Headers: section}}}}).Bytes())
	f.Add([]byte(section))
	f.Add([]byte("%PDF-1.7\n"))
	f.Add([]byte("legs: [{role: relay, ip: 203.0.113.25}]"))
	mail, err := os.ReadFile("../../../testdata/archive-loop.eml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(mail)
	f.Fuzz(func(t *testing.T, data []byte) {
		if text := Route("r", data); !json.Valid([]byte(text)) {
			t.Errorf("route: %s", text)
		}
		var s Shelf
		text, e := s.Open(data)
		if e != nil {
			if text != "" || e.Code == "" {
				t.Errorf("%+v beside %q", e, text)
			}
			return
		}
		var got struct{ Inner []json.RawMessage }
		if err := json.Unmarshal([]byte(text), &got); err != nil {
			t.Fatalf("%v in %s", err, text)
		}
		for n := range len(got.Inner) + 2 {
			if b, e := s.Text(n); (n > len(got.Inner)) != (e != nil && e.Code == unread.NoSuchInner) || e != nil && len(b) > 0 {
				t.Errorf("message %d of %d: %d bytes, %+v", n, len(got.Inner), len(b), e)
			}
		}
	})
}
