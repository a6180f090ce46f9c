package flow

import (
	"strings"
	"testing"

	"github.com/hopproof/hopproof/header"
)

func TestRewritten(t *testing.T) {
	for addr, want := range map[string]rewritten{
		"camille+SRS=VZ/mL=FT=northwind.example=omar@contoso.example":              {becauseSRS, "camille@contoso.example", "", "omar@northwind.example"},
		"camille+srs=VZ/mL=FT=northwind.example=o=mar@contoso.example":             {becauseSRS, "camille@contoso.example", "", "o=mar@northwind.example"},
		"SRS0=U1ae=AN=northwind.example=omar@fabrikam.example":                     {becauseSRS, "fabrikam.example", "", "omar@northwind.example"},
		"srs0=u1ae=an=northwind.example=omar@fabrikam.example":                     {becauseSRS, "fabrikam.example", "", "omar@northwind.example"},
		"SRS0+U1ae=AN=northwind.example=omar@fabrikam.example":                     {becauseSRS, "fabrikam.example", "", "omar@northwind.example"},
		"SRS1=Qx=fabrikam.example==U1ae=AN=northwind.example=omar@contoso.example": {becauseSRS, "contoso.example", "", "omar@northwind.example"},
		"ines+caf_=app=contoso.example@fabrikam.example":                           {becauseCAF, "ines@fabrikam.example", "app@contoso.example", ""},
		"ines+caf_=a=pp=contoso.example@fabrikam.example":                          {becauseCAF, "ines@fabrikam.example", "a=pp@contoso.example", ""},
	} {
		if got, ok := readRewritten(addr); !ok || got != want {
			t.Errorf("%s: %+v, want %+v", addr, got, want)
		}
	}
	for _, addr := range []string{
		"", "@", "omar@northwind.example", "bounces+SRS=n11yh=7Q@contoso.onmicrosoft.example", "SRS0=@x.example", "SRS2=a=b=c.example=d@x.example",
		"SRS1=a=b=c.example=d@x.example", "SRS0=a=b==d@x.example", "srsly@northwind.example", "+SRS=a=b=c.example=d@x.example", "a+caf_=b@c.example", "a+caf_=@c.example",
		"a+caf_=b=@c.example",
	} {
		if got, ok := readRewritten(addr); ok {
			t.Errorf("%s: %+v", addr, got)
		}
	}
}

func TestSameOrganization(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want bool
	}{
		{"mx.contoso.example", "CONTOSO.example.", true},
		{"a.b.co.uk", "c.b.co.uk", true},
		{"a.co.uk", "b.co.uk", false},
		{"mairie-a.gouv.fr", "mairie-b.gouv.fr", false},
		{"localhost", "localhost", true},
		{"", "", false},
		{"a..b", "a..b", false},
	} {
		if got := sameOrganization(tt.a, tt.b); got != tt.want {
			t.Errorf("%s and %s: %v, want %v", tt.a, tt.b, got, tt.want)
		}
	}
}

func TestMarkNames(t *testing.T) {
	seen := map[mark]bool{}
	for _, known := range markNames {
		if got := markOf(&header.Field{Name: strings.ToLower(known.name)}); got != known.mark {
			t.Errorf("%s is mark %d, not %d", known.name, got, known.mark)
		}
		seen[known.mark] = true
	}
	for m := markNone + 1; m < markCount; m++ {
		if !seen[m] {
			t.Errorf("mark %d has no name", m)
		}
	}
}
