package auth

import (
	"context"
	"crypto"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"strconv"
	"strings"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/header/signature"
	"github.com/hopproof/hopproof/internal/ascii"
	"github.com/hopproof/hopproof/internal/dnsname"
	"github.com/hopproof/hopproof/spf"
)

// Bounds of the work with keys.
const (
	MaxKeys    = 40   // names asked for in one check: 20 ARC sets of two keys
	MinKeyBits = 1024 // RFC 8301 section 3.2
	MaxKeyBits = 8192 // twice what a verifier must take (RFC 8301 section 3.2)
)

// key is a DKIM key record (RFC 6376 section 3.6.1), or why there is none.
type key struct {
	public any // *rsa.PublicKey or ed25519.PublicKey
	bits   int
	hashes []string // h; nil: all
	strict bool     // t=s: i= must have the domain d=
	test   bool     // t=y

	status Status // of a signature that needs a key which is no good
	code   string
	args   []header.Arg
}

// keyring asks for keys, each once.
type keyring struct {
	resolver spf.Resolver
	known    map[string]*key
}

// get returns the key of a selector and domain. The DNS error of one key is
// its own.
func (r *keyring) get(ctx context.Context, selector, domain string) *key {
	name := ascii.ToLower(selector + "._domainkey." + domain)
	if k := r.known[name]; k != nil {
		return k
	}
	k := &key{}
	switch {
	case !dnsname.IsHost(name):
		return k.bad(PermError, CodeKeyName, arg("name", name))
	case r.resolver == nil:
		return k.bad(TempError, CodeDNS, arg("name", name))
	case len(r.known) == MaxKeys:
		return k.bad(PermError, CodeKeyLimit, arg("limit", strconv.Itoa(MaxKeys)))
	}
	k.ask(ctx, r.resolver, name)
	if r.known == nil {
		r.known = make(map[string]*key)
	}
	r.known[name] = k
	return k
}

func (k *key) bad(status Status, code string, args ...header.Arg) *key {
	k.status, k.code, k.args = status, code, args
	return k
}

// ask: RFC 6376 section 6.1.2. Several records are undefined (section
// 3.6.2.2): which one counts would depend on the order of the answer.
func (k *key) ask(ctx context.Context, resolver spf.Resolver, name string) {
	answer, err := resolver.Resolve(ctx, name, spf.TypeTXT)
	at := arg("name", name)
	switch {
	case err != nil:
		k.bad(TempError, CodeDNS, at)
	case len(answer.Texts) == 0:
		k.bad(PermError, CodeKeyMissing, at)
	case len(answer.Texts) > 1:
		k.bad(PermError, CodeKeySeveral, at, arg("count", strconv.Itoa(len(answer.Texts))))
	default:
		k.parse(answer.Texts[0], at)
	}
}

// parse reads a key record (RFC 6376 section 3.6.1).
func (k *key) parse(text string, at header.Arg) {
	tags := signature.ParseTags(text, -1)
	if len(tags.Problems) > 0 || len(tags.Tags) == 0 {
		k.bad(PermError, CodeKeyInvalid, at, arg("tag", ""))
		return
	}
	if v, ok := tags.Get("v"); ok && (v != "DKIM1" || tags.Tags[0].Name != "v") {
		k.bad(PermError, CodeKeyInvalid, at, arg("tag", "v"))
		return
	}
	for _, flag := range listOf(&tags, "t") {
		k.strict = k.strict || flag == "s"
		k.test = k.test || flag == "y"
	}
	k.hashes = listOf(&tags, "h")
	if services := listOf(&tags, "s"); services != nil && !ascii.IsAny("*", services...) && !ascii.IsAny("email", services...) {
		k.bad(PermError, CodeKeyService, at, arg("service", strings.Join(services, ":")))
		return
	}
	k.read(&tags, at)
}

// read takes the key itself, p, of the type k.
func (k *key) read(tags *signature.Tags, at header.Arg) {
	text, ok := tags.Get("p")
	text = withoutSpace(text)
	if ok && text == "" {
		k.bad(PermError, CodeKeyRevoked, at)
		return
	}
	data, err := base64.StdEncoding.DecodeString(text)
	if !ok || err != nil {
		k.bad(PermError, CodeKeyInvalid, at, arg("tag", "p"))
		return
	}
	kind, ok := tags.Get("k")
	switch {
	case !ok || kind == "rsa":
		k.rsa(data, at)
	case kind == "ed25519" && len(data) == ed25519.PublicKeySize: // RFC 8463 section 4
		k.public, k.bits = ed25519.PublicKey(data), 8*len(data)
	case kind == "ed25519":
		k.bad(PermError, CodeKeyInvalid, at, arg("tag", "p"))
	default:
		k.bad(PermError, CodeKeyType, at, arg("type", kind))
	}
}

// rsa reads a SubjectPublicKeyInfo, or an RSAPublicKey (erratum 3017 of RFC
// 6376).
func (k *key) rsa(data []byte, at header.Arg) {
	if len(data) > MaxKeyBits/8+512 {
		k.bad(Policy, CodeKeyLong, at)
		return
	}
	public, err := x509.ParsePKIXPublicKey(data)
	if err != nil {
		public, err = x509.ParsePKCS1PublicKey(data)
	}
	pub, ok := public.(*rsa.PublicKey)
	if err != nil || !ok {
		k.bad(PermError, CodeKeyInvalid, at, arg("tag", "p"))
		return
	}
	k.bits = pub.N.BitLen()
	switch bits := arg("bits", strconv.Itoa(k.bits)); {
	case k.bits < MinKeyBits:
		k.bad(Policy, CodeKeyShort, at, bits)
	case k.bits > MaxKeyBits:
		k.bad(Policy, CodeKeyLong, at)
	default:
		k.public = pub
	}
}

// algorithm is the part of a= that the key serves.
func (k *key) algorithm() string {
	if _, ok := k.public.(*rsa.PublicKey); ok {
		return "rsa"
	}
	return "ed25519"
}

// verify checks a signature over a SHA-256 digest. Ed25519 signs the digest, not
// the message (RFC 8463 section 3).
func (k *key) verify(digest, sig []byte) bool {
	switch public := k.public.(type) {
	case *rsa.PublicKey:
		return rsa.VerifyPKCS1v15(public, crypto.SHA256, digest, sig) == nil
	case ed25519.PublicKey:
		return ed25519.Verify(public, digest, sig)
	}
	return false
}

// listOf splits a tag at its colons; nil if it is absent.
func listOf(tags *signature.Tags, name string) []string {
	text, ok := tags.Get(name)
	if !ok {
		return nil
	}
	list := strings.Split(text, ":")
	for i := range list {
		list[i] = strings.Trim(list[i], " \t\r\n")
	}
	return list
}

// withoutSpace takes out the white space that may stand in base64 (RFC 6376
// section 2.10).
func withoutSpace(s string) string {
	return strings.NewReplacer(" ", "", "\t", "", "\r", "", "\n", "").Replace(s)
}
