package explain

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/hopproof/hopproof/report"
)

// SchemaName names the form of an [Explanation] as JSON.
const SchemaName = "hopproof-explain/1"

// Explanation is the answer to a question of one or several words.
type Explanation struct {
	Schema    string
	Generator string // the program and its version
	Lang      string
	Answers   []Answer
	// Unknown are the words that no table knows.
	Unknown []UnknownWord
}

// UnknownWord is a word that no table knows, or the value of a known one: Of.
type UnknownWord struct {
	Word    string
	Of      string
	Similar []string // words that may have been meant
}

// Ask explains the words together, as in "550 5.7.64" or "AuthMechanism 10", or
// else each by itself.
func Ask(words []string, lang string) Explanation {
	e := Explanation{Schema: SchemaName, Lang: report.Lookup(lang).Lang()}
	whole := strings.Join(words, " ")
	answers := Text(whole, e.Lang)
	if len(words) == 1 {
		e.take(whole, answers)
		return e
	}
	alone := make([][]Answer, len(words))
	for i, word := range words {
		alone[i] = Text(word, e.Lang)
	}
	if len(answers) > 0 && Complete(answers) && !apart(alone, answers) {
		e.take(whole, answers)
		return e
	}
	for i, word := range words {
		e.take(word, alone[i])
	}
	return e
}

// apart reports whether the words together explain less than each by itself: one of
// them is all that was understood, or a code among them was not. Words of an error's
// text are no questions of their own.
func apart(alone [][]Answer, answers []Answer) bool {
	isError := func(a Answer) bool { return a.Kind == Reply || a.Kind == Status }
	text := slices.ContainsFunc(answers, isError)
	for _, own := range alone {
		if len(own) == 0 || !Complete(own) {
			continue
		}
		code := own[0].Kind == Value || isError(own[0])
		if code && !within(own[0].Subject, answers) || !text && answers[0].Subject == own[0].Subject {
			return true
		}
	}
	return false
}

// within reports whether one of the answers is about subject and more, as "550 5.7.64"
// is about "550".
func within(subject string, answers []Answer) bool {
	return slices.ContainsFunc(answers, func(a Answer) bool { return strings.Contains(a.Subject, subject) })
}

// take adds the answers to one word.
func (e *Explanation) take(word string, answers []Answer) {
	if len(answers) == 0 || !Complete(answers) {
		u := UnknownWord{Word: shorten(word), Similar: Suggest(word)}
		if len(answers) > 0 {
			u.Word, u.Of = shorten(answers[0].Unknown), answers[0].Subject
		}
		e.Unknown = append(e.Unknown, u)
	}
	e.Answers = append(e.Answers, answers...)
}

// shorten keeps the beginning of a long question.
func shorten(text string) string {
	const most = 80
	if len(text) <= most {
		return text
	}
	cut := most
	for cut > 0 && !utf8.RuneStart(text[cut]) {
		cut--
	}
	return text[:cut] + "…"
}
