package explain

import (
	_ "embed" // the errors
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/hopproof/hopproof/internal/tsv"
)

// The columns of smtp-errors.tsv are those of smtpError: codes and patterns as
// codesOf and patternsOf read them, lists parted by commas. The sentences stand
// in a table for each language, under the same ids.
//
//go:embed smtp-errors.tsv
var errorsTSV string

//go:embed smtp-errors.en.tsv
var errorsEnglishTSV string

//go:embed smtp-errors.fr.tsv
var errorsFrenchTSV string

// smtpError is an error that servers report.
type smtpError struct {
	id         string
	codes      []codeRange
	patterns   []pattern
	by, flow   []string
	sources    string
	confidence Confidence
	checked    string
	texts      [2]advice
}

// advice is what a reader wants to know of an error.
type advice struct{ meaning, cause, fix string }

// codeRange is a code with which an error comes: details from to to. Unsure: the
// code comes with other errors as well, so that the words decide.
type codeRange struct {
	status
	to     int
	unsure bool
}

var errorTable = sync.OnceValue(func() []smtpError {
	var list []smtpError
	en, fr := adviceOf(errorsEnglishTSV), adviceOf(errorsFrenchTSV)
	for _, c := range tsv.Rows(errorsTSV) {
		list = append(list, smtpError{id: c[0], codes: codesOf(c[1]), patterns: patternsOf(c[2]),
			by: splitList(c[3], ","), flow: splitList(c[4], ","), sources: c[5],
			confidence: Confidence(c[6]), checked: c[7], texts: [2]advice{en[c[0]], fr[c[0]]}})
	}
	return list
})

func adviceOf(table string) map[string]advice {
	all := map[string]advice{}
	for _, c := range tsv.Rows(table) {
		all[c[0]] = advice{c[1], c[2], c[3]}
	}
	return all
}

// codesOf reads "550 5.7.501-503, 5.4.8, 550 5.7.1?".
func codesOf(cell string) []codeRange {
	var list []codeRange
	for _, item := range splitList(cell, ", ") {
		item, unsure := strings.CutSuffix(item, "?")
		first, last, isRange := strings.Cut(item, "-")
		s, _ := parseStatus(first)
		c := codeRange{status: s, to: s.detail, unsure: unsure}
		if isRange {
			c.to, _ = strconv.Atoi(last)
		}
		list = append(list, c)
	}
	return list
}

// fit is how well a status fits the codes of an error: 0 not at all, 1 but for
// the reply code, 2 as far as told, 3 wholly.
func (e *smtpError) fit(s status) (best int, sure bool) {
	for i := range e.codes {
		c := &e.codes[i]
		if !s.enhanced() || s.class != c.class || s.subject != c.subject || s.detail < c.detail || s.detail > c.to {
			continue
		}
		fit := 2
		if s.basic != 0 && c.basic != 0 {
			fit = 1
			if s.basic == c.basic {
				fit = 3
			}
		}
		if fit > best {
			best, sure = fit, !c.unsure
		}
	}
	return best, sure
}

// errorsOf lists the errors that a code alone stands for, and those that merely
// share it. Where an error with the same reply code shares it, one with another
// reply code is not meant.
func errorsOf(s status) (sure, unsure []*smtpError) {
	table, most := errorTable(), 0
	for i := range table {
		fit, _ := table[i].fit(s)
		most = max(most, fit)
	}
	for i := range table {
		switch fit, alone := table[i].fit(s); {
		case fit == 0:
		case alone && fit == most:
			sure = append(sure, &table[i])
		default:
			unsure = append(unsure, &table[i])
		}
	}
	slices.SortStableFunc(unsure, func(x, y *smtpError) int {
		fitX, _ := x.fit(s)
		fitY, _ := y.fit(s)
		return fitY - fitX
	})
	return sure, unsure
}

// standsAlone reports whether a code alone stands for an error.
func standsAlone(s status) bool {
	sure, _ := errorsOf(s)
	return len(sure) > 0
}

// smtpError makes the answer about an error that was met with the code s, or
// with none, and in these words.
func (a asker) smtpError(e *smtpError, s status, says string) Answer {
	text := &e.texts[a.lang]
	if fit, _ := e.fit(s); fit == 0 {
		s = e.codes[0].status
	}
	answer := Answer{Kind: Reply, Subject: s.String(), Says: says, Flow: e.flow, Meaning: text.meaning,
		Cause: text.cause, Fix: text.fix, Source: sourceText(e.sources, a.lang), Confidence: e.confidence,
		Checked: e.checked}
	for _, by := range e.by {
		if key := "answer.by-" + by; a.catalogue.Has(key) {
			by = a.catalogue.Text(key, nil)
		}
		answer.By = append(answer.By, by)
	}
	for i := range e.codes {
		if code := e.codes[i].code(); code != s.code() && !slices.Contains(answer.Related, code) {
			answer.Related = append(answer.Related, code)
		}
	}
	return answer
}
