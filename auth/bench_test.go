package auth

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/internal/signgen"
)

func benchmarkCheck(b *testing.B, s *signgen.Signer, body bool) {
	z := texts(s.Name(), s.Record())
	l := plainLetter()
	l.Body = strings.Repeat("a line of some sixty characters, as there are in most mails.\r\n", 160)
	l.DKIM(s, allC, plainSigned)
	section, content := split(l.Text())
	if !body {
		content = nil
	}
	b.ReportAllocs()
	for b.Loop() {
		r := Check(context.Background(), &section, content, Options{Resolver: z})
		if !r.DKIM[0].Status.proves() {
			b.Fatal(r.DKIM[0].Reason.Code)
		}
		z.asked = z.asked[:0]
	}
}

func rsa2048(b *testing.B) *signgen.Signer {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		b.Fatal(err)
	}
	return &signgen.Signer{Domain: "contoso.example", Selector: "r", Key: key}
}

func BenchmarkRSA2048(b *testing.B)       { benchmarkCheck(b, rsa2048(b), true) }
func BenchmarkRSA2048Header(b *testing.B) { benchmarkCheck(b, rsa2048(b), false) }
func BenchmarkEd25519(b *testing.B) {
	benchmarkCheck(b, signgen.Ed25519("contoso.example", "e"), true)
}

// BenchmarkOracle is go-msgauth on the message of BenchmarkRSA2048.
func BenchmarkOracle(b *testing.B) {
	s := rsa2048(b)
	z := texts(s.Name(), s.Record())
	l := plainLetter()
	l.Body = strings.Repeat("a line of some sixty characters, as there are in most mails.\r\n", 160)
	l.DKIM(s, allC, plainSigned)
	text := l.Text()
	b.ReportAllocs()
	for b.Loop() {
		if v, err := oracle(text, z); err != nil || v[0].Err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkSealed checks everything of a relayed message with its ARC set.
func BenchmarkSealed(b *testing.B) {
	c := newCast()
	text := c.genuine().Text()
	b.ReportAllocs()
	for b.Loop() {
		if s := c.check(text, false, orgDomain); len(s.Unmet) > 0 {
			b.Fatal(unmet(&s))
		}
		c.zone.asked = c.zone.asked[:0]
	}
}
