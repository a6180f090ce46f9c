package distname

import (
	"strings"
	"testing"
)

func TestCommonName(t *testing.T) {
	for subject, want := range map[string]string{
		"relay.contoso.example":                                   "relay.contoso.example",
		"CN=relay.contoso.example":                                "relay.contoso.example",
		"cn = relay.contoso.example":                              "relay.contoso.example",
		"CN=relay.contoso.example, O=Contoso":                     "relay.contoso.example",
		"O=Contoso,CN=relay.contoso.example":                      "relay.contoso.example",
		"O=Contoso, CN=relay.contoso.example,C=FR":                "relay.contoso.example",
		"C = FR, O = Contoso, CN = relay.contoso.example":         "relay.contoso.example",
		"/O=Contoso/CN=relay.contoso.example":                     "relay.contoso.example",
		"CN=relay.contoso.example/emailAddress=a@contoso.example": "relay.contoso.example",
		" *.contoso.example ":                                     "*.contoso.example",
		"O=Contoso":                                               "O=Contoso",
		"":                                                        "",
		"CN=":                                                     "",
		"CN":                                                      "CN",
		// What the owner may choose is no CN.
		`O="Contoso, CN=relay.contoso.example"`:                `O="Contoso, CN=relay.contoso.example"`,
		`O=Contoso\, CN=relay.contoso.example`:                 `O=Contoso\, CN=relay.contoso.example`,
		`CN=mail.example.org, O="a, CN=relay.contoso.example"`: "mail.example.org",
		"CN=mail.example.org, O=a, CN=relay.contoso.example":   "mail.example.org",
		"/O=a/CN=relay.contoso.example/CN=mail.example.org":    "mail.example.org",
		"/O=a,CN=relay.contoso.example/CN=mail.example.org":    "mail.example.org",
	} {
		if got := CommonName(subject); got != want {
			t.Errorf("%q: %q, want %q", subject, got, want)
		}
	}
}

// FuzzCommonName: the name is a part of the text, and found again in it.
func FuzzCommonName(f *testing.F) {
	f.Add(`C = FR, O = "a, CN = b", CN = relay.contoso.example`)
	f.Add(`/O=a\/CN=b/CN=c`)
	f.Fuzz(func(t *testing.T, subject string) {
		name := CommonName(subject)
		if !strings.Contains(subject, name) || strings.TrimSpace(name) != name {
			t.Errorf("%q of %q", name, subject)
		}
		if again := CommonName("CN=" + name); !strings.ContainsAny(name, `,/\"`) && again != name {
			t.Errorf("%q became %q", name, again)
		}
	})
}
