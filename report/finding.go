package report

// Finding is about the message: what its fields mean.
type Finding struct {
	// Code names the finding: "hop-negative-delay".
	Code string `json:"code"`
	// Severity says how much it matters.
	Severity Severity `json:"severity"`
	// Args are the arguments of the sentence.
	Args Pairs `json:"args"`
	// Text is the sentence.
	Text string `json:"text,omitempty"`
	// Evidence are the fields that show it.
	Evidence []Evidence `json:"evidence"`
}

// Problem is about the text: syntax that was mended or could not be read.
type Problem struct {
	// Code names the problem: "indent-lost".
	Code string `json:"code"`
	// Args are the arguments of the sentence.
	Args Pairs `json:"args"`
	// Text is the sentence.
	Text string `json:"text,omitempty"`
	// Span is the place in the input.
	Span Span `json:"span,omitzero"`
}
