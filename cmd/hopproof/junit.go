package main

import (
	"encoding/xml"
	"strings"

	"github.com/hopproof/hopproof/report"
)

// The JUnit form that CI systems read: a suite for each message, a case for
// each leg and each condition of the route. Broken is a failure; unknown is
// skipped if the leg is not required, and a failure of its own type if it is. An
// input that cannot be read is an error.
type junitSuites struct {
	XMLName  xml.Name     `xml:"testsuites"`
	Name     string       `xml:"name,attr"`
	Tests    int          `xml:"tests,attr"`
	Failures int          `xml:"failures,attr"`
	Errors   int          `xml:"errors,attr"`
	Skipped  int          `xml:"skipped,attr"`
	Suites   []junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Errors   int         `xml:"errors,attr"`
	Skipped  int         `xml:"skipped,attr"`
	Cases    []junitCase `xml:"testcase"`
	Out      string      `xml:"system-out,omitempty"`
}

type junitCase struct {
	Name    string        `xml:"name,attr"`
	Class   string        `xml:"classname,attr"`
	Failure *junitMessage `xml:"failure,omitempty"`
	Error   *junitMessage `xml:"error,omitempty"`
	Skipped *junitMessage `xml:"skipped,omitempty"`
}

type junitMessage struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr,omitempty"`
	Text    string `xml:",chardata"`
}

// add appends the suite of one document.
func (s *junitSuites) add(d *report.Document) {
	if d.Route == nil {
		return
	}
	m := message{name: d.Input.Name}
	suite := junitSuite{Name: report.Printable(m.title()), Out: report.Printable(d.Route.Sentence)}
	for i := range d.Route.Legs {
		l := &d.Route.Legs[i]
		suite.add(l.Leg, d.Route.Name, l.Outcome, l.Required, l.ReasonText, l.RemedyText)
	}
	for i := range d.Route.Conditions {
		c := &d.Route.Conditions[i]
		suite.add(c.Title(), d.Route.Name, c.Outcome, true, c.ReasonText, c.RemedyText)
	}
	if suite.Failures == 0 && d.Route.Outcome != report.Held {
		// Of a route without a required leg nothing may be held at all.
		suite.add("route", d.Route.Name, d.Route.Outcome, true, d.Route.Sentence, "")
	}
	s.append(suite)
}

// unreadable appends the suite of an input of which there is no document, so
// that the file of a run is not green where its exit code is not.
func (s *junitSuites) unreadable(name string, err error) {
	name = report.Printable(name)
	m := &junitMessage{Message: report.Printable(err.Error()), Type: "unreadable"}
	s.append(junitSuite{Name: name, Tests: 1, Errors: 1, Cases: []junitCase{{Name: "input", Class: name, Error: m}}})
}

func (s *junitSuites) append(suite junitSuite) {
	s.Suites = append(s.Suites, suite)
	s.Tests += suite.Tests
	s.Failures += suite.Failures
	s.Errors += suite.Errors
	s.Skipped += suite.Skipped
}

func (s *junitSuite) add(name, class string, outcome report.Outcome, required bool, reason, remedy string) {
	c := junitCase{Name: report.Printable(name), Class: report.Printable(class)}
	m := &junitMessage{Message: report.Printable(reason), Type: string(outcome), Text: report.Printable(remedy)}
	s.Tests++
	switch {
	case outcome == report.Held:
	case required:
		c.Failure = m
		s.Failures++
	default:
		m.Type = ""
		c.Skipped = m
		s.Skipped++
	}
	s.Cases = append(s.Cases, c)
}

// write writes the whole file.
func (s *junitSuites) write() ([]byte, error) {
	s.Name = "hopproof"
	body, err := xml.MarshalIndent(s, "", "  ")
	return []byte(strings.TrimSuffix(xml.Header, "\n") + "\n" + string(body) + "\n"), err
}
