package auth

import (
	"testing"

	"github.com/hopproof/hopproof/internal/signgen"
)

// FuzzKey: a record gives a key of an allowed size, or the reason why there is
// none, and never both.
func FuzzKey(f *testing.F) {
	for _, text := range []string{rfc6376Key, rfc8463RSA, rfc8463Ed, "v=DKIM1; p=", "v=DKIM1; k=ed25519; p=AAAA", "p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQ", "v=DKIM2; p=x",
		"k=rsa; t=y:s; s=*:email; h=sha256:sha1; p=" + signgen.RSA(1, "contoso.example", "s").Record()} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		k := &key{}
		k.parse(text, arg("name", "s._domainkey.contoso.example"))
		switch {
		case (k.public != nil) == (k.code != ""), (k.code != "") != (k.status != ""):
			t.Errorf("a key %v and the reason %q, %q", k.public != nil, k.code, k.status)
		case k.public != nil && k.algorithm() == "rsa" && (k.bits < MinKeyBits || k.bits > MaxKeyBits):
			t.Errorf("a key of %d bits", k.bits)
		case k.verify(make([]byte, 32), make([]byte, 64)):
			t.Error("zeros are a signature")
		}
	})
}
