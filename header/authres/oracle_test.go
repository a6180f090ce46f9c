package authres

import (
	"reflect"
	"strings"
	"testing"

	oracle "github.com/emersion/go-msgauth/authres"
)

// simple: what both readers take for the RFC's grammar: without quotes, without comments that hold a separator, and not of
// Microsoft's form, go-msgauth reads what the RFC says.
func simple(text string) bool {
	depth := 0
	for _, c := range text {
		switch {
		case c == '(':
			depth++
		case c == ')':
			depth--
		case c == '"', c == '\\', depth > 0 && (c == ';' || c == '='):
			return false
		}
	}
	return depth == 0
}

// TestOracle compares with go-msgauth, where it can read a field at all.
func TestOracle(t *testing.T) {
	all, same, shown := 0, 0, 200
	compare := func(text string) {
		text = strings.TrimSpace(strings.NewReplacer("\r", "", "\n", "").Replace(text))
		all++
		if !simple(text) {
			return
		}
		id, results, err := oracle.Parse(text)
		if err != nil || strings.Contains(id, "=") {
			return
		}
		r := Parse(text, -1)
		if len(r.Problems) > 0 {
			return // go-msgauth takes text such as from=a.example for a result
		}
		if r.AuthservID != id || len(r.Items) != len(results) {
			t.Errorf("go-msgauth reads %d results by another or the same authserv-id, not %d: %s", len(results), len(r.Items), summary(&r)[:min(len(summary(&r)), shown)])
			return
		}
		for i, result := range results {
			v := reflect.ValueOf(result).Elem()
			if got := strings.ToLower(v.FieldByName("Value").String()); got != r.Items[i].Result {
				t.Errorf("go-msgauth reads the result %s, not %s", got, r.Items[i].Result)
			}
			sameOracleParts(t, v, &r.Items[i])
		}
		same++
	}
	for _, form := range forms {
		if form.problems == "" && form.text != "" {
			compare(form.text)
		}
	}
	t.Logf("%d of %d forms", same, all)
	if same == 0 {
		t.Error("nothing was compared")
	}
	t.Run("corpus", func(t *testing.T) {
		all, same, shown = 0, 0, 0 // of the corpus, show nothing
		corpusFields(t, func(_, name, body string) {
			if name != "received-spf" {
				compare(body)
			}
		})
		t.Logf("%d of %d fields of the corpus are read alike", same, all)
		if same < 100 {
			t.Errorf("only %d fields were compared", same)
		}
	})
}

// oracleParts are where go-msgauth puts a property, by type of its results.
var oracleParts = map[string]string{
	"AuthResult.Auth": "smtp.auth", "DKIMResult.Domain": "header.d", "DKIMResult.Identifier": "header.i",
	"SPFResult.From": "smtp.mailfrom", "SPFResult.Helo": "smtp.helo", "DMARCResult.From": "header.from", "IPRevResult.IP": "policy.iprev",
}

func sameOracleParts(t *testing.T, v reflect.Value, it *Item) {
	t.Helper()
	for i := range v.NumField() {
		name := v.Type().Field(i).Name
		ptype, property, ok := strings.Cut(oracleParts[v.Type().Name()+"."+name], ".")
		if !ok {
			continue
		}
		if got, _ := it.Get(ptype, property); got != v.Field(i).String() {
			t.Errorf("%s.%s is another value than %s.%s", v.Type().Name(), name, ptype, property)
		}
	}
}
