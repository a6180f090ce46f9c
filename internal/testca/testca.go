// Package testca makes up authorities and certificates for tests.
package testca

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"testing"
	"time"
)

// Now is the time at which the certificates are valid, for a year.
var Now = time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)

// Pair is a certificate with its key.
type Pair struct {
	Certificate *x509.Certificate
	Key         crypto.Signer
}

// New makes a certificate, signed by issuer or, if that is nil, by itself.
// change may alter the template.
func New(t testing.TB, name string, issuer *Pair, change func(*x509.Certificate)) *Pair {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return Signed(t, name, key, issuer, change)
}

// Signed is New with a key of one's own.
func Signed(t testing.TB, name string, key crypto.Signer, issuer *Pair, change func(*x509.Certificate)) *Pair {
	t.Helper()
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name, Organization: []string{"Example"}},
		NotBefore: Now.AddDate(0, -1, 0), NotAfter: Now.AddDate(1, 0, 0), KeyUsage: x509.KeyUsageDigitalSignature,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth}, DNSNames: []string{name}}
	if change != nil {
		change(template)
	}
	p := &Pair{template, key}
	if issuer == nil {
		issuer = p
	}
	der, err := x509.CreateCertificate(rand.Reader, template, issuer.Certificate, key.Public(), issuer.Key)
	if err != nil {
		t.Fatal(err)
	}
	if p.Certificate, err = x509.ParseCertificate(der); err != nil {
		t.Fatal(err)
	}
	return p
}

// Authority makes the template one of an authority.
func Authority(c *x509.Certificate) {
	c.IsCA, c.BasicConstraintsValid, c.KeyUsage = true, true, x509.KeyUsageCertSign
	c.ExtKeyUsage, c.DNSNames = nil, nil
}

// PEM writes certificates, and the key of the first if withKey.
func PEM(t testing.TB, withKey bool, pairs ...*Pair) []byte {
	t.Helper()
	var b []byte
	for _, p := range pairs {
		b = append(b, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: p.Certificate.Raw})...)
	}
	if withKey {
		der, err := x509.MarshalPKCS8PrivateKey(pairs[0].Key)
		if err != nil {
			t.Fatal(err)
		}
		b = append(b, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})...)
	}
	return b
}

// TLS is what a server presents: the certificate and what follows it.
func TLS(pairs ...*Pair) tls.Certificate {
	c := tls.Certificate{PrivateKey: pairs[0].Key}
	for _, p := range pairs {
		c.Certificate = append(c.Certificate, p.Certificate.Raw)
	}
	return c
}
