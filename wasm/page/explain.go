package page

import "github.com/hopproof/hopproof/explain"

// maxQuestion bounds in bytes what is explained.
const maxQuestion = 1 << 20

// Explain answers a word or the text of a non-delivery report as the command
// explain does: the JSON of package explain.
func (e *Engine) Explain(text, lang string) (string, *Error) {
	if len(text) > maxQuestion {
		return "", &Error{Code: InputTooLarge, Message: "The text is larger than 1 MiB."}
	}
	x := explain.Ask([]string{text}, lang)
	x.Generator = e.Generator
	return string(x.AppendJSON(nil, "")), nil
}
