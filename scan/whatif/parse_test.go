package whatif

import (
	"testing"

	"github.com/hopproof/hopproof/hops/connector"
	"github.com/hopproof/hopproof/report"
)

func TestParse(t *testing.T) {
	for _, c := range []struct {
		text string
		q    report.WhatIfQuestion
		file string
		err  error
	}{
		{"reject-direct-send", report.IfRejectDirectSend, "", nil},
		{" reject-direct-send  in.json ", report.IfRejectDirectSend, "in.json", nil},
		{"connector my connectors.json", report.IfConnector, "my connectors.json", nil},
		{"connector", "", "", ErrNoFile},
		{"connector ", "", "", ErrNoFile},
		{"Connector x", "", "", ErrQuestion},
		{"rain", "", "", ErrQuestion},
		{"", "", "", ErrQuestion},
	} {
		q, file, err := Parse(c.text)
		if q != c.q || file != c.file || err != c.err {
			t.Errorf("%q: %q %q %v", c.text, q, file, err)
		}
		if judge, ok := Ask(q, connector.Setup{}); ok != (err == nil) || ok != (judge != nil) {
			t.Errorf("%q: a question that nobody answers, or the other way round", c.text)
		}
	}
}
