package pfx

import (
	"testing"

	"software.sslmate.com/src/go-pkcs12"

	"github.com/hopproof/hopproof/internal/testca"
)

// FuzzOpen: any bytes give a certificate or an error, and never both.
func FuzzOpen(f *testing.F) {
	pair := testca.New(f, "relay.contoso.example", nil, nil)
	good, err := pkcs12.Modern.Encode(pair.Key, pair.Certificate, nil, "secret")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good, "secret")
	f.Add(good, "wrong")
	f.Add(good[:len(good)/2], "secret")
	f.Fuzz(func(t *testing.T, data []byte, password string) {
		content, err := Open(data, password, MaxWork)
		if found := content.Leaf != nil || len(content.Chain) > 0; found == (err != nil) {
			t.Errorf("%+v, %v", content, err)
		}
	})
}
