package auth

import (
	"bytes"
	"context"
	"crypto"
	"strings"
	"testing"

	"github.com/emersion/go-msgauth/dkim"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/internal/ascii"
	"github.com/hopproof/hopproof/internal/signgen"
)

// oracle asks go-msgauth for the verdicts on all signatures of a message.
func oracle(text string, z *zone) ([]*dkim.Verification, error) {
	return dkim.VerifyWithOptions(strings.NewReader(text), &dkim.VerifyOptions{LookupTXT: func(name string) ([]string, error) {
		return z.texts[strings.ToLower(name)], nil
	}})
}

// TestOracle: go-msgauth takes what the signer of the tests signs, and this
// package takes what go-msgauth signs; both refuse the same changes.
func TestOracle(t *testing.T) {
	eachSigned(t, func(t *testing.T, l *signgen.Letter, z *zone, c string) {
		if verdicts, err := oracle(l.Text(), z); err != nil || len(verdicts) != 1 || verdicts[0].Err != nil {
			t.Errorf("go-msgauth: %v %v", err, verdicts[0].Err)
		}
	})
	for _, s := range []*signgen.Signer{signgen.RSA(0, "contoso.example", "r"), signgen.Ed25519("contoso.example", "e")} {
		for _, c := range strings.Fields(allForms) {
			form, bodyForm, _ := strings.Cut(c, "/")
			var out bytes.Buffer
			err := dkim.Sign(&out, strings.NewReader(plainLetter().Text()), &dkim.SignOptions{
				Domain: s.Domain, Selector: s.Selector, Signer: s.Key, Hash: crypto.SHA256,
				HeaderCanonicalization: dkim.Canonicalization(form), BodyCanonicalization: dkim.Canonicalization(bodyForm),
				HeaderKeys: strings.Split(plainSigned, ":"),
			})
			if err != nil {
				t.Fatal(err)
			}
			if got, _ := status(out.String(), texts(s.Name(), s.Record()), true); got != Pass {
				t.Errorf("%s %s: what go-msgauth signs is %s", s.Algorithm(), c, got)
			}
		}
	}
}

// FuzzOracle: on whole messages both agree which signatures verify, wherever both
// take the message at its word.
func FuzzOracle(f *testing.F) {
	s := signgen.Ed25519("contoso.example", "e")
	z := texts(s.Name(), s.Record())
	for _, c := range strings.Fields(allForms) {
		l := plainLetter()
		l.DKIM(s, c, plainSigned)
		f.Add(l.Text(), 300, byte(' '))
		f.Add(l.Text(), 600, byte('\t'))
	}
	f.Fuzz(func(t *testing.T, text string, at int, c byte) {
		if at >= 0 && at < len(text) {
			text = text[:at] + string(rune(c&0x7f)) + text[at:]
		}
		section, body := split(text)
		if !plain(text, &section) {
			return
		}
		verdicts, err := oracle(text, z)
		r := Check(context.Background(), &section, body, Options{Resolver: z})
		if err != nil || len(verdicts) != len(r.DKIM) || len(verdicts) > 3 {
			return
		}
		for i, v := range r.DKIM {
			if v.Partial || strings.Contains(section.Fields[v.Field].Raw, "x=") || ascii.IsAny("", v.Fields...) {
				continue // it refuses l=, has its own clock
			}
			if mine, other := v.Status == Pass, verdicts[i].Err == nil; mine != other {
				t.Errorf("signature %d: %s (%s), go-msgauth: %v\n%q", i, v.Status, v.Reason.Code, verdicts[i].Err, text)
			}
		}
	})
}

// plain: no line ending, white space or mending that the two read differently.
func plain(text string, section *header.Section) bool {
	rest := strings.ReplaceAll(text, "\r\n", "")
	return !strings.ContainsAny(rest, "\r\n\x00\v\f\u0085\u00a0") && len(section.Problems) == 0 && section.Kind == header.KindEML && section.Body >= 0
}

// FuzzCanonical: whatever go-msgauth signs, a field and a body, verifies here, in
// all forms, and with LF for CRLF.
func FuzzCanonical(f *testing.F) {
	s := signgen.Ed25519("contoso.example", "e")
	z := texts(s.Name(), s.Record())
	f.Add("a  test\r\n of folds", "a  b \r\n\r\n \t\r\n", uint8(0))
	f.Add("\t", "", uint8(1))
	f.Add("é:;", "\r\n\r\n", uint8(2))
	f.Add("a\r\n\t\r\n b", " x", uint8(3))
	f.Fuzz(func(t *testing.T, value, body string, n uint8) {
		c := strings.Fields(allForms)[n%4]
		l := plainLetter()
		l.Fields[3], l.Body = "Subject:"+value, body
		section, _ := split(l.Text())
		if !plain(l.Text(), &section) || len(section.Fields) != len(l.Fields) {
			return
		}
		form, bodyForm, _ := strings.Cut(c, "/")
		var out bytes.Buffer
		err := dkim.Sign(&out, strings.NewReader(l.Text()), &dkim.SignOptions{
			Domain: s.Domain, Selector: s.Selector, Signer: s.Key, Hash: crypto.SHA256,
			HeaderCanonicalization: dkim.Canonicalization(form), BodyCanonicalization: dkim.Canonicalization(bodyForm),
			HeaderKeys: []string{"From", "Subject"},
		})
		if err != nil {
			return
		}
		for _, text := range []string{out.String(), strings.ReplaceAll(out.String(), "\r\n", "\n")} {
			if got, _ := status(text, z, true); got != Pass {
				t.Errorf("%s: %s\n%q", c, got, text)
			}
		}
	})
}
