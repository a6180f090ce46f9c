// Package testcert is a certificate authority for tests that talk TLS: its
// certificates, made with testca, are valid now, and come as a client or server
// takes them.
package testcert

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"math/big"
	"testing"
	"time"

	"software.sslmate.com/src/go-pkcs12"

	"github.com/hopproof/hopproof/internal/testca"
)

// Authority issues certificates.
type Authority struct {
	tb   testing.TB
	pair *testca.Pair
	last int64
}

// New makes an authority that is valid for a day around now.
func New(tb testing.TB) *Authority {
	tb.Helper()
	return &Authority{tb: tb, last: 1, pair: testca.New(tb, "Test authority", nil, func(c *x509.Certificate) {
		testca.Authority(c)
		c.NotBefore, c.NotAfter = time.Now().Add(-24*time.Hour), time.Now().Add(24*time.Hour)
	})}
}

// Issue makes a certificate for servers and clients that is valid until a time
// from now, and may lie in the past.
func (a *Authority) Issue(until time.Duration, names ...string) tls.Certificate {
	a.tb.Helper()
	a.last++
	p := testca.New(a.tb, names[0], a.pair, func(c *x509.Certificate) {
		c.SerialNumber, c.DNSNames = big.NewInt(a.last), names
		c.NotBefore, c.NotAfter = time.Now().Add(min(0, until)-time.Hour), time.Now().Add(until)
	})
	issued := testca.TLS(p, a.pair)
	issued.Leaf = p.Certificate
	return issued
}

// Pool holds the authority alone.
func (a *Authority) Pool() *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AddCert(a.pair.Certificate)
	return pool
}

// PEM is the authority's certificate.
func (a *Authority) PEM() []byte {
	return testca.PEM(a.tb, false, a.pair)
}

// PEM is a certificate with its chain, and behind it the key.
func PEM(tb testing.TB, c tls.Certificate) []byte {
	tb.Helper()
	var out []byte
	for _, der := range c.Certificate {
		out = append(out, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})...)
	}
	key, err := x509.MarshalPKCS8PrivateKey(c.PrivateKey)
	if err != nil {
		tb.Fatal(err)
	}
	return append(out, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: key})...)
}

// PFX is a certificate with chain and key in PKCS #12.
func PFX(tb testing.TB, c tls.Certificate, password string) []byte {
	tb.Helper()
	var chain []*x509.Certificate
	for _, der := range c.Certificate[1:] {
		issuer, err := x509.ParseCertificate(der)
		if err != nil {
			tb.Fatal(err)
		}
		chain = append(chain, issuer)
	}
	data, err := pkcs12.Modern.Encode(c.PrivateKey, c.Leaf, chain, password)
	if err != nil {
		tb.Fatal(err)
	}
	return data
}
