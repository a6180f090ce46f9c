package authres

import (
	"reflect"
	"testing"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/internal/testcorpus"
)

// TestReader: what one field says is not changed by the next, and does not show in
// those of the next message.
func TestReader(t *testing.T) {
	var r Reader
	for _, m := range testcorpus.Messages(t) {
		s := header.Parse(m.Data)
		var got, want []Results
		for _, f := range s.All("Authentication-Results") {
			got, want = append(got, r.Parse(f.Value())), append(want, Parse(f.Value()))
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: a Reader and Parse differ", m.Name)
		}
		r.Reset()
	}
}
