package send

import (
	"bytes"
	"crypto/tls"
	"encoding/pem"
	"errors"
	"time"

	"software.sslmate.com/src/go-pkcs12"
)

// Errors of reading a client certificate.
var (
	ErrWrongPassword = errors.New("the password does not open it")
	ErrBrokenPFX     = errors.New("damaged, or no PKCS #12 file (PFX)")
	ErrNoKey         = errors.New("holds no private key that belongs to the certificate")
	ErrLockedKey     = errors.New("the private key is encrypted, which PEM files need not be")
	ErrTooSlow       = errors.New("asks for too much work to open")
	ErrExpired       = errors.New("the certificate has expired")
	ErrNotYet        = errors.New("the certificate is not valid yet")
)

// maxWork bounds how long opening a PKCS #12 file may take: the file itself says
// how often its password is to be hashed (RFC 7292 appendix B).
const maxWork = 20 * time.Second

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
	type result struct {
		c   *tls.Certificate
		err error
	}
	done := make(chan result, 1)
	go func() {
		c, err := openPFX(data, password)
		done <- result{c, err}
	}()
	timer := time.NewTimer(maxWork)
	defer timer.Stop()
	select {
	case r := <-done:
		return r.c, r.err
	case <-timer.C:
		return nil, ErrTooSlow
	}
}

func openPFX(data []byte, password string) (c *tls.Certificate, err error) {
	defer func() {
		// The file is anybody's, and its reader is not ours.
		if recover() != nil {
			c, err = nil, ErrBrokenPFX
		}
	}()
	key, leaf, chain, err := pkcs12.DecodeChain(data, password)
	switch {
	case errors.Is(err, pkcs12.ErrIncorrectPassword), errors.Is(err, pkcs12.ErrDecryption):
		return nil, ErrWrongPassword
	case err != nil:
		return nil, ErrBrokenPFX
	}
	c = &tls.Certificate{PrivateKey: key, Leaf: leaf, Certificate: [][]byte{leaf.Raw}}
	for _, issuer := range chain {
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
