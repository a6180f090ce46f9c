package answer

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/compare"
	"github.com/hopproof/hopproof/internal/jsontext"
	"github.com/hopproof/hopproof/internal/redactcheck"
	"github.com/hopproof/hopproof/redact"
	"github.com/hopproof/hopproof/report"
	"github.com/hopproof/hopproof/wasm/page"
)

var engine = page.Engine{Generator: "hopproof test"}

const declared = `{"route":"office365-relay","declared":{"relay_ip":["203.0.113.25"],"relay_host":["relay.contoso.example"]},"trust":["relay.contoso.example","203.0.113.0/24"]}`

func message(t testing.TB, name string) []byte {
	t.Helper()
	text, err := os.ReadFile("../../../testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// TestFormats: every format is that of its writer, and no other is one.
func TestFormats(t *testing.T) {
	a, b := message(t, "relay-postfix-gmail.eml"), message(t, "direct-send.eml")
	d, _ := engine.Document(a, declared)
	other, _ := engine.Document(b, declared)
	c := compare.Documents(&d, &other)
	sides := [2]Side{{a, declared}, {b, declared}}
	for name, got := range map[string]func() (string, *page.Error){
		string(report.AppendHTML(nil, "", report.Overall{}, &d)): func() (string, *page.Error) { return Report(&engine, "html", a, declared) },
		string(report.AppendMarkdown(nil, &d, "")):               func() (string, *page.Error) { return Report(&engine, "markdown", a, declared) },
		string(report.AppendSVG(nil, &d, "")):                    func() (string, *page.Error) { return Report(&engine, "svg", a, declared) },
		string(c.AppendHTML(nil, "en")):                          func() (string, *page.Error) { return Compare(&engine, "html", &sides[0], &sides[1]) },
		string(c.AppendMarkdown(nil, "en")):                      func() (string, *page.Error) { return Compare(&engine, "markdown", &sides[0], &sides[1]) },
		string(c.AppendJSON(nil, "en", "")):                      func() (string, *page.Error) { return Compare(&engine, "json", &sides[0], &sides[1]) },
	} {
		if text, problem := got(); problem != nil || text != name {
			t.Errorf("%+v, %q, want %q", problem, text, name)
		}
	}
	_, first := Report(&engine, "pdf", a, declared)
	_, second := Compare(&engine, "pdf", &sides[0], &sides[1])
	for _, problem := range []*page.Error{first, second} {
		if problem == nil || problem.Code != page.OptionsInvalid {
			t.Errorf("a format that is none: %+v", problem)
		}
	}
	if _, problem := Compare(&engine, "html", &sides[0], &Side{b, `{"unknown":1}`}); problem == nil {
		t.Error("options that are none were taken")
	}
}

// redacted is what Redact answers.
type redacted struct {
	Text, Route string
	Trust, Lost []string
	Pairs       []redact.Pair
	Refused     *struct{ Code, Field, Kind, Number string }
}

func ask(t testing.TB, p *Pseudonyms, input []byte, options string) redacted {
	t.Helper()
	text, problem := p.Redact(&engine, input, options)
	if problem != nil {
		t.Fatalf("%+v", problem)
	}
	var r redacted
	if err := json.Unmarshal([]byte(text), &r); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return r
}

func fixed() *Pseudonyms { return withKey([]byte(strings.Repeat("k", redact.KeySize))) }

// TestRedact: the text is that of package redact, and with its route and trust it
// gives the verdict of the original.
func TestRedact(t *testing.T) {
	m, err := redact.NewMap([]byte(strings.Repeat("k", redact.KeySize)))
	if err != nil {
		t.Fatal(err)
	}
	input := message(t, "relay-postfix-gmail.eml")
	got := ask(t, fixed(), input, declared)
	if want := string(redact.Section(input, m).Text); got.Text != want || got.Refused != nil {
		t.Fatalf("%+v, want %s", got, want)
	}
	if strings.Contains(got.Text+got.Route+strings.Join(got.Trust, " "), "contoso") || len(got.Trust) != 2 {
		t.Errorf("names are left: %+v", got)
	}
	if !slices.ContainsFunc(got.Pairs, func(p redact.Pair) bool {
		return p.Original == "203.0.113.25" && strings.Contains(got.Route, p.Pseudonym)
	}) {
		t.Errorf("the route does not follow the pairs: %s", got.Route)
	}
	before, _ := engine.Document(input, declared)
	if before.Route.Outcome != report.Held {
		t.Fatalf("the original is %s", before.Route.Outcome)
	}
}

// TestPseudonymsAgree: the messages of a visit share them, visits do not.
func TestPseudonymsAgree(t *testing.T) {
	one, other := NewPseudonyms(), NewPseudonyms()
	input := message(t, "relay-postfix-gmail.eml")
	first := ask(t, one, input, "{}")
	ask(t, one, message(t, "direct-send.eml"), "{}")
	if again := ask(t, one, input, "{}"); again.Text != first.Text || len(again.Pairs) <= len(first.Pairs) {
		t.Error("a message of the same visit has other pseudonyms")
	}
	if strange := ask(t, other, input, "{}"); strange.Text == first.Text {
		t.Error("two visits share their pseudonyms")
	}
}

// TestRefused: an answer names the field of a leak, from 1, and no more than the
// code of the others.
func TestRefused(t *testing.T) {
	for want, refusal := range map[string]redactcheck.Refusal{
		`{"refused":{"code":"misread"}}`: {Code: redactcheck.Misread},
		`{"refused":{"code":"leak","field":"X-A","kind":"domain","number":"4"}}`: {
			Code: redactcheck.Leaking, Leak: redact.Leak{Field: 3, Name: "X-A", Kind: redact.LeakDomain},
		},
	} {
		w := jsontext.Writer{}
		w.Open('{')
		writeRefusal(&w, &refusal)
		w.Close('}')
		if string(w.Text) != want {
			t.Errorf("%s, want %s", w.Text, want)
		}
	}
	input := message(t, "relay-postfix-gmail.eml")
	if d, _ := engine.Document(input, declared); d.Route == nil {
		t.Error("no route was asked for")
	}
	if _, problem := fixed().Redact(&engine, input, `{"unknown":1}`); problem == nil {
		t.Error("options that are none were taken")
	}
}

// TestMany: the files of a run are counted together, a mailbox by its messages,
// and a new run begins anew.
func TestMany(t *testing.T) {
	m := Many{Engine: &engine}
	if _, problem := m.Summary("json", "en"); problem == nil || problem.Code != NotCounted {
		t.Errorf("nothing was counted: %+v", problem)
	}
	count := func(first bool, data []byte, name string) {
		t.Helper()
		if text, problem := m.Count(first, data, `{"name":`+strconv.Quote(name)+`,"route":"office365-relay"}`); problem != nil || !json.Valid([]byte(text)) {
			t.Fatalf("%s, %+v", text, problem)
		}
	}
	count(true, message(t, "direct-send.eml"), "old.eml")
	count(true, message(t, "direct-send.eml"), "a.eml")
	count(false, mailbox(t), "in.mbox")
	count(false, nil, "empty.eml")
	text, problem := m.Summary("json", "en")
	var got struct {
		Messages   int
		Unreadable struct {
			Messages int
			Examples []string
		}
		Outcomes map[string]struct{ Messages int }
	}
	if err := json.Unmarshal([]byte(text), &got); err != nil || problem != nil {
		t.Fatal(err, problem)
	}
	if got.Messages != 3 || got.Unreadable.Messages != 1 || !slices.Equal(got.Unreadable.Examples, []string{"empty.eml"}) {
		t.Errorf("%+v", got)
	}
	if !strings.Contains(text, "in.mbox#2") || strings.Contains(text, "old.eml") {
		t.Errorf("wrong names: %s", text)
	}
	for _, format := range []string{"html", "markdown"} {
		if text, problem := m.Summary(format, "fr"); problem != nil || len(text) < 500 {
			t.Errorf("%s: %+v", format, problem)
		}
	}
	if _, problem := m.Summary("pdf", "en"); problem == nil {
		t.Error("there is no such format")
	}
}

func mailbox(t testing.TB) []byte {
	var box []byte
	for _, name := range []string{"direct-send.eml", "relay-postfix-gmail.eml"} {
		text := strings.ReplaceAll(string(message(t, name)), "\r\n", "\n")
		box = append(box, "From a@contoso.example Tue Nov  3 09:42:11 2026\n"+strings.TrimRight(text, "\n")+"\n\n"...)
	}
	return box
}

// TestMailbox: each message can be had, as far as it is read, up to a number.
func TestMailbox(t *testing.T) {
	var b Mailbox
	if got := b.Open(mailbox(t)); got != `["#1","#2"]` {
		t.Errorf("%s", got)
	}
	text, problem := b.Message(2)
	if problem != nil || !strings.HasPrefix(strings.ReplaceAll(string(message(t, "relay-postfix-gmail.eml")), "\r\n", "\n"), strings.TrimRight(string(text), "\n")) {
		t.Errorf("%+v, %s", problem, text)
	}
	for _, number := range []int{0, 3, -1} {
		if _, problem := b.Message(number); problem == nil || problem.Code != NoSuchMessage {
			t.Errorf("%d: %+v", number, problem)
		}
	}
	var names []string
	long := strings.Repeat("From a Tue Nov  3 09:42:11 2026\nSubject: x\n\nx\n\n", maxListed+1)
	if err := json.Unmarshal([]byte(b.Open([]byte(long))), &names); err != nil || len(names) != maxListed {
		t.Errorf("%d names, %v", len(names), err)
	}
}

// FuzzFile: whatever a file holds, there are answers in JSON, and no text that was
// refused. The seeds are short, for the fuzzer cuts what it finds interesting byte
// by byte, and runs all of this for each.
func FuzzFile(f *testing.F) {
	const short = "Received: from relay.contoso.example (relay.contoso.example [203.0.113.25])\n" +
		" by mx.example.com (Postfix) with ESMTPS id 4A1; Tue, 3 Nov 2026 09:42:16 +0000\n" +
		"From: Jane <jane@contoso.example>\nSubject: a\n\nText\n"
	f.Add([]byte(short))
	f.Add([]byte("From a@b.example Tue Nov  3 09:42:16 2026\n" + short + "\nFrom c@d.example Tue Nov  3 09:42:17 2026\nSubject: b\n\n"))
	f.Add(packed(f, short))
	f.Add([]byte("\x1f\x8b\x08 no gzip"))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, data []byte) {
		r := ask(t, fixed(), data, declared)
		if (r.Refused != nil) == (r.Text != "") && len(data) > 0 && r.Refused != nil {
			t.Errorf("a text beside a refusal: %+v", r)
		}
		m := Many{Engine: &engine}
		if _, problem := m.Count(true, data, declared); problem != nil {
			t.Errorf("%+v", problem)
		}
		if text, problem := m.Summary("json", "fr"); problem != nil || !json.Valid([]byte(text)) {
			t.Errorf("%+v", problem)
		}
		var b Mailbox
		if text := b.Open(data); !json.Valid([]byte(text)) {
			t.Errorf("%s", text)
		}
	})
}

// packed is a text as gzip packs it.
func packed(tb testing.TB, text string) []byte {
	tb.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, err := w.Write([]byte(text))
	if err = errors.Join(err, w.Close()); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}
