// Package clientcert reads the certificate that a mail server presents to
// Exchange Online as a client, and says whether it can be recognised by.
package clientcert

import (
	"bytes"
	"crypto"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"strings"
	"time"

	"github.com/hopproof/hopproof/internal/pfx"
)

// Key is what a file holds of the private key.
type Key uint8

// The keys.
const (
	KeyUnseen  Key = iota // a server keeps its key to itself
	KeyMissing            // the file has none
	KeyLocked             // it is encrypted and was not opened
	KeyDiffers            // it belongs to no certificate of the file
	KeyFits
)

// Bundle is a certificate and what comes with it.
type Bundle struct {
	Leaf  *x509.Certificate
	Chain []*x509.Certificate // the others, in their order
	Key   Key
}

// Errors of reading.
var (
	ErrNoCertificate = errors.New("no certificate in it: neither PEM nor PKCS #12 (PFX) nor DER")
)

// Read reads a certificate file. password is asked for a PKCS #12 file that an
// empty password does not open; its error is returned as it is. Other errors are
// those above and those of package pfx.
func Read(data []byte, password func() (string, error)) (Bundle, error) {
	if isPFX(data) {
		return readPFX(data, password, pfx.MaxWork)
	}
	if bytes.Contains(data, []byte("-----BEGIN ")) {
		return readPEM(data)
	}
	if c, err := x509.ParseCertificate(data); err == nil {
		return Bundle{Leaf: c, Key: KeyMissing}, nil
	}
	return Bundle{}, ErrNoCertificate
}

// isPFX recognises the beginning of a PFX: a SEQUENCE and in it version 3 (RFC
// 7292 section 4). A certificate begins with two sequences.
func isPFX(data []byte) bool {
	if len(data) < 8 || data[0] != 0x30 {
		return false
	}
	body := data[2:]
	if n := int(data[1]); n > 0x80 && n < 0x85 { // long form of the length (X.690 section 8.1.3)
		body = data[2+n-0x80:]
	}
	return bytes.HasPrefix(body, []byte{0x02, 0x01, 0x03})
}

func readPFX(data []byte, password func() (string, error), most time.Duration) (Bundle, error) {
	b, err := openPFX(data, "", most)
	if !errors.Is(err, pfx.ErrWrongPassword) {
		return b, err
	}
	secret, err := password()
	if err != nil {
		return Bundle{}, err
	}
	return openPFX(data, secret, most)
}

func openPFX(data []byte, password string, most time.Duration) (Bundle, error) {
	content, err := pfx.Open(data, password, most)
	if err != nil {
		return Bundle{}, err
	}
	if content.Leaf == nil {
		b := pick(content.Chain, nil)
		b.Key = KeyMissing
		return b, nil
	}
	b := Bundle{Leaf: content.Leaf, Chain: content.Chain, Key: KeyDiffers}
	if fits(content.Key, content.Leaf) {
		b.Key = KeyFits
	}
	return b, nil
}

// readPEM reads the blocks of a PEM file (RFC 7468).
func readPEM(data []byte) (Bundle, error) {
	var certificates []*x509.Certificate
	var key any
	locked := false
	for block, rest := pem.Decode(data); block != nil; block, rest = pem.Decode(rest) {
		switch {
		case block.Type == "CERTIFICATE" || block.Type == "X509 CERTIFICATE" || block.Type == "TRUSTED CERTIFICATE":
			c, err := x509.ParseCertificate(block.Bytes)
			if err != nil {
				return Bundle{}, errors.New("a certificate in it is damaged")
			}
			certificates = append(certificates, c)
		case block.Type == "ENCRYPTED PRIVATE KEY" || block.Headers["DEK-Info"] != "":
			locked = true
		case strings.HasSuffix(block.Type, "PRIVATE KEY") && key == nil:
			key = parseKey(block.Bytes)
		}
	}
	if len(certificates) == 0 {
		return Bundle{}, ErrNoCertificate
	}
	b := pick(certificates, key)
	switch {
	case locked:
		b.Key = KeyLocked
	case key == nil:
		b.Key = KeyMissing
	case fits(key, b.Leaf):
		b.Key = KeyFits
	default:
		b.Key = KeyDiffers
	}
	return b, nil
}

// unreadableKey stands for a key in a form that is not known.
type unreadableKey struct{}

func parseKey(der []byte) any {
	if key, err := x509.ParsePKCS8PrivateKey(der); err == nil {
		return key
	}
	if key, err := x509.ParsePKCS1PrivateKey(der); err == nil {
		return key
	}
	if key, err := x509.ParseECPrivateKey(der); err == nil {
		return key
	}
	return unreadableKey{}
}

// pick takes the server's own certificate out of a list: the one that the key
// belongs to, else the first that is no authority's.
func pick(list []*x509.Certificate, key any) Bundle {
	at := -1
	for i, c := range list {
		if fits(key, c) {
			at = i
			break
		}
		if at < 0 && !c.IsCA {
			at = i
		}
	}
	at = max(at, 0)
	b := Bundle{Leaf: list[at]}
	b.Chain = append(append(b.Chain, list[:at]...), list[at+1:]...)
	return b
}

func fits(key any, c *x509.Certificate) bool {
	private, ok := key.(crypto.Signer)
	if !ok {
		return false
	}
	public, ok := private.Public().(interface{ Equal(crypto.PublicKey) bool })
	return ok && public.Equal(c.PublicKey)
}
