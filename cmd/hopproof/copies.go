package main

import (
	"encoding/json"

	"github.com/hopproof/hopproof/internal/sendreport"
	"github.com/hopproof/hopproof/internal/textout"
	"github.com/hopproof/hopproof/mailfile"
	"github.com/hopproof/hopproof/report"
)

// copies collect the inputs of a run about one test message. Without a token
// there is nothing that makes one of them.
type copies struct{ *sendreport.Copies }

func (a *app) newCopies(o *report.Options) copies {
	if o.Route == nil || o.Route.Binding.Token == "" {
		return copies{}
	}
	return copies{Copies: sendreport.NewCopies(o.Route.Binding.Token, a.head())}
}

// returned is the number of the inner message to report on: of a delivery report
// about the test, what it returns.
func (c *copies) returned(chosen int, file *mailfile.File) int {
	if c.Copies != nil && chosen == 0 && file.Report != nil && len(file.Inner) > 0 {
		return 1
	}
	return chosen
}

// addCopy notes a document, and gives the exit code that it asks for by itself.
func (a *app) addCopy(c *copies, d *report.Document, file *mailfile.File, verdict func(*report.Document) int) int {
	if c.Copies != nil {
		one := c.Add(d, file.Report)
		m := message{name: one.Name}
		switch one.Kind {
		case sendreport.IsOther:
			a.say("error", m.title()+": bears "+c.Token+" neither in its Subject nor in its Message-ID")
			a.say("hint", "take the copy that does; the token is what hopproof send put there, or the Message-ID, and no id of message trace")
		case sendreport.IsReport:
			a.say("hint", m.title()+": is a delivery report; what it returns is shown")
		}
	}
	if verdict == nil {
		return exitDone
	}
	return verdict(d)
}

// finish writes the verdict over all inputs, and gives the exit code of the run:
// that of the verdict, unless an input could not be read. code is the worst of
// the inputs; one copy alone has said everything already.
func (c *copies) finish(a *app, w *writer, code int) (int, error) {
	if c.Copies == nil || len(c.Inputs) == 0 || len(c.Inputs) == 1 && c.Inputs[0].Kind != sendreport.IsReport {
		return code, nil
	}
	c.Finish()
	if code != exitUsage {
		code = outcomeCode(c.Outcome)
	}
	return code, w.copies(a, c.Copies)
}

// copies writes the verdict in the chosen format.
func (w *writer) copies(a *app, c *sendreport.Copies) error {
	switch w.format {
	case "json", "ndjson":
		encoder := json.NewEncoder(w)
		encoder.SetEscapeHTML(false)
		if w.format == "json" {
			encoder.SetIndent("", "  ")
		}
		return encoder.Encode(c)
	case "junit":
		w.junit.copies(c)
		return nil
	case "text":
	default:
		w.verdictInWords(a, c)
		return nil
	}
	w.sum = summary{} // this says more
	w.WriteString("\n")
	_, err := w.Write(c.AppendText(nil, w.text))
	return err
}

// copies appends the suite of the verdict over all inputs.
func (s *junitSuites) copies(c *sendreport.Copies) {
	suite := junitSuite{Name: textout.Clean("test " + c.Token), Out: report.Printable(c.Text)}
	suite.add("copies", c.Token, c.Outcome, true, c.Text, "")
	s.append(suite)
}
