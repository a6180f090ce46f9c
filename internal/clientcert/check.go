package clientcert

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/x509"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/connector"
)

// Options are what a certificate is measured against.
type Options struct {
	Now time.Time
	// Roots are the authorities that are trusted; nil: none are known, so that
	// a chain can only be followed.
	Roots *x509.CertPool
	Setup *connector.Setup
}

// Names are the names by which Exchange Online may recognise a certificate: the
// DNS names of its subjectAltName (RFC 5280 section 4.2.1.6) and its common
// name.
func Names(c *x509.Certificate) []string {
	var names []string
	for _, name := range append([]string{c.Subject.CommonName}, c.DNSNames...) {
		name = strings.ToLower(strings.TrimSuffix(name, "."))
		if strings.Contains(name, ".") && !strings.ContainsAny(name, " @/") && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// Check says what is right and wrong with a certificate. The sentences stand in
// the catalogue of connectors, under "certify".
func Check(b *Bundle, o Options) []connector.Finding {
	k := checker{b: b, o: o}
	k.dates()
	k.chain()
	k.key()
	k.usage()
	k.names()
	return k.found
}

type checker struct {
	b     *Bundle
	o     Options
	found []connector.Finding
}

func (k *checker) add(code string, severity hops.Severity, args ...string) {
	f := connector.Finding{Code: code, Severity: severity}
	for i := 0; i+1 < len(args); i += 2 {
		f.Args = append(f.Args, header.Arg{Name: args[i], Value: args[i+1]})
	}
	k.found = append(k.found, f)
}

const day = 24 * time.Hour

// soon is how long before its end a certificate should be renewed.
const soon = 30 * day

func (k *checker) dates() {
	until, from := k.b.Leaf.NotAfter, k.b.Leaf.NotBefore
	switch left := until.Sub(k.o.Now); {
	case left < 0:
		k.add("expired", hops.Error, "date", until.UTC().Format(time.DateOnly))
	case k.o.Now.Before(from):
		k.add("not-yet", hops.Error, "date", from.UTC().Format(time.DateOnly))
	case left < soon:
		k.add("expires-soon", hops.Warning, "date", until.UTC().Format(time.DateOnly), "days", strconv.Itoa(int(left/day)))
	}
}

// chain: Exchange Online wants a public authority, and the certificates between
// it and the server's own in the handshake: it fetches none (Microsoft
// Support, article on 450 4.4.317).
func (k *checker) chain() {
	leaf := k.b.Leaf
	if selfSigned(leaf) {
		k.add("self-signed", hops.Error)
		return
	}
	between := x509.NewCertPool()
	for _, c := range k.b.Chain {
		between.AddCert(c)
	}
	if k.o.Roots != nil {
		chains, err := leaf.Verify(x509.VerifyOptions{Roots: k.o.Roots, Intermediates: between, CurrentTime: k.validTime(),
			KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageAny}})
		if err == nil {
			root := chains[0][len(chains[0])-1]
			k.add("chain-whole", hops.Info, "root", nameOf(root), "count", strconv.Itoa(len(chains[0])-2))
			return
		}
	}
	last := k.follow()
	switch {
	case selfSigned(last):
		k.add("issuer-private", hops.Error, "issuer", nameOf(last))
	case len(k.b.Chain) == 0 || k.o.Roots != nil:
		k.add("chain-broken", hops.Error, "issuer", last.Issuer.String())
	}
	if k.o.Roots == nil {
		k.add("no-roots", hops.Warning)
	}
}

// validTime is a time at which the leaf is valid: that it is not today is
// another finding.
func (k *checker) validTime() time.Time {
	switch {
	case k.o.Now.After(k.b.Leaf.NotAfter):
		return k.b.Leaf.NotAfter
	case k.o.Now.Before(k.b.Leaf.NotBefore):
		return k.b.Leaf.NotBefore
	}
	return k.o.Now
}

// follow is the last certificate that the chain leads to.
func (k *checker) follow() *x509.Certificate {
	last := k.b.Leaf
	for range k.b.Chain {
		i := slices.IndexFunc(k.b.Chain, func(c *x509.Certificate) bool {
			return bytes.Equal(c.RawSubject, last.RawIssuer) && last.CheckSignatureFrom(c) == nil
		})
		if i < 0 || k.b.Chain[i] == last {
			break
		}
		last = k.b.Chain[i]
	}
	return last
}

func selfSigned(c *x509.Certificate) bool {
	return bytes.Equal(c.RawSubject, c.RawIssuer) && c.CheckSignature(c.SignatureAlgorithm, c.RawTBSCertificate, c.Signature) == nil
}

func nameOf(c *x509.Certificate) string {
	if c.Subject.CommonName != "" {
		return c.Subject.CommonName
	}
	return c.Subject.String()
}

// leastRSA is the smallest key of RSA that public authorities sign, in bits
// (CA/Browser Forum Baseline Requirements section 6.1.5).
const leastRSA = 2048

func (k *checker) key() {
	kind, bits := KeyOf(k.b.Leaf)
	switch {
	case kind == "RSA" && bits < leastRSA:
		k.add("key-weak", hops.Error, "kind", kind, "bits", strconv.Itoa(bits))
	case kind != "RSA" && kind != "ECDSA":
		k.add("key-unusual", hops.Warning, "kind", kind)
	}
	switch a := k.b.Leaf.SignatureAlgorithm; a {
	case x509.MD5WithRSA, x509.SHA1WithRSA, x509.ECDSAWithSHA1, x509.DSAWithSHA1:
		k.add("signature-weak", hops.Error, "algorithm", a.String())
	}
	switch k.b.Key {
	case KeyMissing:
		k.add("key-missing", hops.Info)
	case KeyLocked:
		k.add("key-locked", hops.Info)
	case KeyDiffers:
		k.add("key-differs", hops.Error)
	}
}

// KeyOf is the kind and size in bits of a certificate's key.
func KeyOf(c *x509.Certificate) (kind string, bits int) {
	switch key := c.PublicKey.(type) {
	case *rsa.PublicKey:
		return "RSA", key.N.BitLen()
	case *ecdsa.PublicKey:
		return "ECDSA", key.Curve.Params().BitSize
	case ed25519.PublicKey:
		return "Ed25519", 256
	}
	return c.PublicKeyAlgorithm.String(), 0
}

// usage: what the certificate may be used for (RFC 5280 sections 4.2.1.3 and
// 4.2.1.12). Without the extension it may be used for anything.
func (k *checker) usage() {
	leaf := k.b.Leaf
	if leaf.IsCA {
		k.add("is-authority", hops.Warning)
	}
	if leaf.KeyUsage != 0 && leaf.KeyUsage&x509.KeyUsageDigitalSignature == 0 {
		k.add("cannot-sign", hops.Error)
	}
	has := func(u x509.ExtKeyUsage) bool { return slices.Contains(leaf.ExtKeyUsage, u) }
	extended := len(leaf.ExtKeyUsage)+len(leaf.UnknownExtKeyUsage) > 0
	switch {
	case !extended || has(x509.ExtKeyUsageAny) || has(x509.ExtKeyUsageClientAuth):
	case has(x509.ExtKeyUsageServerAuth):
		k.add("server-only", hops.Warning)
	default:
		k.add("other-use", hops.Error)
	}
}
