package signature

import "github.com/hopproof/hopproof/header"

// MaxInstance is the highest number of an ARC set (RFC 8617 section 4.2.1).
const MaxInstance = 50

// MessageSignature is an ARC-Message-Signature (RFC 8617 section 4.1.2): a
// DKIM-Signature without version and identity, and with an instance. Version and
// Identity are zero.
type MessageSignature struct {
	Instance int // i; 0 if it is not 1 to 50
	DKIM
}

// Seal is an ARC-Seal (RFC 8617 section 4.1.3). It covers the ARC fields of its
// set and of all earlier ones, and no other field.
type Seal struct {
	Instance    int    // i; 0 if it is not 1 to 50
	ChainStatus string // cv: none, pass or fail, as the sealer found the chain
	Algorithm   string // a
	Domain      string // d
	Selector    string // s
	Signature   string // b, base64
	Timestamp   int64  // t, seconds since 1970; 0: not said

	Tags     []Tag
	Problems []header.Problem
}

var (
	arcTags      = []string{"i", "a", "b", "bh", "c", "d", "h", "l", "q", "s", "t", "x", "z"}
	arcRequired  = []string{"i", "a", "b", "bh", "d", "h", "s"}
	sealTags     = []string{"i", "a", "b", "cv", "d", "s", "t"}
	sealRequired = []string{"i", "a", "b", "cv", "d", "s"}
)

// ParseMessageSignature reads the body of an ARC-Message-Signature; text and at
// are those of [ParseTags].
func ParseMessageSignature(text string, at int) MessageSignature {
	v := newView(text, at, arcTags, arcRequired)
	m := MessageSignature{DKIM: v.signed(), Instance: v.instance()}
	if m.signs("ARC-Seal") {
		v.problem(ProblemSealSigned, v.find("h").Span, "h")
	}
	m.Tags, m.Problems = v.Tags.Tags, v.Problems
	return m
}

// ParseSeal reads the body of an ARC-Seal; text and at are those of [ParseTags].
// A tag h makes a seal invalid (RFC 8617 section 4.1.3); here it is unknown.
func ParseSeal(text string, at int) Seal {
	v := newView(text, at, sealTags, sealRequired)
	s := Seal{
		Instance:    v.instance(),
		ChainStatus: v.text("cv"),
		Algorithm:   v.algorithm(),
		Domain:      v.text("d"),
		Selector:    v.text("s"),
		Signature:   v.text("b"),
	}
	s.Timestamp, _ = v.number("t")
	if cv := s.ChainStatus; cv != "none" && cv != "pass" && cv != "fail" {
		v.bad("cv")
	}
	s.Tags, s.Problems = v.Tags.Tags, v.Problems
	return s
}

// instance reads i of an ARC field.
func (v view) instance() int {
	n, ok := v.number("i")
	if ok && (n < 1 || n > MaxInstance) {
		v.bad("i")
		return 0
	}
	return int(n)
}
