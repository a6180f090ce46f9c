package report

import "github.com/hopproof/hopproof/internal/textout"

// Printable makes text from outside safe for a terminal or a log line:
// control and bidirectional formatting characters become visible escapes.
func Printable(text string) string { return textout.Clean(text) }
