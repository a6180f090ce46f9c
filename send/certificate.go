package send

import (
	"bytes"
	"crypto/tls"
	"encoding/pem"
	"errors"
	"time"

	"github.com/hopproof/hopproof/internal/pfx"
)

// Errors of reading a client certificate.
var (
	ErrWrongPassword = pfx.ErrWrongPassword
	ErrBrokenPFX     = pfx.ErrBroken
	ErrNoKey         = errors.New("holds no private key that belongs to the certificate")
	ErrLockedKey     = errors.New("the private key is encrypted, which PEM files need not be")
	ErrTooSlow       = pfx.ErrTooSlow
	ErrExpired       = errors.New("the certificate has expired")
	ErrNotYet        = errors.New("the certificate is not valid yet")
)

// IsPFX tells PKCS #12 from PEM: it is binary.
func IsPFX(data []byte) bool { return !bytes.Contains(data, []byte("-----BEGIN ")) }

// ReadPEM reads certificate and key (RFC 7468); both may stand in one file.
func ReadPEM(certificate, key []byte) (*tls.Certificate, error) {
	if len(key) == 0 {
		key = certificate
	}
	for block, rest := pem.Decode(key); block != nil; block, rest = pem.Decode(rest) {
		if block.Type == "ENCRYPTED PRIVATE KEY" || block.Headers["DEK-Info"] != "" {
			return nil, ErrLockedKey
		}
	}
	c, err := tls.X509KeyPair(certificate, key)
	if err != nil {
		return nil, ErrNoKey
	}
	return &c, nil
}

// ReadPFX opens a PKCS #12 file (RFC 7292): the certificate, its key and chain.
func ReadPFX(data []byte, password string) (*tls.Certificate, error) {
	content, err := pfx.Open(data, password, pfx.MaxWork)
	if err != nil {
		return nil, err
	}
	if content.Leaf == nil {
		return nil, ErrNoKey
	}
	c := &tls.Certificate{PrivateKey: content.Key, Leaf: content.Leaf, Certificate: [][]byte{content.Leaf.Raw}}
	for _, issuer := range content.Chain {
		c.Certificate = append(c.Certificate, issuer.Raw)
	}
	return c, nil
}

// InTime reports whether a certificate is valid at a time.
func InTime(c *tls.Certificate, now time.Time) error {
	switch {
	case now.After(c.Leaf.NotAfter):
		return ErrExpired
	case now.Before(c.Leaf.NotBefore):
		return ErrNotYet
	}
	return nil
}
