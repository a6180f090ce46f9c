package summary

import (
	"bytes"
	"encoding/json"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/internal/markdown"
	"github.com/hopproof/hopproof/internal/testgolden"
	"github.com/hopproof/hopproof/internal/testlang"
	"github.com/hopproof/hopproof/internal/testmarkup"
	"github.com/hopproof/hopproof/report"
)

func TestSheet(t *testing.T) { testmarkup.Sheet(t, "the sheet of the summary", sheet) }

func TestLanguagesAgree(t *testing.T) {
	en, fr := testlang.Read(t, "lang/en.json"), testlang.Read(t, "lang/fr.json")
	testlang.Agree(t, en, fr)
	for key, text := range fr {
		testlang.French(t, key, text)
	}
	source := sources(t)
	for key := range en {
		if name := strings.TrimPrefix(key, "sum."); !used(source, name) && !strings.HasPrefix(name, "by-") && !strings.HasPrefix(name, "note-") {
			t.Errorf("%s is used nowhere", key)
		}
	}
}

// used: the code has the name, or a beginning of it to which a code is joined.
func used(source, name string) bool {
	for i, c := range name {
		if c == '-' && (strings.Contains(source, `"`+name[:i+1]+`"`) || strings.Contains(source, `"sum.`+name[:i+1]+`"`)) {
			return true
		}
	}
	return strings.Contains(source, `"`+name+`"`)
}

// sources are the texts of this package's code.
func sources(t *testing.T) string {
	t.Helper()
	var all strings.Builder
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if name := e.Name(); strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			all.Write(text)
		}
	}
	return all.String()
}

// TestJSONAgrees: the writer and encoding/json give the same, and nothing is lost
// on the way back.
func TestJSONAgrees(t *testing.T) {
	for name, s := range map[string]Summary{"empty": New(Options{}).Summary(), "full": folded().Summary()} {
		local := localized(&s, "fr")
		ours, err := compacted(AppendJSON(nil, &s, "fr"))
		if err != nil {
			t.Fatal(err)
		}
		theirs, err := json.Marshal(&local)
		if err != nil {
			t.Fatal(err)
		}
		if string(plain(t, ours)) != string(plain(t, theirs)) {
			t.Errorf("%s: ours is\n%s\nencoding/json writes\n%s", name, ours, theirs)
		}
		var back Summary
		if err := json.Unmarshal(ours, &back); err != nil || !reflect.DeepEqual(back, local) {
			t.Errorf("%s: a round trip changes it (%v)", name, err)
		}
	}
}

func compacted(text []byte) ([]byte, error) {
	var b bytes.Buffer
	err := json.Compact(&b, text)
	return b.Bytes(), err
}

// plain is the text with the keys in order and escapes in one form.
func plain(t *testing.T, text []byte) []byte {
	t.Helper()
	var v any
	if err := json.Unmarshal(text, &v); err != nil {
		t.Fatal(err)
	}
	out, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// folded is a collector whose table of domains had too many keys, with an input
// that could not be read.
func folded() *Collector {
	c := New(Options{Generator: "hopproof test"})
	c.tables[byDomain].limit = 8
	for _, d := range documents(300) {
		c.Add(d)
	}
	c.Unreadable(&report.Document{Input: report.Input{Name: "archive/torn.gz"}, Problems: []report.Problem{{Code: "no-fields"}}})
	return c
}

// TestGolden: what a person reads. Of the page the part behind the style, which is
// package markup's; of no messages the JSON, which shows every key that is always
// there.
func TestGolden(t *testing.T) {
	s, none := folded().Summary(), New(Options{}).Summary()
	testgolden.Check(t, "testdata/empty.golden.json", AppendJSON(nil, &none, "en"))
	for _, lang := range report.Languages() {
		_, body, _ := bytes.Cut(AppendHTML(nil, &s, lang), []byte("<body>"))
		for ending, text := range map[string][]byte{
			"txt": AppendText(nil, &s, lang), "md": AppendMarkdown(nil, &s, lang), "json": AppendJSON(nil, &s, lang), "html": body,
		} {
			testgolden.Check(t, "testdata/full."+lang+".golden."+ending, text)
		}
	}
}

// hostile is what a message may put anywhere.
const hostile = "</title></style><script>alert(1)</script>|`*_[x](http://evil.example) www.evil.example a@evil.example\t\n\r\x00\x1b[31m\u202egpj' onload=\"x\" &amp; \xff"

// hostileCollector counts messages in which every text is hostile.
func hostileCollector() *Collector {
	c := New(Options{Generator: hostile})
	for _, d := range documents(40) {
		walkStrings(reflect.ValueOf(d).Elem(), func(s string) string { return s + hostile })
		for i := range d.Hops { // what a program sets from a fixed list
			d.Hops[i].Role, d.Hops[i].Basis = report.RoleRelay, report.BasisReceiver
		}
		d.Route.Outcome = report.Broken
		for i := range d.Route.Legs {
			d.Route.Legs[i].Outcome = report.Broken
		}
		c.Add(d)
		c.Unreadable(d)
	}
	return c
}

func walkStrings(v reflect.Value, change func(string) string) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(change(v.String()))
	case reflect.Pointer:
		if !v.IsNil() {
			walkStrings(v.Elem(), change)
		}
	case reflect.Slice:
		for i := range v.Len() {
			walkStrings(v.Index(i), change)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			walkStrings(v.Field(i), change)
		}
	}
}

// TestHostileText never becomes markup, a control of the terminal or a table of its
// own.
func TestHostileText(t *testing.T) {
	s := hostileCollector().Summary()
	for _, lang := range report.Languages() {
		shown := 0
		for _, n := range testmarkup.Read(t, AppendHTML(nil, &s, lang)) {
			if strings.Contains(n.Text, "<script>alert(1)") {
				shown++
			}
		}
		if shown < 20 {
			t.Errorf("%s: the text is shown %d times", lang, shown)
		}
		harmless(t, "text", AppendText(nil, &s, lang))
		harmless(t, "markdown", AppendMarkdown(nil, &s, lang))
		harmless(t, "json", AppendJSON(nil, &s, lang))
		markdownIsPlain(t, string(AppendMarkdown(nil, &s, lang)))
	}
}

func harmless(t *testing.T, name string, text []byte) {
	t.Helper()
	for _, bad := range []string{"\x00", "\x1b", "\u202e", "\r", "\t", "\xff"} {
		if bytes.Contains(text, []byte(bad)) {
			t.Errorf("%s has %q", name, bad)
		}
	}
}

// markdownIsPlain: the rows of a table have as many cells as its head.
func markdownIsPlain(t *testing.T, text string) {
	t.Helper()
	cells, rows := 0, 0
	for line := range strings.Lines(text) {
		n := strings.Count(strings.ReplaceAll(strings.ReplaceAll(line, `\\`, ""), `\|`, ""), "|")
		switch {
		case n == 0:
			cells = 0
		case cells == 0:
			cells = n
		case n != cells:
			t.Fatalf("%d cells in place of %d: %s", n-1, cells-1, line)
		default:
			rows++
		}
	}
	if rows < 20 {
		t.Errorf("only %d rows", rows)
	}
}

// TestFactsAgree: every figure and name of the text stands in Markdown and in HTML.
func TestFactsAgree(t *testing.T) {
	s := folded().Summary()
	local := localized(&s, "en")
	teller := teller{&local, lookup("en")}
	text, page := string(AppendMarkdown(nil, &s, "en")), string(AppendHTML(nil, &s, "en"))
	terminal := strings.Join(strings.Fields(string(AppendText(nil, &s, "en"))), " ")
	facts := 0
	for _, sec := range teller.sections() {
		for i := range sec.lines {
			l := &sec.lines[i]
			for _, fact := range append(append(append([]string{l.name, l.text}, l.numbers...), l.examples...), sec.title, sec.note) {
				for form, has := range map[string]bool{
					"Markdown": strings.Contains(text, markdown.Escape(fact)), "HTML": strings.Contains(page, htmlOf(fact)),
					"text": strings.Contains(terminal, strings.Join(strings.Fields(fact), " ")),
				} {
					if facts++; !has {
						t.Errorf("%s lacks %q", form, fact)
					}
				}
			}
		}
	}
	if facts < 500 {
		t.Errorf("only %d facts", facts)
	}
}

func htmlOf(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;").Replace(report.Printable(s))
}

// TestOneSummaryInTwoLanguages: writing changes nothing.
func TestOneSummaryInTwoLanguages(t *testing.T) {
	s := folded().Summary()
	before := AppendJSON(nil, &s, "en")
	AppendHTML(nil, &s, "fr")
	AppendText(nil, &s, "fr")
	if !bytes.Equal(AppendJSON(nil, &s, "en"), before) {
		t.Error("a writer changes the summary")
	}
}

// TestOneMessage: one is told as one, on one day; a way of sending that cannot be
// told is no claim; and no name of a mode stops a writer.
func TestOneMessage(t *testing.T) {
	c := New(Options{})
	d := &report.Document{Sending: &report.Sending{Mode: report.SentUnknown}, Hops: []report.Hop{{Basis: report.BasisReceiver, Time: "2026-11-03T08:00:00Z"}}}
	d.Message.HeaderFrom = []string{"a@\u212AONTOSO.example"}
	c.Add(d)
	s := c.Summary()
	if page := string(AppendHTML(nil, &s, "en")); !strings.Contains(page, "What 1 message shows") || !strings.Contains(page, "<span>2026-11-03</span>") || !strings.Contains(page, "Messages over time") {
		t.Error("one message is told as several")
	}
	if s.Modes.Rows[0].Claimed {
		t.Error("what cannot be told is a claim")
	}
	if name := s.Domains.Rows[0].Name; name != "\u212Aontoso.example" {
		t.Errorf("the Kelvin sign became %q", name)
	}
	d.Sending = &report.Sending{}
	c.Add(d)
	s = c.Summary()
	for _, text := range [][]byte{AppendMarkdown(nil, &s, "fr"), AppendText(nil, &s, "fr")} {
		if !strings.Contains(string(text), "(non indiqué)") {
			t.Errorf("a mode without a name: %s", text)
		}
	}
}
