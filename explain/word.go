package explain

import (
	"strings"

	"github.com/hopproof/hopproof/report"
)

// longestWord bounds what is looked up as a word; longer text is a report.
const longestWord = 300

// asker is one question.
type asker struct {
	lang      language
	catalogue *report.Catalogue
}

func ask(lang string) asker {
	a := asker{catalogue: report.Lookup(lang)}
	if a.catalogue.Lang() == "fr" {
		a.lang = french
	}
	return a
}

// Word explains a word in the language of a tag such as "fr": a field, key,
// value ("SFV:SKI", "AuthMechanism 10"), protocol, status code or one of
// hopproof's own words, without regard to case. It is the first of [Words];
// false if no table knows the word.
func Word(word, lang string) (Answer, bool) {
	if list := Words(word, lang); len(list) > 0 {
		return list[0], true
	}
	return Answer{}, false
}

// Words explains a word in every sense that it has, the most likely first.
func Words(word, lang string) []Answer {
	word = strings.TrimSpace(word)
	if word == "" || len(word) > longestWord {
		return nil
	}
	a := ask(lang)
	list := a.status(word)
	list = append(list, a.own(word)...)
	if len(list) == 0 {
		if name, found := nameOf(word); found {
			list = a.own(name)
		}
	}
	return append(list, a.microsoft(word, len(list) > 0)...)
}

// own explains a word of hopproof's tables.
func (a asker) own(word string) []Answer {
	list := a.listed(fieldTable(), word)
	list = append(list, a.listed(wordTable(), word)...)
	if len(list) > 0 {
		return list
	}
	return a.coded(word)
}

// nameOf is the name of a field or key that is written with its value, which
// may be any text: "Return-Path: <x>", "smtp.mailfrom=contoso.example".
func nameOf(word string) (name string, found bool) {
	end := strings.IndexAny(word, ":= \t")
	if end < 0 || word[end] == ' ' || word[end] == '\t' {
		return "", false
	}
	return word[:end], true
}

// Text explains a word or, if it is none, the errors that it tells of, as
// [NDR] does.
func Text(text, lang string) []Answer {
	words := Words(text, lang)
	if len(words) > 0 && Complete(words) {
		return words
	}
	if errors := NDR(text, lang); len(errors) > 0 {
		return errors
	}
	return words
}

// Complete reports whether the answers leave no part of the question open.
func Complete(answers []Answer) bool {
	for i := range answers {
		if answers[i].Unknown != "" {
			return false
		}
	}
	return true
}
