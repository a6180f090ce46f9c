package dmarc_test

import (
	"context"
	"fmt"

	"github.com/hopproof/hopproof/dmarc"
	"github.com/hopproof/hopproof/spf"
)

func ExampleParse() {
	r := dmarc.Parse("v=DMARC1; p=quarantine; sp=none; adkim=s")
	fmt.Println(r.Policy(), r.Existing(), r.StrictDKIM(), r.StrictSPF())
	// Output:
	// quarantine none true false
}

// texts is DNS with nothing in it but TXT records.
type texts map[string]string

func (d texts) Resolve(_ context.Context, name string, t spf.Type) (spf.Answer, error) {
	text, ok := d[name]
	if t != spf.TypeTXT || !ok {
		return spf.Answer{Missing: !ok}, nil
	}
	return spf.Answer{Texts: []string{text}}, nil
}

// The policy of a name that has none is that of the organization above it.
func ExampleLookup_Find() {
	l := dmarc.Lookup{Resolver: texts{"_dmarc.contoso.example": "v=DMARC1; p=reject"}}
	found := l.Find(context.Background(), "scan.contoso.example")
	fmt.Println(found.Organization, found.Record.Policy(), len(found.Answers))
	// Output:
	// contoso.example reject 3
}
