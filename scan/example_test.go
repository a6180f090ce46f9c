package scan_test

import (
	"context"
	"fmt"

	"github.com/hopproof/hopproof/report"
	"github.com/hopproof/hopproof/scan"
)

// Several workers, one order: the batches come as the names are sorted. What is
// no message has a problem in place of a document.
func ExampleRun() {
	count, problems := 0, 0
	row := func(b []byte, d *report.Document) []byte { return append(d.AppendJSON(b, ""), '\n') }
	err := scan.Run(context.Background(), []string{"../testdata"}, scan.Options{Workers: 2, Append: row}, func(b *scan.Batch) error {
		for _, result := range b.Results {
			count++
			if result.Problem != "" {
				problems++
			}
		}
		return nil
	})
	fmt.Println(count > 20, problems < count, err)
	// Output:
	// true true <nil>
}
