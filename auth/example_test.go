package auth_test

import (
	"context"
	"fmt"
	"os"
	"time"

	"github.com/hopproof/hopproof/auth"
	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/spf"
)

// keyring is DNS with nothing in it but TXT records.
type keyring map[string]string

func (k keyring) Resolve(_ context.Context, name string, t spf.Type) (spf.Answer, error) {
	text, ok := k[name]
	if t != spf.TypeTXT || !ok {
		return spf.Answer{Missing: !ok}, nil
	}
	return spf.Answer{Texts: []string{text}}, nil
}

var keys = keyring{
	"selector1._domainkey.contoso.example":      "v=DKIM1; k=ed25519; p=z+yP93ORGjU8VEOqzS/xjGqcs1Hf+iqQL/Ar6Y/Imy8=",
	"arcselector10001._domainkey.microsoft.com": "v=DKIM1; k=ed25519; p=JO+07/a6WZosUc3TFdI2iwx2VxI/1q/tw0pgVBPzA2k=",
}

// Pasted headers have no body. A signature over them can still be verified: it
// shows who signed these fields, and is never a pass.
func ExampleCheck() {
	message, err := os.ReadFile("../testdata/sealed-relay.eml")
	if err != nil {
		fmt.Println(err)
		return
	}
	section := header.Parse(message)
	r := auth.Check(context.Background(), &section, nil, auth.Options{
		Resolver:            keys,
		OrganizationDomains: []string{"contoso.example"},
		Now:                 time.Date(2026, 11, 4, 0, 0, 0, 0, time.UTC).Unix(),
	})
	for _, v := range r.DKIM {
		fmt.Println(v.Domain, v.Status, v.HeaderValid, v.BodyValid)
	}
	fmt.Println("sealed by Microsoft:", r.Sealed.Fact.IP, "for", r.Sealed.Domain)
	// Output:
	// contoso.example header-valid true false
	// sealed by Microsoft: 203.0.113.25 for contoso.example
}
