package exchange

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hopproof/hopproof/internal/ascii"
)

func TestGlossaryTable(t *testing.T) {
	for _, table := range []string{keysTSV, fieldsTSV} {
		checkTable(t, table)
	}
}

func checkTable(t *testing.T, table string) {
	t.Helper()
	heading, _, _ := strings.Cut(table, "\n")
	if heading != "path\tvalue\tform\ten\tfr\tconfidence\tseen\tsource\tchecked" {
		t.Fatalf("heading is %q", heading)
	}
	previous := ""
	for i, line := range strings.Split(strings.TrimSuffix(table, "\n"), "\n")[1:] {
		cells := strings.Split(line, "\t")
		if len(cells) != 9 {
			t.Fatalf("row %d has %d cells", i, len(cells))
		}
		key := ascii.ToLower(cells[0] + "\x00" + cells[1])
		if key <= previous {
			t.Errorf("row %q %q is not sorted, or twice", cells[0], cells[1])
		}
		if table != keysTSV && len(keyTable().of(cells[0])) > 0 {
			t.Errorf("%q stands in both tables", cells[0])
		}
		previous = key
		for _, cell := range cells {
			if strings.TrimSpace(cell) != cell {
				t.Errorf("row %q %q has white space around %q", cells[0], cells[1], cell)
			}
		}
	}
}

func TestGlossaryRows(t *testing.T) {
	g := glossaryTable()
	confidences := []Confidence{Documented, Observed, Inferred, Undocumented}
	for i := range g.rows {
		r := &g.rows[i]
		at := r.path + " " + r.value
		if !slices.Contains(confidences, r.confidence) {
			t.Errorf("%s: confidence %q", at, r.confidence)
		}
		if _, err := time.Parse("2006-01", r.checked); err != nil {
			t.Errorf("%s: checked %q", at, r.checked)
		}
		for code := range strings.SplitSeq(r.sources, ",") {
			if sourceTable()[code] == "" {
				t.Errorf("%s: source %q is not listed", at, code)
			}
		}
		checkTexts(t, at, r)
		checkForm(t, at, r)
	}
}

func checkTexts(t *testing.T, at string, r *row) {
	t.Helper()
	for _, text := range []string{r.en, r.fr} {
		if len(text) < 3 || !strings.HasSuffix(text, ".") && !strings.HasSuffix(text, "?") || strings.ContainsAny(text, "'\"") {
			t.Errorf("%s: %q is no sentence, or has straight quotes", at, text)
		}
	}
	for _, wrong := range []string{" :", " ;", " ?", " !", " »", "« "} {
		if strings.Contains(r.fr, wrong) {
			t.Errorf("%s: %q in %q", at, wrong, r.fr)
		}
	}
}

// checkForm: a key says what its values are, and those it says have rows do.
func checkForm(t *testing.T, at string, r *row) {
	t.Helper()
	g := glossaryTable()
	if r.value != "" {
		if r.form != "" || g.of(r.path).exact("") == nil {
			t.Errorf("%s: a value with a form, or of an unknown key", at)
		}
		return
	}
	other, alias := strings.CutPrefix(r.form, "=")
	switch {
	case alias:
		if g.of(other).exact("") == nil {
			t.Errorf("%s: no table %q", at, other)
		}
	case r.form == formWords:
		if len(g.valuesOf(r)) == 0 {
			t.Errorf("%s: no values", at)
		}
	case r.form != formText && r.form != formOpaque && !isScope(r.form):
		t.Errorf("%s: form %q", at, r.form)
	}
	if isScope(r.form) != isReport(r.path) || isScope(r.form) && scopeOf(r.path) != r.form {
		t.Errorf("%s: form %q, but pairs are read as %q", at, r.form, scopeOf(r.path))
	}
}

// TestNamesAreExplained: every field that the package reads is in the
// glossary under its own name.
func TestNamesAreExplained(t *testing.T) {
	for n, name := range names {
		if glossaryTable().of(name).exact("") == nil && !strings.HasPrefix(name, crossPremises) {
			t.Errorf("%s (%d) is not in the glossary", name, n)
		}
		if Name(n).String() != name {
			t.Errorf("%s has the name %s", name, Name(n))
		}
	}
}

func TestMeaning(t *testing.T) {
	for _, c := range []struct {
		path, value, lang string
		want              string
		confidence        Confidence
	}{
		{"report.SFV", "nspm", "en", "Not spam.", Documented},
		{"REPORT.sfv", "NSPM", "fr-CA", "Pas indésirable.", Documented},
		{"report.CIP", "203.0.113.25", "", "Address that connected to Microsoft 365.", Documented},
		{"report.CIP", "255.255.255.255", "", "Nobody connected: the message was submitted inside Microsoft 365.", Observed},
		{"report.SCL", "5", "", "Spam.", Documented},
		{"report.SRV", "", "", "Nothing noted.", Observed},
		{"reason", "150", "", "The message passed.", Documented},
		{"reason", "100", "", "DMARC, or an aligned SPF or DKIM, passed.", Documented},
		{"X-MS-Exchange-CrossTenant-AuthAs", "Partner", "", "Authenticated as a partner domain (mutual TLS).", Documented},
		{"X-MS-Exchange-CrossPremises-AuthMechanism", "07", "", "SMTP login without TLS.", Inferred},
		{"X-MS-Exchange-Forest-SCL", "0", "", "Not spam.", Documented},
	} {
		if got, confidence, ok := Meaning(c.path, c.value, c.lang); !ok || got != c.want || confidence != c.confidence {
			t.Errorf("%s %q: %q, %s, %v", c.path, c.value, got, confidence, ok)
		}
	}
	for _, c := range [][2]string{{"report.SFS", "(1)(2)"}, {"report.SFV", "XYZ"}, {"report.NEW", "1"}, {"no.such", ""}, {"report.CTRY", ""},
		{"reason", "1x0"}, {strings.Repeat("a", 300), "b"}} {
		if text, _, ok := Meaning(c[0], c[1], "en"); ok {
			t.Errorf("%s %q means %q", c[0], c[1], text)
		}
	}
}

func TestLookup(t *testing.T) {
	for word, want := range map[string]string{
		"SFV:SKI":                              "report.SFV=SKI",
		"sfv ski":                              "report.SFV=SKI",
		"compauth=pass reason=130":             "compauth=pass reason=130",
		"AuthMechanism 10":                     "AuthMechanism=10",
		"authmechanism: 0a":                    "AuthMechanism=0A",
		"AuthAs=Internal":                      "AuthAs=Internal",
		"x-ms-exchange-crosspremises-authas:x": "X-MS-Exchange-CrossPremises-*=",
		"X-MS-Exchange-CrossPremises-AuthAs: Internal": "AuthAs=Internal",
		"SKI":                                  "report.SFV=SKI",
		"HybridOnPrem":                         "FromEntityHeader=HybridOnPrem",
		"SenderADCheck 2":                      "X-MS-Exchange-SenderADCheck=2",
		"SFTY:9.11":                            "report.SFTY=9.x",
		"SFP:7777":                             "report.SFP=",
		"CIP:2001:db8::1":                      "report.CIP=",
		"dkim=fail (body hash did not verify)": "dkim=fail (body hash did not verify)",
		"X-CustomSpam: Empty Message":          "X-CustomSpam=Empty Message",
		"X-Forefront-Antispam-Report: CAT:NONE;SFV:SKI;DIR:": "X-Forefront-Antispam-Report= report.CAT=NONE report.SFV=SKI report.DIR=",
		"reason=130 nonsense":                                "reason=130",
		"compauth=none reason=905":                           "compauth=none reason=905",
		"compauth=pass reason=703":                           "compauth=pass reason=703",
		"compauth=fail reason=602":                           "compauth=fail reason=6xx",
		"nonsense":                                           "",
		"":                                                   "",
		strings.Repeat("CAT ", 100):                          "",
	} {
		var got []string
		for _, e := range Lookup(word, "en") {
			got = append(got, e.Path+"="+e.Value)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %q, want %q", word, got, want)
		}
	}
	for word, values := range map[string]int{"CAT": 18, "compauth": 5, "X-MS-Exchange-Organization-AuthAs": 4, "BCL": 10, "AuthMechanism": 16} {
		if got := Lookup(word, "fr"); len(got) != values+1 || got[0].Value != "" || got[0].Text == "" {
			t.Errorf("%s has %d entries", word, len(got))
		}
	}
	e := Lookup("AntiSpam-Relay 1", "fr")
	if len(e) != 1 || e[0].Text != "Oui\u00a0: pool de relais." || e[0].Seen != "11/11" || len(e[0].Sources) != 2 || e[0].Confidence != Observed {
		t.Errorf("the entry is %+v", e)
	}
}

func TestSuggest(t *testing.T) {
	for word, want := range map[string]string{
		"compauht": "compauth", "CAT:SPMM": "CAT:SPM", "sfvv": "SFV", "HybridOnPrm": "FromEntityHeader:HybridOnPrem",
		"X-MS-Exchange-SenderADChek": "X-MS-Exchange-SenderADCheck", "AuthMecanism": "AuthMechanism", "action=orejetc": "action:oreject",
	} {
		if got := Suggest(word); len(got) == 0 || got[0] != want {
			t.Errorf("%s: %q, want %s", word, got, want)
		}
	}
	for _, word := range []string{"", "zzzzzzzz", strings.Repeat("a", 1000)} {
		if got := Suggest(word); got != nil {
			t.Errorf("%s: %q", word, got)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"abc", "ABC", 0}, {"abc", "acb", 1}, {"abc", "ab", 1}, {"abc", "axc", 1}, {"abc", "xyz", 3}, {"", "ab", 2}, {"kitten", "sitting", 3}} {
		if got := distance(c.a, c.b, 9); got != c.want {
			t.Errorf("%s to %s is %d", c.a, c.b, got)
		}
	}
}

func TestSources(t *testing.T) {
	lines := strings.Split(strings.TrimSuffix(sourcesTSV, "\n"), "\n")
	if lines[0] != "code\tsource\tchecked" || !slices.IsSorted(lines[1:]) {
		t.Error("the sources are not sorted, or have another heading")
	}
	for _, line := range lines[1:] {
		code, rest, _ := strings.Cut(line, "\t")
		source, checked, _ := strings.Cut(rest, "\t")
		if _, err := time.Parse("2006-01", checked); err != nil || len(source) < 8 || code == "" {
			t.Errorf("source %q is %q, checked %q", code, source, checked)
		}
		if all := keysTSV + fieldsTSV; !strings.Contains(all, "\t"+code+"\t") && !strings.Contains(all, ","+code+"\t") && !strings.Contains(all, "\t"+code+",") {
			t.Errorf("source %q is used nowhere", code)
		}
	}
}

// TestKeyMeaning: the table of keys is whole without that of the fields.
func TestKeyMeaning(t *testing.T) {
	for i := range keyTable().rows {
		r := &keyTable().rows[i]
		text, confidence, ok := KeyMeaning(r.path, r.value, "fr")
		if want, c, known := Meaning(r.path, r.value, "fr"); text != want || confidence != c || ok != known {
			t.Errorf("%s %s: %q, want %q", r.path, r.value, text, want)
		}
		if other, alias := strings.CutPrefix(r.form, "="); alias && keyTable().of(other).exact("") == nil {
			t.Errorf("%s has its values among the fields", r.path)
		}
	}
	if _, _, ok := KeyMeaning("X-SID-Result", "PASS", "en"); ok {
		t.Error("a field is among the keys")
	}
}
