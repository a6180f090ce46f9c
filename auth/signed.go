package auth

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"strconv"
	"strings"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/header/signature"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/internal/ascii"
)

// skew is by how many seconds a signature may be made in the future: clocks of
// mail servers differ.
const skew = 300

// Verification is what became of one signature: a DKIM-Signature, an
// ARC-Message-Signature or an ARC-Seal.
type Verification struct {
	Field     int    // index of the field in the section; -1: there is none
	Domain    string // d
	Selector  string // s
	Identity  string // i, the AUID; DKIM only
	Algorithm string // a
	KeyBits   int    // size of the key that was found; 0: none was
	Status    Status
	Reason    hops.Finding // why the status is what it is
	// HeaderValid: the signature is that of the key over the fields of this
	// section, with the body hash that it states. True beside a status that
	// is no pass where the body was changed or the signature has expired.
	HeaderValid bool
	// BodyValid: the body was supplied and is the signed one.
	BodyValid bool
	// Fields are the names of h, which the signature covers.
	Fields []string
	// Partial: only the first Length bytes of the body are signed (l=).
	Partial bool
	Length  int64
	// Test: the key says that its domain is testing DKIM (t=y, RFC 6376 section
	// 3.6.1).
	Test bool
	// Notes are weaknesses that do not change the status.
	Notes []hops.Finding
}

// covers reports whether a field of that name is signed.
func (v *Verification) covers(name string) bool { return ascii.IsAny(name, v.Fields...) }

// message is what all signatures of one message are verified against.
type message struct {
	ctx     context.Context
	section *header.Section
	body    []byte // nil: not supplied
	now     int64
	keys    keyring
	places  map[string][]int // fields by their name in lower case, from the top
	bodies  [2][]byte        // canonical, simple and relaxed
}

// index makes the places of all fields.
func (m *message) index() {
	m.places = make(map[string][]int, len(m.section.Fields))
	for i := range m.section.Fields {
		name := ascii.ToLower(m.section.Fields[i].Name)
		m.places[name] = append(m.places[name], i)
	}
}

// set notes the result.
func (m *message) set(v *Verification, status Status, code string, args ...header.Arg) {
	v.Status, v.Reason = status, finding(m.section, v.Field, code, append(args, arg("domain", v.Domain))...)
}

func (m *message) note(v *Verification, code string, args ...header.Arg) {
	v.Notes = append(v.Notes, finding(m.section, v.Field, code, append(args, arg("domain", v.Domain))...))
}

// verifyMessage verifies a DKIM-Signature or an ARC-Message-Signature: what is
// wrong with the field itself, its times, its key, then header and body (RFC
// 6376 section 6.1).
func (m *message) verifyMessage(d *signature.DKIM, field int) Verification {
	v := Verification{Field: field, Domain: d.Domain, Selector: d.Selector, Identity: d.Identity, Algorithm: d.Algorithm, Fields: d.SignedFields}
	if d.Length != nil {
		v.Partial, v.Length = true, *d.Length
	}
	if !m.readable(&v, d.Problems) || !m.usable(&v, d.Algorithm, d.Query) {
		return v
	}
	k := m.fetch(&v)
	if k == nil {
		return v
	}
	if k.strict && d.Identity != "" && !sameIdentityDomain(d) { // i= of ARC is the instance
		m.set(&v, PermError, CodeKeyIdentity)
		return v
	}
	digest, ok := m.headerDigest(d, field)
	if !ok {
		m.set(&v, Neutral, CodeMended)
		return v
	}
	m.compare(&v, d, k, digest)
	m.check(&v, d)
	return v
}

// readable reports whether the signature field can be taken at its word.
func (m *message) readable(v *Verification, problems []header.Problem) bool {
	if m.section.Fields[v.Field].Mend.Guessed() {
		m.set(v, Neutral, CodeMended)
		return false
	}
	for _, p := range problems {
		if p.Code == signature.ProblemTagUnknown || isRefusedAlgorithm(p, v.Algorithm) {
			continue
		}
		tag := ""
		if len(p.Args) > 0 {
			tag = p.Args[0].Value
		}
		m.set(v, PermError, CodeSyntax, arg("problem", p.Code), arg("tag", tag))
		return false
	}
	return true
}

// isRefusedAlgorithm: a= is well formed but of no algorithm that is known, and
// gets a word of its own.
func isRefusedAlgorithm(p header.Problem, algorithm string) bool {
	return p.Code == signature.ProblemTagValue && p.Args[0].Value == "a" && algorithm != ""
}

// usable: the algorithm is one that may be used, and the key is in DNS. rsa-sha1
// must not be (RFC 8301 section 3.1).
func (m *message) usable(v *Verification, algorithm, query string) bool {
	switch {
	case algorithm == "rsa-sha1":
		m.set(v, Policy, CodeAlgorithmRefused, arg("algorithm", algorithm))
	case algorithm != "rsa-sha256" && algorithm != "ed25519-sha256":
		m.set(v, PermError, CodeAlgorithmUnknown, arg("algorithm", algorithm))
	case !ascii.IsAny("dns/txt", strings.Split(query, ":")...):
		m.set(v, PermError, CodeSyntax, arg("problem", signature.ProblemTagValue), arg("tag", "q"))
	default:
		return true
	}
	return false
}

// fetch gets the key for a signature; nil, with the result noted, if there is
// none that serves it.
func (m *message) fetch(v *Verification) *key {
	k := m.keys.get(m.ctx, v.Selector, v.Domain)
	v.KeyBits, v.Test = k.bits, k.test
	algorithm, hash, _ := strings.Cut(v.Algorithm, "-")
	switch {
	case k.code != "":
		m.set(v, k.status, k.code, append(k.args[:len(k.args):len(k.args)], arg("selector", v.Selector))...)
	case k.algorithm() != algorithm:
		m.set(v, PermError, CodeKeyAlgorithm, arg("algorithm", v.Algorithm), arg("type", k.algorithm()))
	case k.hashes != nil && !ascii.IsAny(hash, k.hashes...):
		m.set(v, PermError, CodeKeyHash, arg("algorithm", v.Algorithm))
	default:
		return k
	}
	return nil
}

// sameIdentityDomain: the domain of i= is d= itself, as a key with t=s asks.
func sameIdentityDomain(d *signature.DKIM) bool {
	domain := d.Identity[strings.LastIndexByte(d.Identity, '@')+1:]
	return ascii.EqualFold(domain, d.Domain)
}

// headerDigest is the hash that is signed (RFC 6376 section 3.7): the fields
// of h, each name from the bottom up, and the signature field without b; false
// if one of them exists only by repair.
func (m *message) headerDigest(d *signature.DKIM, field int) (digest []byte, ok bool) {
	h, relaxed := sha256.New(), d.Header == "relaxed"
	taken := make(map[string]int, len(d.SignedFields))
	var line []byte
	for _, name := range d.SignedFields {
		name = ascii.ToLower(name)
		at := len(m.places[name]) - 1 - taken[name]
		if at >= 0 && m.places[name][at] == field { // it was not there yet (section 5.4)
			taken[name]++
			at--
		}
		if taken[name]++; at < 0 {
			continue // a field that was not there is signed as absent (section 5.4.2)
		}
		text, ok := signable(&m.section.Fields[m.places[name][at]], relaxed)
		if !ok {
			return nil, false
		}
		line = appendField(line[:0], text, relaxed)
		h.Write(line)
	}
	text, ok := signable(&m.section.Fields[field], relaxed)
	if !ok {
		return nil, false
	}
	line = appendField(line[:0], withoutSignature(text), relaxed)
	h.Write(line[:len(line)-2])
	return h.Sum(nil), true
}

// compare verifies the signature and the body hash.
func (m *message) compare(v *Verification, d *signature.DKIM, k *key, digest []byte) {
	sig, err := base64.StdEncoding.DecodeString(d.Signature)
	hash, hashErr := base64.StdEncoding.DecodeString(d.BodyHash)
	if err != nil || hashErr != nil || len(hash) != sha256.Size {
		tag := "b"
		if err == nil {
			tag = "bh"
		}
		m.set(v, PermError, CodeSyntax, arg("problem", signature.ProblemTagValue), arg("tag", tag))
		return
	}
	v.HeaderValid = k.verify(digest, sig)
	long := false
	if m.body != nil {
		v.BodyValid, long = m.sameBody(d, hash)
	}
	switch {
	case m.body == nil && v.HeaderValid:
		m.set(v, HeaderValid, CodeHeaderValid)
	case v.HeaderValid && v.BodyValid:
		m.set(v, Pass, CodePass)
	case v.HeaderValid && long: // RFC 6376 section 3.5, l
		m.set(v, Fail, CodeBodyShort, arg("length", strconv.FormatInt(v.Length, 10)))
	case v.HeaderValid:
		m.set(v, Fail, CodeBodyChanged)
	case m.body == nil || v.BodyValid:
		m.set(v, Fail, CodeHeaderChanged)
	default:
		m.set(v, Fail, CodeBothChanged)
	}
}

// sameBody hashes the canonical body, or as much of it as l says; long means
// that l is more than there is.
func (m *message) sameBody(d *signature.DKIM, want []byte) (same, long bool) {
	relaxed, form := d.Body == "relaxed", 0
	if relaxed {
		form = 1
	}
	if m.bodies[form] == nil {
		m.bodies[form] = canonicalBody(m.body, relaxed)
	}
	text := m.bodies[form]
	if d.Length != nil {
		if *d.Length > int64(len(text)) {
			return false, true
		}
		text = text[:*d.Length]
	}
	sum := sha256.Sum256(text)
	return string(sum[:]) == string(want), false
}

// check looks at times and weaknesses once the signature itself is settled.
func (m *message) check(v *Verification, d *signature.DKIM) {
	if v.Status.proves() && m.now != 0 {
		switch {
		case d.Expiry != 0 && d.Expiry < m.now: // RFC 6376 section 3.5, x
			m.set(v, Fail, CodeExpired, arg("expiry", strconv.FormatInt(d.Expiry, 10)))
		case d.Timestamp > m.now+skew: // RFC 6376 section 3.5, t
			m.set(v, Fail, CodeFuture, arg("time", strconv.FormatInt(d.Timestamp, 10)))
		}
	}
	m.noteCopies(v)
	if v.Partial {
		m.note(v, CodePartialBody, arg("length", strconv.FormatInt(v.Length, 10)))
	}
	if v.Test {
		m.note(v, CodeTestKey)
	}
	if v.KeyBits < 2048 && strings.HasPrefix(v.Algorithm, "rsa") { // RFC 8301 section 3.2
		m.note(v, CodeKeyWeak, arg("bits", strconv.Itoa(v.KeyBits)))
	}
}

// noteCopies notes signed fields that stand in the section more often than they
// are signed: whoever added one chose what readers see (RFC 6376 section 8.15).
func (m *message) noteCopies(v *Verification) {
	for _, name := range [...]string{"From", "To", "Subject", "Date", "Message-ID", "Reply-To", "Content-Type"} {
		signed := 0
		for _, field := range v.Fields {
			if ascii.EqualFold(field, name) {
				signed++
			}
		}
		if n := len(m.places[ascii.ToLower(name)]); signed > 0 && n > signed {
			m.note(v, CodeUnsignedCopy, arg("field", name), arg("count", strconv.Itoa(n-signed)))
		}
	}
}
