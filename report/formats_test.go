package report

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/hops/route"
	"github.com/hopproof/hopproof/internal/testmarkup"
)

// formats are the ways in which a Document is written for people, as the text
// that a reader finds in them.
var formats = map[string]func(*testing.T, *Document, string) string{
	"text": func(_ *testing.T, d *Document, lang string) string {
		return string(AppendText(nil, d, TextOptions{Lang: lang, Verbose: true, Width: 4000}))
	},
	"markdown": func(_ *testing.T, d *Document, lang string) string { return string(AppendMarkdown(nil, d, lang)) },
	"html": func(t *testing.T, d *Document, lang string) string {
		return shownText(testmarkup.Read(t, AppendHTML(nil, lang, Overall{}, d)))
	},
	"page": func(t *testing.T, d *Document, lang string) string {
		return shownText(testmarkup.Read(t, AppendHTML(nil, lang, Overall{Outcome: Held, Text: "all"}, d, sampleHeld())))
	},
}

func shownText(nodes []testmarkup.Node) string {
	var b strings.Builder
	for _, n := range nodes {
		b.WriteString(n.Text)
		b.WriteByte('\n')
	}
	return b.String()
}

// untold are the keys whose values are not for people to read: codes that a
// sentence stands for, and what is shown in another form.
var untold = map[string]string{
	"input": "of the file", "schema": "form", "lang": "form", "kind": "form of the input", "generator": "not of the message",
	"code": "text", "reason": "reason_text", "remedy": "remedy_text", "severity": "label", "outcome": "label", "args": "text",
	"seal_reason": "seal_text", "message_signature_reason": "message_signature_text", "seal_args": "text", "message_signature_args": "text",
	"because": "text", "mode": "text", "basis": "sentence of it", "role": "name of it", "situation": "text", "tie": "sentence of it",
	"leg": "shown", "time": "split", "time_local": "split", "date": "of a hop: time", "ambiguous": "sentence of it",
	"to": "the first two", "cc": "as in mail readers", "sender": "as in mail readers", "reply_to": "identity",
	"direction": "shown", "verdict": "label", "header": "shown", "method": "of a login",
	"record": "spf check shows it", "term": "spf check shows it", "policy": "reason_text", "former": "notes", "domain": "reason_text",
}

// facts are the strings of a Document, by key, that every form for people must
// show.
func facts(t *testing.T, d *Document) (found []string) {
	t.Helper()
	var document any
	if err := json.Unmarshal(d.AppendJSON(nil, ""), &document); err != nil {
		t.Fatal(err)
	}
	var walk func(key string, v any)
	walk = func(key string, v any) {
		switch v := v.(type) {
		case map[string]any:
			for _, k := range slices.Sorted(maps.Keys(v)) {
				if untold[k] == "" {
					walk(k, v[k])
				}
			}
		case []any:
			for _, item := range v {
				walk(key, item)
			}
		case string:
			found = append(found, v)
		}
	}
	walk("", document)
	return found
}

// bare leaves out of a text what the forms differ in: blanks, and the signs with
// which Markdown escapes.
func bare(text string) string { return dress.Replace(text) }

var dress = strings.NewReplacer(" ", "", "\n", "", "\t", "", "\u00a0", "", "\u202f", "", `\`, "", "`", "", "&#8203;", "", "**", "")

// messages are the sample documents and the messages of testdata, by the route
// through a relay.
func messages(t *testing.T) map[string]*Document {
	t.Helper()
	all := samples()
	delete(all, "hostile")
	all["live"] = sampleLive()
	paths, err := filepath.Glob("../testdata/*.eml")
	if err != nil || len(paths) == 0 {
		t.Fatal("no message in testdata", err)
	}
	r, ok := route.Builtin(route.Office365Relay, route.Declared{})
	if !ok {
		t.Fatal("the built-in route is gone")
	}
	for i, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		o := Options{Name: filepath.Base(path), Route: &r}
		if i%2 == 0 {
			o.Route = nil
		}
		d, err := Analyze(context.Background(), text, o)
		if err != nil {
			t.Fatal(err)
		}
		all[filepath.Base(path)] = &d
	}
	return all
}

// TestFormatsTellTheSame: every fact of a Document stands in every form.
func TestFormatsTellTheSame(t *testing.T) {
	checked := 0
	for name, d := range messages(t) {
		lang := Languages()[len(name)%2]
		d.Localize(lang)
		wanted := facts(t, d)
		for format, write := range formats {
			text := bare(write(t, d, lang))
			for _, fact := range wanted {
				checked++
				if !strings.Contains(text, bare(Printable(fact))) {
					t.Errorf("%s.%s: %s does not say %q", name, lang, format, fact)
				}
			}
		}
	}
	if checked < 5000 {
		t.Errorf("only %d facts were looked for", checked)
	}
}

// TestHostileInEveryFormat: pages and pictures read the same in HTML and XML and
// run nothing; a table keeps its cells.
func TestHostileInEveryFormat(t *testing.T) {
	d := sampleHostile()
	for _, lang := range Languages() {
		testmarkup.Read(t, AppendHTML(nil, lang, Overall{}, d))
		testmarkup.Read(t, AppendHTML(nil, lang, Overall{Outcome: Outcome(d.Input.Name), Text: d.Input.Name}, d, d))
		testmarkup.Read(t, AppendSVG(nil, d, lang))
		d.Route = nil // then it shows the hops
		testmarkup.Read(t, AppendSVG(nil, d, lang))
		d.Route = sampleHostile().Route
		if r, bad := forbidden(string(AppendMarkdown(nil, d, lang))); bad {
			t.Errorf("Markdown has the character %U", r)
		}
	}
	rows, err := csv.NewReader(bytes.NewReader(AppendCSV(AppendCSVHeader(nil), d))).ReadAll()
	if err != nil || len(rows) != 1+len(d.Hops) {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for i, name := range rows[0] {
		if name == "from_name" && rows[1][i] != Printable(d.Hops[0].From.Name) {
			t.Errorf("the cell is %q", rows[1][i])
		}
	}
}

// TestPictureOfRoute: a station for each leg with its sign and word, delays on
// the way, and the line at which belief begins; where a signature proves the entry
// alone there is no such line.
func TestPictureOfRoute(t *testing.T) {
	sealed := sampleHeld()
	sealed.Hops[0].Basis = BasisSealed
	for name, d := range map[string]*Document{"held": sampleHeld(), "broken": sampleBroken(), "unknown": sampleUnknown(), "sealed": sealed} {
		stations, badges, edges := 0, 0, 0
		for _, n := range testmarkup.Read(t, AppendSVG(nil, d, "en")) {
			switch class := n.Attrs["class"]; {
			case strings.HasPrefix(class, "node "):
				if want := string(d.Route.Legs[stations].Outcome); strings.Fields(class)[1] != want {
					t.Errorf("%s: station %d is %s, want %s", name, stations, class, want)
				}
				stations++
			case strings.HasPrefix(class, "badge "):
				badges++
			case class == "edge":
				edges++
			}
		}
		want := 1
		if d == sealed {
			want = 0
		}
		if stations != len(d.Route.Legs) || badges != stations || edges != want {
			t.Errorf("%s: %d stations, %d signs, %d lines of belief", name, stations, badges, edges)
		}
	}
}

// TestOptionalWordWhole: the word of a leg that is not required is cut in no
// picture, in no language, and does not stand beside the title.
func TestOptionalWordWhole(t *testing.T) {
	for _, lang := range Languages() {
		for _, outcome := range [...]Outcome{Held, Broken, Unknown} {
			d := sampleHeld()
			d.Route.Legs[0].Required, d.Route.Legs[0].Outcome = false, outcome
			c := Lookup(lang)
			want := c.Text("label.optional", Pairs{{Name: "outcome", Value: c.Text("outcome."+string(outcome), nil)}})
			whole, title := 0, ""
			var open testmarkup.Node // the element that the text stands in
			for _, n := range testmarkup.Read(t, AppendHTML(nil, lang, Overall{}, d)) {
				switch {
				case n.Tag != "":
					if open = n; n.Attrs["class"] == "label title" {
						title = n.Attrs["y"]
					}
				case open.Attrs["class"] == "label outcome "+string(outcome)+" optional" && n.Text == want:
					if whole++; open.Attrs["y"] == title {
						t.Errorf("%s: %q stands beside the title", lang, want)
					}
				}
			}
			if whole != 2 {
				t.Errorf("%s: %q stands whole in %d pictures of 2", lang, want, whole)
			}
		}
	}
}
