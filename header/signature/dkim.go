package signature

import (
	"strings"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/internal/ascii"
)

// DKIM is a DKIM-Signature (RFC 6376 section 3.5) taken apart. Where c, i or q
// is absent, its default stands here.
type DKIM struct {
	Version      int    // v
	Algorithm    string // a: rsa-sha256, ed25519-sha256, rsa-sha1
	Domain       string // d: the domain that signs
	Selector     string // s
	Header, Body string // c: canonicalization of header and body, simple or relaxed
	// SignedFields are the names of h, as written and in their order. A name
	// may occur more often than its field.
	SignedFields []string
	BodyHash     string // bh, base64
	Signature    string // b, base64
	Length       *int64 // l: how many bytes of the body are signed; nil: all
	Timestamp    int64  // t, seconds since 1970; 0: not said
	Expiry       int64  // x, likewise
	Identity     string // i, the AUID; "@" and Domain if absent
	Query        string // q

	Tags     []Tag
	Problems []header.Problem
}

var (
	dkimTags     = []string{"v", "a", "b", "bh", "c", "d", "h", "i", "l", "q", "s", "t", "x", "z"}
	dkimRequired = []string{"v", "a", "b", "bh", "d", "h", "s"}
)

// ParseDKIM reads the body of a DKIM-Signature; text and at are those of
// [ParseTags].
func ParseDKIM(text string, at int) DKIM {
	v := newView(text, at, dkimTags, dkimRequired)
	d := v.signed()
	if n, ok := v.number("v"); ok {
		if d.Version = int(n); n != 1 {
			v.bad("v")
		}
	}
	d.identity(v)
	if d.SignedFields != nil && !d.signs("From") {
		v.problem(ProblemFrom, v.find("h").Span, "h")
	}
	d.Tags, d.Problems = v.Tags.Tags, v.Problems
	return d
}

// signed reads the tags that a DKIM-Signature shares with an
// ARC-Message-Signature.
func (v view) signed() DKIM {
	d := DKIM{
		Algorithm: v.algorithm(),
		Domain:    v.text("d"),
		Selector:  v.text("s"),
		BodyHash:  v.text("bh"),
		Signature: v.text("b"),
		Query:     v.text("q"),
	}
	if d.Query == "" {
		d.Query = "dns/txt"
	}
	d.Header, d.Body = v.canonicalization()
	if h := v.text("h"); h != "" {
		d.SignedFields = strings.Split(h, ":")
	}
	if n, ok := v.number("l"); ok {
		d.Length = &n
	}
	d.Timestamp, _ = v.number("t")
	d.Expiry, _ = v.number("x")
	if d.Expiry != 0 && d.Expiry <= d.Timestamp {
		v.problem(ProblemExpiry, v.find("x").Span, "x")
	}
	return d
}

// algorithm: RFC 6376 section 3.3, RFC 8463. Whether rsa-sha1 is still taken
// (RFC 8301: no) is up to who verifies.
func (v view) algorithm() string {
	a := v.text("a")
	switch a {
	case "rsa-sha256", "ed25519-sha256", "rsa-sha1":
	default:
		v.bad("a")
	}
	return a
}

// canonicalization reads c: one name is that of the header, and the body is then
// simple (RFC 6376 section 3.5).
func (v view) canonicalization() (header, body string) {
	c := v.text("c")
	if c == "" {
		return "simple", "simple"
	}
	header, body, both := strings.Cut(c, "/")
	if !both {
		body = "simple"
	}
	if header != "simple" && header != "relaxed" || body != "simple" && body != "relaxed" {
		v.bad("c")
	}
	return header, body
}

// identity reads i, whose domain must be d or below it.
func (d *DKIM) identity(v view) {
	i, ok := v.Get("i")
	if !ok {
		if d.Domain != "" {
			d.Identity = "@" + d.Domain
		}
		return
	}
	d.Identity = quotedPrintable(i)
	domain := d.Identity[strings.LastIndexByte(d.Identity, '@')+1:]
	if len(domain) == len(d.Identity) || !within(domain, d.Domain) {
		v.problem(ProblemIdentity, v.find("i").Span, "i")
	}
}

// within reports whether domain is parent or below it.
func within(domain, parent string) bool {
	cut := len(domain) - len(parent)
	return cut >= 0 && ascii.EqualFold(domain[cut:], parent) && (cut == 0 || domain[cut-1] == '.')
}

// signs reports whether a field of that name is signed.
func (d *DKIM) signs(name string) bool {
	for _, field := range d.SignedFields {
		if ascii.EqualFold(field, name) {
			return true
		}
	}
	return false
}

// quotedPrintable decodes dkim-quoted-printable (RFC 6376 section 2.11); what is
// no "=XX" stays.
func quotedPrintable(s string) string {
	if strings.IndexByte(s, '=') < 0 {
		return s
	}
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == '=' && i+2 < len(s) {
			if a, b := hex(s[i+1]), hex(s[i+2]); a < 16 && b < 16 {
				out = append(out, a<<4|b)
				i += 2
				continue
			}
		}
		out = append(out, s[i])
	}
	return string(out)
}

func hex(c byte) byte {
	switch {
	case c-'0' < 10:
		return c - '0'
	case c-'A' < 6:
		return c - 'A' + 10
	}
	return 255
}
