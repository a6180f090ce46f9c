package redact

import (
	_ "embed" // the table of fields
	"sync"

	"github.com/hopproof/hopproof/internal/tsv"
)

//go:embed fields.tsv
var fieldsTSV string

// fieldTable leads from the name of a field in lower case, or "x-ms-*", to the
// word for its policy.
var fieldTable = sync.OnceValue(func() map[string]string {
	t := map[string]string{}
	for _, cells := range tsv.Rows(fieldsTSV) {
		t[cells[0]] = cells[1]
	}
	return t
})
