package csvtext_test

import (
	"encoding/csv"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/internal/csvtext"
	"github.com/hopproof/hopproof/internal/textout"
)

func row(cells ...string) string {
	var r csvtext.Row
	for _, cell := range cells {
		r.Text(cell)
	}
	return string(r.Append(nil))
}

func TestRow(t *testing.T) {
	var r csvtext.Row
	r.Text("relay")
	r.Number(-3)
	r.Empty()
	r.Bool(true)
	r.Text("")
	if got := string(r.Append([]byte("x\r\n"))); got != "x\r\nrelay,-3,,true,\r\n" {
		t.Errorf("%q", got)
	}
}

func TestFormulas(t *testing.T) {
	for cell, want := range map[string]string{
		"=1+1": `"'=1+1"`, "+1": `"'+1"`, "-1": `"'-1"`, "@x": `"'@x"`, "\t=1": `" '=1"`, "\r=1": `\x0d=1`, "＝1": `"'＝1"`,
		" =1": `" '=1"`, "a;=1": `"a;'=1"`, `a,"=1`: `"a,""'=1"`, "a=b": "a=b", "a-b": "a-b", `say "x"`: `"say ""x"""`, "a\nb": `a\x0ab`,
		"'=1": `"''=1"`,
	} {
		if got := row(cell); got != want+"\r\n" {
			t.Errorf("%q is written %q, want %q", cell, got, want)
		}
	}
}

// FuzzRow: another reader finds the same cells, and whatever separator a
// spreadsheet goes by, no cell begins a formula.
func FuzzRow(f *testing.F) {
	f.Add("=cmd|' /C calc'!A0", `x";=1`)
	f.Add("a\r\n\"\x00\u202e", ",,")
	f.Fuzz(func(t *testing.T, a, b string) {
		text := row(a, b)
		cells, err := csv.NewReader(strings.NewReader(text)).Read()
		if a == "" && b == "" {
			return
		}
		if err != nil || len(cells) != 2 {
			t.Fatalf("%q: %q, %v", text, cells, err)
		}
		for i, want := range []string{a, b} {
			if strings.ReplaceAll(cells[i], "'", "") != strings.ReplaceAll(textout.Clean(want), "'", "") {
				t.Errorf("%q is read %q", want, cells[i])
			}
		}
		for _, cell := range strings.FieldsFunc(strings.TrimSuffix(text, "\r\n"), func(r rune) bool { return r == ',' || r == ';' }) {
			if cell = strings.Trim(cell, ` "`); cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r") {
				t.Errorf("%q has the cell %q", text, cell)
			}
		}
	})
}
