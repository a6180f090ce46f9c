package explain

import (
	"strings"

	"github.com/hopproof/hopproof/report"
)

// groups are those of the catalogue that hold sentences for codes, in the
// order in which a reader meets them.
var groups = [...]struct {
	prefix string
	kind   Kind
}{
	{"finding.", Finding}, {"reason.", Reason}, {"remedy.", Remedy}, {"problem.", Problem},
	{"cause.", Cause}, {"question.", Question}, {"explain.", Reading},
}

// coded explains a code of a Document by its sentence.
func (a asker) coded(code string) []Answer {
	code = strings.ToLower(code)
	var list []Answer
	for _, g := range groups {
		if a.catalogue.Has(g.prefix + code) {
			list = append(list, Answer{Kind: g.kind, Subject: code,
				Meaning: placeholders(a.catalogue.Text(g.prefix+code, nil)),
				Source:  sourceText("HOPPROOF", a.lang), Confidence: documented})
		}
	}
	return list
}

// placeholders shows the places of a sentence as a manual does: <ip>.
func placeholders(text string) string {
	return strings.NewReplacer("_s}", ">", "{", "<", "}", ">").Replace(text)
}

// codes lists every code that has a sentence.
func codes() []string {
	var list []string
	for _, key := range report.Lookup("en").Keys() {
		for _, g := range groups {
			if code, ok := strings.CutPrefix(key, g.prefix); ok {
				list = append(list, code)
			}
		}
	}
	return list
}
