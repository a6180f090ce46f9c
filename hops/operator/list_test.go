package operator_test

import (
	"slices"
	"testing"

	"github.com/hopproof/hopproof/hops/operator"
)

func TestPublicEnd(t *testing.T) {
	for _, tt := range []struct{ host, want string }{
		{"Contoso-com.mail.Protection.outlook.com", "mail.Protection.outlook.com"}, {"mx0a-1.pphosted.com", "pphosted.com"},
		{"mx.google.com", "mx.google.com"}, {"relay.contoso.example", ""}, {"", ""},
		{"contoso-com.mail.protection.outloo\u212A.com", ""}, // Kelvin sign
	} {
		if got := operator.PublicEnd(tt.host); got != tt.want {
			t.Errorf("%q: %q, want %q", tt.host, got, tt.want)
		}
	}
}

// TestLists: every range and every end is one that the look-ups know.
func TestLists(t *testing.T) {
	n := 0
	for p := range operator.Prefixes() {
		if n++; operator.Addr(p.Addr()).Use == operator.UsePublic {
			t.Errorf("%v is an ordinary address", p)
		}
	}
	ends := slices.Collect(operator.Ends())
	for _, end := range ends {
		if operator.PublicEnd("x."+end) != end {
			t.Errorf("%s is no end", end)
		}
	}
	if n == 0 || len(ends) == 0 {
		t.Error("empty lists")
	}
}
