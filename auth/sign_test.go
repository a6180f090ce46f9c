package auth

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

// signer holds a key of a made-up domain. It shares no code with the verifier:
// its canonical forms are a few regular expressions.
type signer struct {
	domain, selector string
	key              crypto.Signer
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

func rsaSigner(n int, domain, selector string) *signer {
	return &signer{domain, selector, rsaKeys()[n]}
}

func edSigner(domain, selector string) *signer {
	seed := sha256.Sum256([]byte(selector + domain))
	return &signer{domain, selector, ed25519.NewKeyFromSeed(seed[:])}
}

func (s *signer) name() string { return s.selector + "._domainkey." + s.domain }

// record is the key record.
func (s *signer) record() string {
	if key, ok := s.key.(ed25519.PrivateKey); ok {
		return "v=DKIM1; k=ed25519; p=" + base64.StdEncoding.EncodeToString(key.Public().(ed25519.PublicKey))
	}
	der, err := x509.MarshalPKIXPublicKey(s.key.Public())
	if err != nil {
		panic(err)
	}
	return "v=DKIM1; k=rsa; p=" + base64.StdEncoding.EncodeToString(der)
}

func (s *signer) algorithm() string {
	if _, ok := s.key.(ed25519.PrivateKey); ok {
		return "ed25519-sha256"
	}
	return "rsa-sha256"
}

func (s *signer) sign(text string) string {
	digest := sha256.Sum256([]byte(text))
	var hash crypto.Hash = crypto.SHA256
	if s.algorithm() == "ed25519-sha256" {
		hash = 0
	}
	sig, err := s.key.Sign(rand.Reader, digest[:], hash)
	if err != nil {
		panic(err)
	}
	return base64.StdEncoding.EncodeToString(sig)
}

var (
	testFold  = regexp.MustCompile(`\r\n[ \t]`)
	testSpace = regexp.MustCompile(`[ \t]+`)
)

func testField(field, form string) string {
	if form == "simple" {
		return field + "\r\n"
	}
	name, value, _ := strings.Cut(testFold.ReplaceAllString(field, " "), ":")
	return strings.ToLower(strings.TrimSpace(name)) + ":" + strings.Trim(testSpace.ReplaceAllString(value, " "), " ") + "\r\n"
}

func testBody(body, form string) string {
	if form == "relaxed" {
		lines := strings.Split(body, "\r\n")
		for i := range lines {
			lines[i] = strings.TrimRight(testSpace.ReplaceAllString(lines[i], " "), " ")
		}
		body = strings.Join(lines, "\r\n")
	}
	body = strings.TrimRight(body, "\r\n")
	if body == "" && form == "relaxed" {
		return ""
	}
	return body + "\r\n"
}

// letter is a message in the making: fields without their line endings, from the
// top, and a body with CRLF.
type letter struct {
	fields []string
	body   string
}

func (l *letter) text() string { return strings.Join(l.fields, "\r\n") + "\r\n\r\n" + l.body }

func (l *letter) clone() *letter { return &letter{append([]string(nil), l.fields...), l.body} }

func (l *letter) add(field string) { l.fields = append([]string{field}, l.fields...) }

// at is the index of the first field of that name.
func (l *letter) at(name string) int {
	for i, f := range l.fields {
		if n, _, _ := strings.Cut(f, ":"); strings.EqualFold(n, name) {
			return i
		}
	}
	panic("no field " + name)
}

func (l *letter) replace(name, old, new string) {
	i := l.at(name)
	if !strings.Contains(l.fields[i], old) {
		panic(name + " has no " + old)
	}
	l.fields[i] = strings.ReplaceAll(l.fields[i], old, new)
}

func (l *letter) remove(name string) {
	i := l.at(name)
	l.fields = append(l.fields[:i], l.fields[i+1:]...)
}

// picked are the fields that h names, in canonical form.
func (l *letter) picked(h, form string) string {
	var out strings.Builder
	taken := map[string]int{}
	for _, name := range strings.Split(h, ":") {
		name = strings.ToLower(strings.TrimSpace(name))
		taken[name]++
		n := 0
		for i := len(l.fields) - 1; i >= 0; i-- {
			field, _, _ := strings.Cut(l.fields[i], ":")
			if strings.EqualFold(strings.TrimSpace(field), name) {
				if n++; n == taken[name] {
					out.WriteString(testField(l.fields[i], form))
					break
				}
			}
		}
	}
	return out.String()
}

// signed writes a signature field of kind "DKIM-Signature" or
// "ARC-Message-Signature". first are its first tags, c is "header/body".
func (l *letter) signed(s *signer, kind, first, c, h string) string {
	form, bodyForm, _ := strings.Cut(c, "/")
	sum := sha256.Sum256([]byte(testBody(l.body, bodyForm)))
	field := kind + ": " + first + "; a=" + s.algorithm() + "; c=" + c + "; d=" + s.domain + ";\r\n s=" + s.selector +
		"; h=" + h + ";\r\n bh=" + base64.StdEncoding.EncodeToString(sum[:]) + ";\r\n b="
	return field + s.sign(l.picked(h, form)+strings.TrimSuffix(testField(field, form), "\r\n"))
}

func (l *letter) dkim(s *signer, c, h string) { l.add(l.signed(s, "DKIM-Signature", "v=1", c, h)) }

// seal adds an ARC set: results, message signature, seal.
func (l *letter) seal(instance int, message, seal *signer, cv, c, h, results string) {
	i := "i=" + strconv.Itoa(instance)
	ams := l.signed(message, "ARC-Message-Signature", i, c, h)
	l.add("ARC-Authentication-Results: " + i + "; " + results)
	l.add(ams)
	field := "ARC-Seal: " + i + "; a=" + seal.algorithm() + "; s=" + seal.selector + "; d=" + seal.domain + "; cv=" + cv + ";\r\n b="
	l.add(field + seal.sign(l.sets(instance-1)+testField(l.fields[1], "relaxed")+testField(l.fields[0], "relaxed")+strings.TrimSuffix(testField(field, "relaxed"), "\r\n")))
}

// sets are the fields of the sets up to n, in the order of seals.
func (l *letter) sets(n int) string {
	var out strings.Builder
	for i := 1; i <= n; i++ {
		for _, name := range []string{"ARC-Authentication-Results", "ARC-Message-Signature", "ARC-Seal"} {
			for _, f := range l.fields {
				if strings.HasPrefix(f, name+": i="+strconv.Itoa(i)+";") {
					out.WriteString(testField(f, "relaxed"))
				}
			}
		}
	}
	return out.String()
}
