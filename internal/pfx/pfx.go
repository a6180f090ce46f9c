// Package pfx opens PKCS #12 files (RFC 7292), whoever wrote them: it ends, and
// it does not panic.
package pfx

import (
	"crypto/x509"
	"errors"
	"time"

	"software.sslmate.com/src/go-pkcs12"
)

// Errors of opening.
var (
	ErrBroken        = errors.New("not readable as PKCS #12 (PFX)")
	ErrWrongPassword = errors.New("the password does not open it")
	ErrTooSlow       = errors.New("it asks for too much work to open")
)

// MaxWork bounds how long opening a file may take: the file itself says how
// often its password is to be hashed (RFC 7292 appendix B).
const MaxWork = 20 * time.Second

// Content is what a file holds.
type Content struct {
	Key   any               // the private key; nil: certificates only
	Leaf  *x509.Certificate // that of the key; nil without a key
	Chain []*x509.Certificate
}

// Open opens a file with a password, which may be empty, in the time given.
func Open(data []byte, password string, most time.Duration) (Content, error) {
	type result struct {
		content Content
		err     error
	}
	done := make(chan result, 1)
	go func() {
		content, err := decode(data, password)
		done <- result{content, err}
	}()
	timer := time.NewTimer(most)
	defer timer.Stop()
	select {
	case r := <-done:
		return r.content, r.err
	case <-timer.C:
		return Content{}, ErrTooSlow
	}
}

func decode(data []byte, password string) (content Content, err error) {
	defer func() {
		// The file is anybody's, and its reader is not ours.
		if recover() != nil {
			content, err = Content{}, ErrBroken
		}
	}()
	key, leaf, chain, err := pkcs12.DecodeChain(data, password)
	switch {
	case err == nil:
		return Content{key, leaf, chain}, nil
	case errors.Is(err, pkcs12.ErrIncorrectPassword), errors.Is(err, pkcs12.ErrDecryption):
		return Content{}, ErrWrongPassword
	}
	chain, err = pkcs12.DecodeTrustStore(data, password)
	if err != nil || len(chain) == 0 {
		return Content{}, ErrBroken
	}
	return Content{Chain: chain}, nil
}
