package auth

import (
	"crypto/sha256"
	"encoding/base64"
	"hash"
	"slices"
	"strconv"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/header/signature"
	"github.com/hopproof/hopproof/hops"
)

// ARC is what became of the chain of ARC sets (RFC 8617 section 5.2).
type ARC struct {
	// Status is none, pass or fail; [HeaderValid] where everything but the body
	// hash of the newest set is right and the body was not supplied; temperror
	// where DNS gave no answer.
	Status Status
	Reason hops.Finding
	Sets   []ARCSet // oldest first
	// Sound: the structure of the chain lets it be verified (steps 1 to 3).
	Sound bool
	// OldestPass is the instance of the oldest set from which on all message
	// signatures are right; 0: all are (step 5). Only beside pass and
	// header-valid.
	OldestPass int
}

// ARCSet is one set: its two signatures, each verified by itself whatever the
// chain is.
type ARCSet struct {
	Instance   int
	AuthservID string // who states the results of the set
	Seal       Verification
	Message    Verification
}

// arc verifies the chain.
func (m *message) arc(chain *signature.Chain) ARC {
	out := ARC{Sound: chain.Sound()}
	if len(chain.Sets) == 0 && len(chain.Problems) == 0 {
		out.Status, out.Reason = None, finding(m.section, -1, CodeARCNone)
		return out
	}
	sealed := sealHash{m: m, h: sha256.New()}
	whole := true // all sets from 1 on, which a seal covers
	for i := range chain.Sets {
		s := &chain.Sets[i]
		whole = whole && s.Instance == i+1 && s.AuthResultsField >= 0 && s.MessageSignatureField >= 0 && s.SealField >= 0
		set := ARCSet{Instance: s.Instance, AuthservID: s.AuthResults.AuthservID}
		set.Message = m.verifySet(s)
		set.Seal = sealed.verify(s, whole)
		out.Sets = append(out.Sets, set)
	}
	m.conclude(&out, chain)
	return out
}

// verifySet verifies the message signature of a set. Two things are taken that
// a DKIM-Signature could not have, for signers of ARC write them and the common
// suite of tests passes them: an empty h, which covers no field, and no c, which
// some mean as relaxed and others, by RFC 6376 section 3.5, as simple.
func (m *message) verifySet(s *signature.Set) Verification {
	if s.MessageSignatureField < 0 {
		return m.absent()
	}
	d := s.MessageSignature.DKIM
	d.Problems = slices.DeleteFunc(slices.Clone(d.Problems), func(p header.Problem) bool {
		return p.Code == signature.ProblemTagValue && p.Args[0].Value == "h" && d.SignedFields == nil
	})
	v := m.verifyMessage(&d, s.MessageSignatureField)
	if v.Status == Fail && !v.HeaderValid && !hasTag(d.Tags, "c") {
		d.Header, d.Body = "relaxed", "relaxed"
		v = m.verifyMessage(&d, s.MessageSignatureField)
	}
	return v
}

func hasTag(tags []signature.Tag, name string) bool {
	return slices.ContainsFunc(tags, func(t signature.Tag) bool { return t.Name == name })
}

// absent is the result for a signature that is not there.
func (m *message) absent() Verification {
	v := Verification{Field: -1}
	m.set(&v, PermError, CodeARCPartMissing)
	return v
}

// conclude makes one status of all (RFC 8617 section 5.2, steps 2 to 6).
func (m *message) conclude(out *ARC, chain *signature.Chain) {
	if !out.Sound {
		p := chain.Problems[0]
		out.Status, out.Reason = Fail, finding(m.section, -1, CodeARCStructure, append([]header.Arg{arg("problem", p.Code)}, p.Args...)...)
		return
	}
	newest := &out.Sets[len(out.Sets)-1]
	code := CodeARCPass
	out.Status = newest.Message.Status
	switch {
	case out.Status == HeaderValid:
		code = CodeARCHeaderValid
	case out.Status != Pass:
		m.failChain(out, newest.Instance, &newest.Message, CodeARCMessage)
		return
	}
	for i := len(out.Sets) - 1; i >= 0; i-- {
		if seal := &out.Sets[i].Seal; seal.Status != Pass {
			m.failChain(out, out.Sets[i].Instance, seal, CodeARCSeal)
			return
		}
	}
	out.OldestPass = oldestPass(out.Sets)
	out.Reason = finding(m.section, newest.Seal.Field, code, arg("sets", strconv.Itoa(len(out.Sets))), arg("domain", newest.Seal.Domain))
}

// failChain: any failure fails the chain; an answer that did not come is not yet
// one.
func (m *message) failChain(out *ARC, instance int, v *Verification, code string) {
	if out.Status = Fail; v.Status == TempError {
		out.Status = TempError
	}
	out.Reason = finding(m.section, v.Field, code, because(&v.Reason, arg("instance", strconv.Itoa(instance)), arg("domain", v.Domain))...)
}

// oldestPass: RFC 8617 section 5.2, step 5.
func oldestPass(sets []ARCSet) int {
	for i := len(sets) - 1; i >= 0; i-- {
		if !sets[i].Message.Status.proves() {
			return sets[i].Instance + 1
		}
	}
	return 0
}

// sealHash is the hash over the sets from 1 on, as seals cover them (RFC 8617
// section 5.1.1): each set in the order results, message signature, seal, in
// relaxed form. It grows with every set, so that a long chain is read once.
type sealHash struct {
	m      *message
	h      hash.Hash
	line   []byte
	mended bool // a field of a set exists only by repair
}

// verify verifies the seal of a set, the next in order; whole means that no set
// up to it lacks a part.
func (s *sealHash) verify(set *signature.Set, whole bool) Verification {
	if set.SealField < 0 {
		return s.m.absent()
	}
	seal := &set.Seal
	v := Verification{Field: set.SealField, Domain: seal.Domain, Selector: seal.Selector, Algorithm: seal.Algorithm}
	var digest []byte
	if whole {
		digest = s.digest(set)
	}
	switch {
	case !s.m.readable(&v, sealProblems(seal)) || !s.m.usable(&v, seal.Algorithm, "dns/txt"):
	case !whole:
		s.m.set(&v, PermError, CodeARCPartMissing)
	case s.mended:
		s.m.set(&v, Neutral, CodeMended)
	default:
		s.compare(&v, seal, digest)
	}
	return v
}

// sealProblems: a tag h makes a seal invalid (RFC 8617 section 4.1.3).
func sealProblems(seal *signature.Seal) []header.Problem {
	if !hasTag(seal.Tags, "h") {
		return seal.Problems
	}
	return append(slices.Clone(seal.Problems), header.Problem{Code: signature.ProblemTagValue, Args: []header.Arg{arg("tag", "h")}})
}

// digest adds a set to the hash and returns what its seal signs.
func (s *sealHash) digest(set *signature.Set) []byte {
	s.add(s.h, set.AuthResultsField, false)
	s.add(s.h, set.MessageSignatureField, false)
	signed := clone(s.h)
	s.add(signed, set.SealField, true)
	s.add(s.h, set.SealField, false)
	return signed.Sum(nil)
}

// add hashes a field; own is the seal that is verified, without its signature
// and final CRLF.
func (s *sealHash) add(h hash.Hash, field int, own bool) {
	text, ok := signable(&s.m.section.Fields[field], true)
	s.mended = s.mended || !ok
	if own {
		text = withoutSignature(text)
	}
	s.line = appendField(s.line[:0], text, true)
	if own {
		s.line = s.line[:len(s.line)-2]
	}
	h.Write(s.line)
}

// clone copies the state of a SHA-256. The error is that of implementations
// outside of crypto/sha256.
func clone(h hash.Hash) hash.Hash {
	other, err := h.(hash.Cloner).Clone()
	if err != nil {
		panic(err)
	}
	return other
}

// compare verifies the signature of a seal.
func (s *sealHash) compare(v *Verification, seal *signature.Seal, digest []byte) {
	k := s.m.fetch(v)
	if k == nil {
		return
	}
	sig, err := base64.StdEncoding.DecodeString(seal.Signature)
	switch v.HeaderValid = err == nil && k.verify(digest, sig); {
	case err != nil:
		s.m.set(v, PermError, CodeSyntax, arg("problem", signature.ProblemTagValue), arg("tag", "b"))
	case !v.HeaderValid:
		s.m.set(v, Fail, CodeSealChanged)
	case s.m.now != 0 && seal.Timestamp > s.m.now+skew:
		s.m.set(v, Fail, CodeFuture, arg("time", strconv.FormatInt(seal.Timestamp, 10)))
	default:
		s.m.set(v, Pass, CodeSealPass)
	}
}
