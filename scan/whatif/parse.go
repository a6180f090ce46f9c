package whatif

import (
	"errors"
	"strings"

	"github.com/hopproof/hopproof/report"
)

// Usage are the questions in words, for the help of a flag and the hint to a mistake.
const Usage = `reject-direct-send, or "connector FILE"`

// What is wrong with a question.
var (
	ErrQuestion = errors.New("not a question")
	ErrNoFile   = errors.New("names no file with connectors")
)

// Parse reads a question in words, and the file whose connectors it is about;
// without one, file is empty. The error is [ErrQuestion] or [ErrNoFile].
func Parse(text string) (q report.WhatIfQuestion, file string, err error) {
	name, file, _ := strings.Cut(strings.TrimSpace(text), " ")
	q, file = report.WhatIfQuestion(name), strings.TrimSpace(file)
	switch {
	case q != report.IfRejectDirectSend && q != report.IfConnector:
		return "", "", ErrQuestion
	case q == report.IfConnector && file == "":
		return "", "", ErrNoFile
	}
	return q, file, nil
}
