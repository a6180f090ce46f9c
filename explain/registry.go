package explain

import (
	_ "embed" // the registry
	"strconv"
	"strings"
	"sync"

	"github.com/hopproof/hopproof/internal/tsv"
)

// The registry has reply codes ("550"), their classes ("5yz"), the classes,
// subjects and details of enhanced codes ("5.x.x", "x.7.x", "x.7.1").
//
//go:embed status.tsv
var statusTSV string

type registered struct {
	meaning sentence
	sources string
	checked string
}

var registry = sync.OnceValue(func() map[string]registered {
	table := map[string]registered{}
	for _, c := range tsv.Rows(statusTSV) {
		table[c[0]] = registered{sentence{c[1], c[2]}, c[3], c[4]}
	}
	return table
})

// status explains a word that is a status code: the errors that are known by
// the code alone, what the registries say, then errors that share the code.
func (a asker) status(word string) []Answer {
	s, ok := parseStatus(word)
	if !ok {
		return a.family(word)
	}
	var list []Answer
	sure, unsure := errorsOf(s)
	for _, e := range sure {
		list = append(list, a.smtpError(e, s, e.patterns[0].says))
	}
	if general := a.registered(s); len(list) == 0 || !general.Generic {
		list = append(list, general)
	}
	for _, e := range unsure {
		list = append(list, a.smtpError(e, s, e.patterns[0].says))
	}
	return list
}

// registered explains a code by the registries: itself, or else its class and
// subject.
func (a asker) registered(s status) Answer {
	answer := Answer{Kind: Status, Subject: s.String(), Confidence: documented}
	var keys []string
	first := strconv.Itoa(s.severity())
	if s.enhanced() {
		subject, detail := strconv.Itoa(s.subject), strconv.Itoa(s.detail)
		keys = []string{first + ".x.x", "x." + subject + "." + detail}
		if _, known := registry()[keys[1]]; !known {
			keys[1], answer.Generic = "x."+subject+".x", true
		}
		answer.Related = []string{keys[0], "x." + subject + ".x"}
	} else {
		keys = []string{strconv.Itoa(s.basic)}
		if _, known := registry()[keys[0]]; !known {
			keys[0], answer.Generic = first+"yz", true
		}
		answer.Related = []string{first + "yz"}
	}
	a.fill(&answer, keys)
	if fix := "answer.fix-" + first; a.catalogue.Has(fix) {
		answer.Fix = a.catalogue.Text(fix, nil)
	}
	return answer
}

// fill joins the sentences and sources of rows of the registry.
func (a asker) fill(answer *Answer, keys []string) {
	var meanings, sources []string
	for _, key := range keys {
		row, known := registry()[key]
		if !known {
			continue
		}
		meanings = append(meanings, row.meaning[a.lang])
		answer.Checked = row.checked
		if source := sourceText(row.sources, a.lang); len(sources) == 0 || sources[0] != source {
			sources = append(sources, source)
		}
	}
	if answer.Generic {
		meanings = append(meanings, a.catalogue.Text("answer.generic", nil))
	}
	answer.Meaning, answer.Source = strings.Join(meanings, " "), strings.Join(sources, separators[a.lang])
}

// family explains a class or subject of codes: "5.7.x", "x.7.1", "5.7", "4yz".
func (a asker) family(word string) []Answer {
	key := strings.ToLower(strings.Trim(word, "# \t"))
	if strings.Count(key, ".") == 1 {
		key += ".x"
	}
	if len(key) == 3 && strings.HasSuffix(key, "xx") {
		key = key[:1] + "yz"
	}
	if _, known := registry()[key]; known {
		answer := Answer{Kind: Status, Subject: key, Confidence: documented}
		a.fill(&answer, []string{key})
		return []Answer{answer}
	}
	parts := strings.Split(key, ".")
	if len(parts) != 3 || parts[2] != "x" {
		return nil
	}
	keys := []string{parts[0] + ".x.x", "x." + parts[1] + ".x"}
	for _, k := range keys {
		if _, known := registry()[k]; !known {
			return nil
		}
	}
	answer := Answer{Kind: Status, Subject: key, Confidence: documented, Related: keys}
	a.fill(&answer, keys)
	return []Answer{answer}
}
