package main

import (
	"encoding/xml"
	"strings"

	"github.com/hopproof/hopproof/report"
)

// The JUnit form that CI systems read: a suite for each message, a case for
// each leg and each condition of the route. Broken is a failure; unknown is
// skipped if the leg is not required, and a failure of its own type if it is.
type junitSuites struct {
	XMLName  xml.Name     `xml:"testsuites"`
	Name     string       `xml:"name,attr"`
	Tests    int          `xml:"tests,attr"`
	Failures int          `xml:"failures,attr"`
	Skipped  int          `xml:"skipped,attr"`
	Suites   []junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Skipped  int         `xml:"skipped,attr"`
	Cases    []junitCase `xml:"testcase"`
	Out      string      `xml:"system-out,omitempty"`
}

type junitCase struct {
	Name    string        `xml:"name,attr"`
	Class   string        `xml:"classname,attr"`
	Failure *junitMessage `xml:"failure,omitempty"`
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
	name := d.Input.Name
	if name == "" {
		name = "standard input"
	}
	suite := junitSuite{Name: report.Printable(name), Out: report.Printable(d.Route.Sentence)}
	for i := range d.Route.Legs {
		l := &d.Route.Legs[i]
		suite.add(l.Leg, d.Route.Name, l.Outcome, l.Required, l.ReasonText, l.RemedyText)
	}
	for i := range d.Route.Conditions {
		c := &d.Route.Conditions[i]
		suite.add(c.Condition, d.Route.Name, c.Outcome, true, c.ReasonText, c.RemedyText)
	}
	s.Suites = append(s.Suites, suite)
	s.Tests += suite.Tests
	s.Failures += suite.Failures
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
