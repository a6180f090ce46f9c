package main

import (
	"errors"
	"fmt"
	"strconv"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/hopproof/hopproof/internal/textout"
	"github.com/hopproof/hopproof/mailfile"
	"github.com/hopproof/hopproof/msg"
	"github.com/hopproof/hopproof/report"
)

// addInner adds the flag that chooses an inner message.
func (a *app) addInner(c *cobra.Command) {
	c.Flags().Var((*innerNumber)(&a.inner), "inner",
		"report on the attached message of this `number`, from 1, instead of the one around it")
}

// innerNumber is the value of that flag.
type innerNumber int

var _ pflag.Value = (*innerNumber)(nil)

func (n *innerNumber) String() string {
	if *n == 0 {
		return ""
	}
	return strconv.Itoa(int(*n))
}

// Set takes numbers from 1 on.
func (n *innerNumber) Set(text string) error {
	number, err := strconv.Atoi(text)
	if err != nil || number < 1 {
		return errors.New("not a number from 1 on")
	}
	*n = innerNumber(number)
	return nil
}

// Type names the value for the help.
func (n *innerNumber) Type() string { return "int" }

// mentionInner says that there are messages inside the one that is reported on.
func (a *app) mentionInner(m message, file *mailfile.File) {
	if a.inner != 0 {
		return
	}
	switch n := len(file.Inner); n {
	case 0:
	case 1:
		a.say("hint", m.title()+": contains an attached message"+subject(&file.Inner[0])+": --inner 1 analyses it")
	default:
		a.say("hint", fmt.Sprintf("%s: contains %d attached messages: --inner 1 to --inner %d analyse them", m.title(), n, n))
	}
	if file.Truncated {
		a.say("hint", m.title()+": contains more attached messages than are counted")
	}
}

func subject(m *mailfile.Message) string {
	if m.Subject == "" {
		return ""
	}
	return " (" + textout.Shorten(report.Printable(m.Subject), 80, "…") + ")"
}

// mentionLoss says what of an Outlook item could not be read as it was.
func (a *app) mentionLoss(m message, file *mailfile.File) {
	chosen := &file.Message
	if a.inner > 0 {
		chosen = &file.Inner[a.inner-1]
	}
	if chosen.Undecoded {
		a.say("hint", m.title()+": some characters beyond US-ASCII are in an unknown code page and were lost")
	}
}

// unopened names the input in the error of opening it, and says what to do.
func unopened(m message, err error) error {
	named := fmt.Errorf("%s: %w", m.title(), err)
	var none *msg.NoHeadersError
	var number *mailfile.NumberError
	var damaged *msg.DamagedError
	switch {
	case errors.As(err, &none):
		return hint(named, "Outlook keeps transport headers with mail that came in over SMTP only; take the message from its recipient")
	case errors.As(err, &number) && number.Count == 0:
		return hint(named, "leave --inner out")
	case errors.As(err, &number) && number.Count == 1:
		return hint(named, "give --inner 1")
	case errors.As(err, &number):
		return hint(named, fmt.Sprintf("give --inner 1 to --inner %d", number.Count))
	case errors.As(err, &damaged):
		return hint(named, "save the message again")
	}
	return hint(named, "give a message (.eml or .msg), or the header section copied from its source")
}
