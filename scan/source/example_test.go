package source_test

import (
	"context"
	"fmt"
	"strings"

	"github.com/hopproof/hopproof/scan/source"
)

// A mailbox is known by its content, whatever it is called.
func ExampleWalk() {
	mailbox := "From scanner@contoso.example Tue Nov  3 08:42:11 2026\nSubject: one\n\nbody\n\n" +
		"From scanner@contoso.example Tue Nov  3 08:43:11 2026\nSubject: two\n\nbody\n"
	options := source.Options{Stdin: strings.NewReader(mailbox)}
	source.Walk(context.Background(), []string{"-"}, options, func(m *source.Message) bool {
		line, _, _ := strings.Cut(string(m.Head), "\n")
		fmt.Println(m.Name, line, m.Problem == nil)
		return true
	})
	// Output:
	// -#1 Subject: one true
	// -#2 Subject: two true
}
