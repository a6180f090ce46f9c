package connector

import (
	"slices"
	"strings"
	"testing"
)

func TestIsDomain(t *testing.T) {
	long := strings.Repeat("a", 63)
	for name, want := range map[string]bool{
		"contoso.example": true, "a_b.contoso.example": true, "x-1.example": true, "b\u00fccher.example": true, long + ".example": true,
		strings.Repeat(long+".", 3) + strings.Repeat("b", 61): true, // 253 bytes
		strings.Repeat(long+".", 3) + strings.Repeat("b", 62): false,
		"localhost": false, "": false, ".": false, "a..b": false, ".example": false, "contoso.example.": false, "a b.example": false,
		"-a.example": false, "a-.example": false, long + "a.example": false, "*.example": false, "a@b.example": false,
	} {
		if got := IsDomain(name); got != want {
			t.Errorf("%.80q: %v", name, got)
		}
	}
}

// TestBrief: a list is shown as far as people read it, and says so if it is cut.
func TestBrief(t *testing.T) {
	items := slices.Repeat([]string{"x"}, mostShown)
	if got := brief(items); got != "x, x, x, x, x, x" {
		t.Error(got)
	}
	if got := brief(append(items, "y")); got != "x, x, x, x, x, x, …" {
		t.Error(got)
	}
}
