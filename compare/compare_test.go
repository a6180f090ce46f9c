package compare_test

import (
	"bytes"
	"context"
	"encoding/json"
	"net/netip"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/compare"
	"github.com/hopproof/hopproof/hops/route"
	"github.com/hopproof/hopproof/internal/markup"
	"github.com/hopproof/hopproof/internal/testlang"
	"github.com/hopproof/hopproof/internal/testmarkup"
	"github.com/hopproof/hopproof/report"
)

func analyzed(t testing.TB, text []byte) *report.Document {
	t.Helper()
	r, ok := route.Builtin(route.Office365Relay, route.Declared{RelayIP: []netip.Prefix{netip.MustParsePrefix("203.0.113.25/32")}})
	if !ok {
		t.Fatal("the built-in route is gone")
	}
	d, err := report.Analyze(context.Background(), text, report.Options{Route: &r})
	if err != nil {
		t.Fatal(err)
	}
	return &d
}

func message(t testing.TB, name string) []byte {
	t.Helper()
	text, err := os.ReadFile("../testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func differing(c *compare.Comparison, matters bool) (rows []string) {
	for _, r := range c.Rows {
		if !r.Same && r.Matters == matters {
			rows = append(rows, r.Code+" "+r.Name+": "+r.A+" | "+r.B)
		}
	}
	return rows
}

// TestOtherNodesAreNoDifference: the same way on another day, with other ids,
// dates and nodes.
func TestOtherNodesAreNoDifference(t *testing.T) {
	before := string(message(t, "relay-postfix-gmail.eml"))
	after := strings.NewReplacer("AM2PEPF0001C70A", "DB1PEPF000509F7", "AM9PR05CA0731", "DU2PR04CA0113", "VI0PR05MB7017", "AS8PR05MB9512",
		"3 Nov 2026", "4 Nov 2026", "20261103094209.0117", "20261104101010.0042", "2002:a05:7300:311b:b0:319c:4e10:77d1", "2002:a05:7300:4a1c:b0:31a2:9c01:11aa").Replace(before)
	if after == before {
		t.Fatal("nothing was replaced")
	}
	c := compare.Documents(analyzed(t, []byte(before)), analyzed(t, []byte(after)))
	if rows := differing(&c, true); !c.Same || len(rows) > 0 {
		t.Errorf("they differ in %q", rows)
	}
}

func TestRelayAgainstDirectSend(t *testing.T) {
	c := compare.Documents(analyzed(t, message(t, "relay-postfix-mailbox.eml")), analyzed(t, message(t, "direct-send.eml")))
	if c.Same {
		t.Error("they are the same")
	}
	rows := differing(&c, true)
	for _, want := range []string{"outcome : held | broken", "leg relay: held | broken", "address : 203.0.113.25 | 198.51.100.77",
		"tls : TLS 1.3 | plain", "mode : connector-relay | direct-send"} {
		if !slices.Contains(rows, want) {
			t.Errorf("no difference %q among %q", want, rows)
		}
	}
	if text := c.Sentence("en"); !strings.Contains(text, "address at the entry") {
		t.Errorf("the sentence is %q", text)
	}
}

// TestNeverTheSame: where the way differs, or nothing shows it, they are not the
// same.
func TestNeverTheSame(t *testing.T) {
	const (
		rest  = "From: a@contoso.example\nDate: Mon, 2 Nov 2026 10:00:00 +0000\n\n"
		gmail = "Received: from relay.contoso.example (relay.contoso.example. [203.0.113.25])\n by mx.google.com with ESMTPS id 1 for <a@gmail.com>; Mon, 02 Nov 2026 02:00:02 -0800 (PST)\n"
		post  = "Received: from relay.contoso.example (relay.contoso.example [203.0.113.25])\n by mx.tailspin.example (Postfix) with ESMTPS id 1; Mon, 2 Nov 2026 10:00:02 +0000\n"
	)
	for _, c := range []struct {
		name, a, b string
		want       report.Outcome
	}{
		{"no line at all", rest, rest, report.Unknown},
		{"other client of a service", gmail + rest, strings.ReplaceAll(gmail, "203.0.113.25", "198.51.100.9") + rest, report.Broken},
		{"other client of a host", post + rest, strings.ReplaceAll(post, "203.0.113.25", "198.51.100.9") + rest, report.Broken},
		{"same client", gmail + rest, gmail + rest, report.Held},
		{"one without lines", post + rest, rest, report.Broken},
	} {
		got := compare.Documents(analyzed(t, []byte(c.a)), analyzed(t, []byte(c.b)))
		if got.Outcome() != c.want || got.Same != (c.want == report.Held) {
			t.Errorf("%s: %s: %s", c.name, got.Outcome(), got.Sentence("en"))
		}
	}
}

func TestDelays(t *testing.T) {
	for _, c := range []struct {
		a, b int64
		same bool
	}{{0, 59, true}, {0, 60, false}, {100, 199, true}, {100, 200, false}, {-5, 54, true}, {-5, 900, false}, {90000, 90010, true}} {
		one, other := report.Document{TotalSeconds: &c.a}, report.Document{TotalSeconds: &c.b}
		got := compare.Documents(&one, &other)
		if len(got.Rows) != 1 || got.Rows[0].Same != c.same || got.Outcome() == report.Broken {
			t.Errorf("%d and %d: %+v", c.a, c.b, got)
		}
	}
}

// TestMirror: whoever comes first, the same rows differ.
func TestMirror(t *testing.T) {
	names := []string{"relay-postfix-gmail.eml", "direct-send.eml", "filter-in-front.eml", "no-received.eml", "autoforward-to-gmail.eml"}
	for _, a := range names {
		for _, b := range names {
			mirror(t, analyzed(t, message(t, a)), analyzed(t, message(t, b)))
		}
	}
}

func mirror(t *testing.T, a, b *report.Document) {
	t.Helper()
	one, other := compare.Documents(a, b), compare.Documents(b, a)
	seen := map[string]bool{}
	for i, r := range one.Rows {
		if i > 0 && one.Rows[i-1].Group != r.Group && seen[r.Group] {
			t.Errorf("the rows of %s stand in two places", r.Group)
		}
		seen[r.Group] = true
	}
	if one.Same != other.Same || one.Outcome() != other.Outcome() {
		t.Error("one way they are the same, the other way not")
	}
	if self := compare.Documents(a, a); self.Outcome() == report.Broken || len(differing(&self, true))+len(differing(&self, false)) > 0 {
		t.Errorf("a message differs from itself: %q", differing(&self, true))
	}
}

// TestFormsSayTheSame: each label and value stands in every form.
func TestFormsSayTheSame(t *testing.T) {
	c := compare.Documents(analyzed(t, message(t, "relay-postfix-gmail.eml")), analyzed(t, message(t, "direct-send.eml")))
	for _, lang := range report.Languages() {
		var form struct {
			Schema string
			Text   string
			Rows   []struct {
				Label string
				A     string `json:"a_text"`
				B     string `json:"b_text"`
			}
		}
		if err := json.Unmarshal(c.AppendJSON(nil, lang, " "), &form); err != nil || form.Schema != compare.Schema || len(form.Rows) != len(c.Rows) {
			t.Fatalf("%v: %+v", err, form)
		}
		var page strings.Builder
		for _, n := range testmarkup.Read(t, c.AppendHTML(nil, lang)) {
			page.WriteString(n.Text + "\n")
		}
		forms := map[string]string{
			"text": string(c.AppendText(nil, report.TextOptions{Lang: lang, Width: 4000})), "html": page.String(),
			"markdown": strings.NewReplacer("`", "", `\`, "").Replace(string(c.AppendMarkdown(nil, lang))),
		}
		wanted := []string{form.Text}
		for _, r := range form.Rows {
			wanted = append(wanted, r.Label, r.A, r.B)
		}
		for name, text := range forms {
			for _, want := range wanted {
				if !strings.Contains(blanks.Replace(text), blanks.Replace(want)) {
					t.Errorf("%s %s does not say %q", lang, name, want)
				}
			}
		}
	}
}

// blanks are the no-break ones of French.
var blanks = strings.NewReplacer("\u00a0", " ", "\u202f", " ")

func TestSentences(t *testing.T) {
	fr := testlang.Read(t, "lang/compare.fr.json")
	testlang.Agree(t, testlang.Read(t, "lang/compare.en.json"), fr)
	for key, text := range fr {
		testlang.French(t, key, text)
	}
	c := compare.Documents(analyzed(t, message(t, "relay-postfix-gmail.eml")), analyzed(t, message(t, "filter-in-front.eml")))
	for _, r := range c.Rows {
		for _, key := range []string{"compare.what." + r.Code, "compare.group." + r.Group} {
			if !compare.Lookup("fr").Has(key) {
				t.Errorf("no sentence for %s", key)
			}
		}
	}
}

// FuzzDocuments: any two texts can be compared, and nothing of them becomes
// markup.
func FuzzDocuments(f *testing.F) {
	// Short ones: what mutates a byte of a whole message compares all the rest again.
	const border = "Received: from relay.contoso.example (203.0.113.25) by AM2PEPF0001C70A.mail.protection.outlook.com (10.167.16.108)\r\n" +
		" with Microsoft SMTP Server (version=TLS1_3, cipher=TLS_AES_256_GCM_SHA384) id 15.20.9388.8; Tue, 3 Nov 2026 08:42:12 +0000\r\n"
	f.Add([]byte(border+"Authentication-Results: spf=pass smtp.mailfrom=contoso.example; dkim=none\r\nFrom: a@contoso.example\r\n"),
		[]byte("Authentication-Results: mx.google.com; spf=fail smtp.mailfrom=b@fabrikam.example\r\n"+border))
	f.Add([]byte("X-MS-Exchange-Organization-AuthAs: Anonymous\r\nX-Forefront-Antispam-Report: CIP:203.0.113.25;SCL:1;\r\n"), []byte(border+border))
	f.Add([]byte("Received: from <script> ([192.0.2.1]) by a|b; Tue, 3 Nov 2026 09:42:11 +0100\r\n"), []byte("x"))
	f.Fuzz(func(t *testing.T, a, b []byte) {
		one, other := analyzed(t, a), analyzed(t, b)
		mirror(t, one, other)
		c := compare.Documents(one, other)
		// The sheet is the same in all and takes most of the reading.
		testmarkup.Read(t, bytes.Replace(c.AppendHTML(nil, "en"), []byte(markup.Report.CSS), nil, 1))
		if !json.Valid(c.AppendJSON(nil, "fr", "")) {
			t.Error("no valid JSON")
		}
	})
}
