package csv_test

import (
	"bytes"
	"fmt"

	"github.com/hopproof/hopproof/report"
	"github.com/hopproof/hopproof/scan/csv"
)

// A subject that a spreadsheet would take for a formula is text.
func ExampleAppendMessage() {
	d := report.Of([]byte("Subject: =1+1\r\nFrom: scanner@contoso.example\r\n\r\n"), report.Options{Name: "a.eml"})
	table := csv.AppendMessage(csv.AppendHeader(nil), &d)
	lines := bytes.Split(table, []byte("\r\n"))
	fmt.Println(len(lines), bytes.HasPrefix(lines[0], []byte("name,")), bytes.Contains(lines[1], []byte("'=1+1")))
	// Output:
	// 3 true true
}
