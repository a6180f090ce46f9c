package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"github.com/hopproof/hopproof/explain"
)

var explainFormats = []string{"text", "json"}

// maxQuestion bounds what is read of standard input.
const maxQuestion = 1 << 20

func (a *app) explainCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "explain WORD...|-",
		Short: "Explain a field, key, code or SMTP error",
		Long: `explain tells what a word means and, of an error, what to do: a header field, a
key or value of Microsoft's, a protocol, an SMTP or enhanced status code, a word
or code of hopproof, or the text of an error. With - or no word, it reads a
non-delivery report from standard input and explains every error in it.

Exit status: 0 explained, 3 unknown word, 2 usage or unreadable input.`,
		Example: `  hopproof explain 5.7.64
  hopproof explain SFV:SKI compauth
  hopproof explain "550 5.7.60 SMTP; Client does not have permissions to send as this sender"
  hopproof explain < report.txt`,
		RunE: func(_ *cobra.Command, args []string) error { return a.explain(args) },
	}
	a.common.add(c, explainFormats)
	return c
}

// explanation is the JSON form of an answer.
type explanation struct {
	Schema    string           `json:"schema"`
	Generator string           `json:"generator"`
	Lang      string           `json:"lang"`
	Answers   []explain.Answer `json:"answers"`
	// Unknown are the words that no table knows.
	Unknown []unknownWord `json:"unknown,omitempty"`
}

// unknownWord is a word that no table knows, or the value of a known one: Of.
type unknownWord struct {
	Word    string   `json:"word"`
	Of      string   `json:"of,omitempty"`
	Similar []string `json:"similar"`
}

func (a *app) explain(args []string) error {
	words, err := a.question(args)
	if err != nil {
		return err
	}
	w, err := a.open(explainFormats, nil)
	if err != nil {
		return err
	}
	e := explanation{Schema: "hopproof-explain/1", Generator: generator(), Lang: a.lang(), Answers: []explain.Answer{}}
	e.ask(words)
	if w.format == "json" {
		encoder := json.NewEncoder(w)
		encoder.SetIndent("", "  ")
		encoder.SetEscapeHTML(false)
		err = encoder.Encode(e)
	} else {
		_, err = w.Write(explain.AppendText(nil, e.Answers, w.text))
	}
	if finishErr := w.finish(); err == nil {
		err = finishErr
	}
	if err != nil || len(e.Unknown) == 0 {
		return err
	}
	for _, u := range e.Unknown {
		a.sayUnknown(u)
	}
	return exitError(exitUnknown)
}

// question is what is asked: the arguments, or the text of standard input.
func (a *app) question(args []string) ([]string, error) {
	if len(args) == 0 && isTerminal(a.in) {
		return nil, hint(errors.New("explain needs a word"), "for example: hopproof explain 5.7.64")
	}
	if len(args) == 0 || len(args) == 1 && args[0] == "-" {
		text, err := io.ReadAll(io.LimitReader(a.in, maxQuestion+1))
		if err == nil && len(text) > maxQuestion {
			err = fmt.Errorf("larger than %d MiB", maxQuestion>>20)
		}
		if err != nil {
			return nil, describe("standard input", err)
		}
		args = []string{string(text)}
	}
	for _, word := range args {
		if strings.TrimSpace(word) == "" {
			return nil, hint(errors.New("the question is empty"), "for example: hopproof explain 5.7.64")
		}
	}
	return args, nil
}

// ask explains the words together, as in "550 5.7.64" or "AuthMechanism 10", or
// else each by itself.
func (e *explanation) ask(words []string) {
	whole := strings.Join(words, " ")
	answers := explain.Text(whole, e.Lang)
	if len(words) == 1 || len(answers) > 0 && explain.Complete(answers) {
		e.take(whole, answers)
		return
	}
	for _, word := range words {
		e.take(word, explain.Text(word, e.Lang))
	}
}

// take adds the answers to one word.
func (e *explanation) take(word string, answers []explain.Answer) {
	if len(answers) == 0 || !explain.Complete(answers) {
		u := unknownWord{Word: shorten(word), Similar: append([]string{}, explain.Suggest(word)...)}
		if len(answers) > 0 {
			u.Word, u.Of = shorten(answers[0].Unknown), answers[0].Subject
		}
		e.Unknown = append(e.Unknown, u)
	}
	e.Answers = append(e.Answers, answers...)
}

func (a *app) sayUnknown(u unknownWord) {
	switch {
	case u.Of != "":
		a.say("error", fmt.Sprintf("%s: %q is no known value", u.Of, u.Word))
	default:
		a.say("error", fmt.Sprintf("nothing is known about %q", u.Word))
	}
	switch {
	case len(u.Similar) > 0:
		a.say("hint", "did you mean "+strings.Join(u.Similar, ", ")+"?")
	case u.Of == "":
		a.say("hint", "ask for a field, a key such as SFV, a status code such as 5.7.64, or paste the error text")
	}
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
