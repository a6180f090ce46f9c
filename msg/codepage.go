package msg

import (
	_ "embed" // the table
	"strconv"

	"github.com/hopproof/hopproof/internal/tsv"
)

// codePagesTSV names the character set of a Windows code page, as header
// fields and browsers write it.
//
//go:embed codepages.tsv
var codePagesTSV string

// charset is the name of a code page; empty if it is not in the table.
func charset(codePage int) string {
	number := strconv.Itoa(codePage)
	for _, row := range tsv.Rows(codePagesTSV) {
		if row[0] == number {
			return row[1]
		}
	}
	return ""
}
