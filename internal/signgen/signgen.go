// Package signgen signs made-up messages for tests: DKIM signatures and ARC sets,
// with keys of made-up domains. It shares no code with the verifier: its canonical
// forms are a few regular expressions.
package signgen

import (
	"crypto"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// Signer holds a key of a made-up domain.
type Signer struct {
	Domain, Selector string
	Key              crypto.Signer
}

// rsaKeys are made once: they take long.
var rsaKeys = sync.OnceValue(func() [3]*rsa.PrivateKey {
	var keys [3]*rsa.PrivateKey
	for i := range keys {
		key, err := rsa.GenerateKey(rand.Reader, 1024)
		if err != nil {
			panic(err)
		}
		keys[i] = key
	}
	return keys
})

// RSA has one of three keys of 1024 bits, which are new in each run.
func RSA(n int, domain, selector string) *Signer {
	return &Signer{domain, selector, rsaKeys()[n]}
}

// Ed25519 has a key that the names alone give, so that it is the same in each run.
func Ed25519(domain, selector string) *Signer {
	seed := sha256.Sum256([]byte(selector + domain))
	return &Signer{domain, selector, ed25519.NewKeyFromSeed(seed[:])}
}

// Name is where the key record stands.
func (s *Signer) Name() string { return s.Selector + "._domainkey." + s.Domain }

// Record is the key record (RFC 6376 section 3.6.1, RFC 8463).
func (s *Signer) Record() string {
	if key, ok := s.Key.(ed25519.PrivateKey); ok {
		return "v=DKIM1; k=ed25519; p=" + base64.StdEncoding.EncodeToString(key.Public().(ed25519.PublicKey))
	}
	der, err := x509.MarshalPKIXPublicKey(s.Key.Public())
	if err != nil {
		panic(err)
	}
	return "v=DKIM1; k=rsa; p=" + base64.StdEncoding.EncodeToString(der)
}

// Algorithm is the value of a=.
func (s *Signer) Algorithm() string {
	if _, ok := s.Key.(ed25519.PrivateKey); ok {
		return "ed25519-sha256"
	}
	return "rsa-sha256"
}

// Sign is the value of b= for a canonical text.
func (s *Signer) Sign(text string) string {
	digest := sha256.Sum256([]byte(text))
	var hash crypto.Hash = crypto.SHA256
	if s.Algorithm() == "ed25519-sha256" {
		hash = 0
	}
	sig, err := s.Key.Sign(rand.Reader, digest[:], hash)
	if err != nil {
		panic(err)
	}
	return base64.StdEncoding.EncodeToString(sig)
}

var (
	fold  = regexp.MustCompile(`\r\n[ \t]`)
	space = regexp.MustCompile(`[ \t]+`)
)

// CanonicalField is a field in canonical form, with its line end (RFC 6376 section
// 3.4).
func CanonicalField(field, form string) string {
	if form == "simple" {
		return field + "\r\n"
	}
	name, value, _ := strings.Cut(fold.ReplaceAllString(field, " "), ":")
	return strings.ToLower(strings.TrimSpace(name)) + ":" + strings.Trim(space.ReplaceAllString(value, " "), " ") + "\r\n"
}

// CanonicalBody is a body in canonical form.
func CanonicalBody(body, form string) string {
	if form == "relaxed" {
		lines := strings.Split(body, "\r\n")
		for i := range lines {
			lines[i] = strings.TrimRight(space.ReplaceAllString(lines[i], " "), " ")
		}
		body = strings.Join(lines, "\r\n")
	}
	body = strings.TrimRight(body, "\r\n")
	if body == "" && form == "relaxed" {
		return ""
	}
	return body + "\r\n"
}

// Letter is a message in the making: fields without their line endings, from the
// top, and a body with CRLF.
type Letter struct {
	Fields []string
	Body   string
}

// Text is the whole message.
func (l *Letter) Text() string { return strings.Join(l.Fields, "\r\n") + "\r\n\r\n" + l.Body }

// Clone is a copy that shares nothing.
func (l *Letter) Clone() *Letter { return &Letter{append([]string(nil), l.Fields...), l.Body} }

// Add puts a field on top.
func (l *Letter) Add(field string) { l.Fields = append([]string{field}, l.Fields...) }

// At is the index of the first field of that name.
func (l *Letter) At(name string) int {
	for i, f := range l.Fields {
		if n, _, _ := strings.Cut(f, ":"); strings.EqualFold(n, name) {
			return i
		}
	}
	panic("no field " + name)
}

// Replace changes the first field of that name; what is not there is a fault of
// the test.
func (l *Letter) Replace(name, old, new string) {
	i := l.At(name)
	if !strings.Contains(l.Fields[i], old) {
		panic(name + " has no " + old)
	}
	l.Fields[i] = strings.ReplaceAll(l.Fields[i], old, new)
}

// Remove takes the first field of that name out.
func (l *Letter) Remove(name string) {
	i := l.At(name)
	l.Fields = append(l.Fields[:i], l.Fields[i+1:]...)
}

// Picked are the fields that h names, in canonical form.
func (l *Letter) Picked(h, form string) string {
	var out strings.Builder
	taken := map[string]int{}
	for _, name := range strings.Split(h, ":") {
		name = strings.ToLower(strings.TrimSpace(name))
		taken[name]++
		n := 0
		for i := len(l.Fields) - 1; i >= 0; i-- {
			field, _, _ := strings.Cut(l.Fields[i], ":")
			if strings.ToLower(strings.TrimSpace(field)) == name {
				if n++; n == taken[name] {
					out.WriteString(CanonicalField(l.Fields[i], form))
					break
				}
			}
		}
	}
	return out.String()
}

// Signed is a signature field of kind "DKIM-Signature" or
// "ARC-Message-Signature". first are its first tags, c is "header/body".
func (l *Letter) Signed(s *Signer, kind, first, c, h string) string {
	form, bodyForm, _ := strings.Cut(c, "/")
	sum := sha256.Sum256([]byte(CanonicalBody(l.Body, bodyForm)))
	field := kind + ": " + first + "; a=" + s.Algorithm() + "; c=" + c + "; d=" + s.Domain + ";\r\n s=" + s.Selector +
		"; h=" + h + ";\r\n bh=" + base64.StdEncoding.EncodeToString(sum[:]) + ";\r\n b="
	return field + s.Sign(l.Picked(h, form)+strings.TrimSuffix(CanonicalField(field, form), "\r\n"))
}

// DKIM adds a signature.
func (l *Letter) DKIM(s *Signer, c, h string) { l.Add(l.Signed(s, "DKIM-Signature", "v=1", c, h)) }

// Seal adds an ARC set: results, message signature, seal.
func (l *Letter) Seal(instance int, message, seal *Signer, cv, c, h, results string) {
	i := "i=" + strconv.Itoa(instance)
	ams := l.Signed(message, "ARC-Message-Signature", i, c, h)
	l.Add("ARC-Authentication-Results: " + i + "; " + results)
	l.Add(ams)
	field := "ARC-Seal: " + i + "; a=" + seal.Algorithm() + "; s=" + seal.Selector + "; d=" + seal.Domain + "; cv=" + cv + ";\r\n b="
	l.Add(field + seal.Sign(l.Sets(instance-1)+CanonicalField(l.Fields[1], "relaxed")+CanonicalField(l.Fields[0], "relaxed")+strings.TrimSuffix(CanonicalField(field, "relaxed"), "\r\n")))
}

// Sets are the fields of the sets up to n, in the order of seals.
func (l *Letter) Sets(n int) string {
	var out strings.Builder
	for i := 1; i <= n; i++ {
		for _, name := range []string{"ARC-Authentication-Results", "ARC-Message-Signature", "ARC-Seal"} {
			for _, f := range l.Fields {
				if strings.HasPrefix(f, name+": i="+strconv.Itoa(i)+";") {
					out.WriteString(CanonicalField(f, "relaxed"))
				}
			}
		}
	}
	return out.String()
}
