package mailfile_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/hopproof/hopproof/mailfile"
	"github.com/hopproof/hopproof/report"
)

const jsonFields = `[{"name":"Received","value":"from a.example (192.0.2.1) by b.example; Wed, 14 Oct 2026 08:15:00 +0000"},` +
	`{"name":"Subject","value":"=?utf-8?Q?Caf=C3=A9?="}]`

const jsonSection = "Received: from a.example (192.0.2.1) by b.example; Wed, 14 Oct 2026 08:15:00 +0000\r\nSubject: =?utf-8?Q?Caf=C3=A9?=\r\n"

// TestJSON: the fields of one message are found wherever a service puts them, and no
// value begins a field.
func TestJSON(t *testing.T) {
	little := []byte{0xff, 0xfe}
	for _, unit := range utf16.Encode([]rune(jsonFields)) {
		little = append(little, byte(unit), byte(unit>>8))
	}
	for name, test := range map[string]struct{ text, section string }{
		"the list":                 {jsonFields, jsonSection},
		"behind a byte order mark": {"\ufeff\r\n " + jsonFields, jsonSection},
		"UTF-16":                   {string(little), jsonSection},
		"Graph, a message":         {`{"@odata.context":"x","id":"A","internetMessageHeaders":` + jsonFields + `,"sender":null}`, jsonSection},
		"Graph, a list of one":     {`{"value":[{"id":"A","internetMessageHeaders":` + jsonFields + `}]}`, jsonSection},
		"PowerShell": {strings.NewReplacer("internet", "Internet", "name", "Name", "value", "Value").
			Replace(`[{"internetMessageHeaders":` + jsonFields + `}]`), jsonSection},
		"Gmail, with parts": {`{"payload":{"partId":"","headers":` + jsonFields + `,"parts":[{"headers":[{"name":"Content-Type","value":"text/plain"}]}]}}`, jsonSection},
		"a quarantined message": {`{"Identity":"a\\b","Organization":"contoso.example","Header":"Received: by a\r\nSubject: =?utf-8?Q?Caf=C3=A9?=\r\n\r\nbody"}`,
			"Received: by a\r\nSubject: =?utf-8?Q?Caf=C3=A9?=\r\n\r\n"},
		"values with line ends": {`[{"name":"X-A","value":"a\r\nReceived: b\n\tc\rd\r\n\r\ne\n"},{"name":"Subject","value":"Caf\u00e9"}]`,
			"X-A: a\r\n Received: b\r\n\tc\r\n d\r\n \r\n e\r\n \r\nSubject: Café\r\n"},
	} {
		f, err := mailfile.Open([]byte(test.text), nil)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if string(f.Text) != test.section || f.Kind != report.InnerHeaders || f.Subject != "Café" {
			t.Errorf("%s: %q, %s, subject %q", name, f.Text, f.Kind, f.Subject)
		}
		d, err := report.Analyze(context.Background(), f.Text, report.Options{})
		if count := strings.Count(test.text, `Received"`); err != nil || name != "UTF-16" && name[0] != 'a' && len(d.Hops) != count {
			t.Errorf("%s: %d hops, %v", name, len(d.Hops), err)
		}
	}
}

// TestNoJSON: JSON without the fields of one message is named; what only begins like
// JSON is text.
func TestNoJSON(t *testing.T) {
	for text, format := range map[string]string{
		`{}`: "json",
		`[{"MessageTraceId":"a","Received":"2026-10-14T08:15:00"}]`:                      "json",
		`{"headers":[{"name":"a b","value":"c"}]}`:                                       "json",
		`{"headers":[{"name":"a:b","value":"c"}]}`:                                       "json",
		`{"headers":[{"name":"a","value":1}]}`:                                           "json",
		`{"headers":[]}`:                                                                 "json",
		`[{"internetMessageHeaders":` + jsonFields + `},{"headers":` + jsonFields + `}]`: "json-messages",
		`[` + strings.Repeat(" ", mailfile.MaxJSON) + `]`:                                "json-large",
	} {
		var e *mailfile.FormatError
		if _, err := mailfile.Open([]byte(text), nil); !errors.As(err, &e) || e.Format != format {
			t.Errorf("%.60s: %v", text, err)
		}
	}
	for _, text := range []string{"", "{", "[a]\nSubject: b\n\n", jsonFields + ",", "\ufeff", "\xff\xfe", "\xff\xfe{"} {
		f, err := mailfile.Open([]byte(text), nil)
		if err != nil || string(f.Text) != text || f.Kind != report.InnerRFC822 {
			t.Errorf("%q: %v", text, err)
		}
	}
}
