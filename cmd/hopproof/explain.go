package main

import (
	"errors"
	"fmt"
	"strings"

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

		ValidArgsFunction: a.completeWords,
	}
	a.common.add(c, explainFormats)
	return c
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
	e := explain.Ask(words, a.lang())
	if w.format == "json" {
		e.Generator = generator()
		_, err = w.Write(append(e.AppendJSON(nil, "  "), '\n'))
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
		text, err := readUpTo(a.in, maxQuestion)
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

func (a *app) sayUnknown(u explain.UnknownWord) {
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
