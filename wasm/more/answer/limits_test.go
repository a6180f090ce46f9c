package answer

import (
	"strings"
	"testing"

	"github.com/hopproof/hopproof/wasm/page"
)

// TestQuestionLimit: a report may take a megabyte, and not a byte more.
func TestQuestionLimit(t *testing.T) {
	for _, more := range []int{0, 1} {
		_, e := Explain(&page.Engine{}, strings.Repeat("a", maxQuestion+more), "en")
		if (e != nil) != (more > 0) || e != nil && e.Code != page.InputTooLarge {
			t.Errorf("%d bytes more: %+v", more, e)
		}
	}
}
