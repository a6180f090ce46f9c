// Package answer is what bundle npm does, without JavaScript.
package answer

import (
	"github.com/hopproof/hopproof/mailfile"
	"github.com/hopproof/hopproof/report"
	"github.com/hopproof/hopproof/wasm/page"
	"github.com/hopproof/hopproof/wasm/unread"
)

// Analyze answers with the document of a file, or of the inner message that the
// options name, as JSON in one line. The options are those of package page but
// for what is found out here, and for what would need DNS.
func Analyze(e *page.Engine, input []byte, optionsJSON string) (string, *page.Error) {
	o, dns, problem := e.Options(input, optionsJSON)
	if problem != nil {
		return "", problem
	}
	if dns != "" || o.Kind != "" || o.Inner != nil {
		return "", &page.Error{Code: page.OptionsInvalid, Message: "The options are not usable: dns, kind and inner are none here."}
	}
	file, err := mailfile.Open(input, e.Decoder)
	if err != nil {
		return "", unread.Error(err)
	}
	text, err := file.Select(o.InnerNumber, &o)
	if err != nil {
		return "", unread.Error(err)
	}
	d := report.Of(text, o)
	return string(d.AppendJSON(nil, "")), nil
}
