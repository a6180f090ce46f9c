package answer

import (
	"os"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/internal/msggen"
	"github.com/hopproof/hopproof/wasm/page"
	"github.com/hopproof/hopproof/wasm/unread"
)

func TestAnalyze(t *testing.T) {
	headers, err := os.ReadFile("../../../testdata/relay-postfix-gmail.eml")
	if err != nil {
		t.Fatal(err)
	}
	inner := &msggen.Item{Class: "IPM.Note", Subject: "Inner", Headers: "Subject: inner\r\nFrom: <a@example.com>\r\n\r\n"}
	outlook := string((&msggen.Item{Class: "IPM.Note", Subject: "Outer", Headers: string(headers), Attached: []msggen.Attachment{{Item: inner}}}).Bytes())
	e := &page.Engine{Generator: "hopproof test"}
	for name, c := range map[string]struct{ input, options, want, code string }{
		"a message":       {string(headers), `{"declared":{"relay_ip":["203.0.113.25"]}}`, `"outcome":"held"`, ""},
		"an Outlook file": {outlook, `{"route":"office365-relay"}`, `"kind":"msg"`, ""},
		"what it lists":   {outlook, ``, `"inner":[{"index":1,"subject":"Inner","kind":"msg"}]`, ""},
		"inside it":       {outlook, `{"inner_number":1}`, `"subject":"inner"`, ""},
		"no such":         {outlook, `{"inner_number":2}`, "", unread.NoSuchInner},
		"another file":    {"PK\x03\x04\x0a\x00\x00\x00\x00\x00", ``, "", unread.NoMail},
		"nothing":         {"", ``, `"fields":0`, ""},
		"DNS":             {string(headers), `{"dns":"https://dns.example/dns-query"}`, "", page.OptionsInvalid},
		"a kind":          {string(headers), `{"kind":"msg"}`, "", page.OptionsInvalid},
		"no option":       {string(headers), `{"relay_ip":[]}`, "", page.OptionsInvalid},
		"no route":        {string(headers), `{"route":"no-such"}`, "", page.RouteInvalid},
	} {
		got, problem := Analyze(e, []byte(c.input), c.options)
		switch {
		case problem != nil && (problem.Code != c.code || problem.Message == "" || got != ""):
			t.Errorf("%s: %+v, want %q", name, problem, c.code)
		case problem == nil && (c.code != "" || !strings.Contains(got, c.want)):
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}
