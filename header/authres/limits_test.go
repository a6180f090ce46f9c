package authres

import (
	"strings"
	"testing"
)

// TestProblemLimit: a field of nothing but mistakes keeps the first of them, and
// is still ambiguous where a later one makes it so.
func TestProblemLimit(t *testing.T) {
	r := Parse("mx.example; "+strings.Repeat("a b; ", 10*maxProblems)+"x=y (", 0)
	if len(r.Problems) != maxProblems || !r.Ambiguous {
		t.Errorf("%d problems, ambiguous %v", len(r.Problems), r.Ambiguous)
	}
}
