package auth

import (
	"strconv"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/header/signature"
)

// MaxSignatures is how many DKIM signatures of one message are verified, from
// the top; RFC 6376 section 6.1 lets a verifier limit them.
const MaxSignatures = 10

// dkim verifies the DKIM-Signature fields, newest first.
func (m *message) dkim() []Verification {
	var all []Verification
	for _, field := range m.places["dkim-signature"] {
		d := signature.ParseDKIM(m.section.Fields[field].Value())
		if len(all) >= MaxSignatures {
			v := Verification{Field: field, Domain: d.Domain, Selector: d.Selector, Algorithm: d.Algorithm}
			m.set(&v, Policy, CodeTooMany, arg("limit", strconv.Itoa(MaxSignatures)))
			return append(all, v)
		}
		all = append(all, m.verifyMessage(&d, field))
	}
	return all
}

// signatureText is the base64 text of b= of a signature field.
func signatureText(f *header.Field) string {
	tags := signature.ParseTags(f.Value())
	text, _ := tags.Get("b")
	return text
}
