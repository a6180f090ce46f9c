package page

import "github.com/hopproof/hopproof/report"

// Text answers with the text that the command prints of a message.
func (e *Engine) Text(input []byte, optionsJSON string) (string, *Error) {
	d, problem := e.document(input, optionsJSON)
	if problem != nil {
		return "", problem
	}
	return string(report.AppendText(nil, &d, report.TextOptions{})), nil
}
