package signature

import (
	"strings"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/internal/ascii"
)

// Outline is what a DKIM-Signature says about itself, without checking its
// syntax and without allocation: enough to tell what a signature covers. It
// agrees with [ParseDKIM].
type Outline struct {
	Algorithm string // a
	Domain    string // d
	Selector  string // s
	// Signed is h as written, folds included: see [Outline.Signs].
	Signed string
	// Bytes is the length of the signature (b, base64): for RSA that of the
	// modulus (RFC 8017 section 8.2.1).
	Bytes   int
	Limited bool  // there is l: only the beginning of the body is signed
	Expiry  int64 // x, seconds since 1970; 0: not said, or no number
}

// OutlineDKIM reads the outline of a DKIM-Signature from its body.
func OutlineDKIM(text string) Outline {
	var o Outline
	eachTag(text, func(name byte, text string) bool {
		switch name {
		case 'a':
			o.Algorithm = value("a", text)
		case 'd':
			o.Domain = value("d", text)
		case 's':
			o.Selector = value("s", text)
		case 'h':
			o.Signed = text
		case 'b':
			o.Bytes = base64Bytes(text)
		case 'l':
			_, o.Limited = digits(value("l", text))
		case 'x':
			o.Expiry, _ = digits(value("x", text))
		}
		return true
	})
	return o
}

// Signs reports whether a field of that name is signed.
func (o *Outline) Signs(name string) bool {
	for field := range strings.SplitSeq(o.Signed, ":") {
		if equalWithoutSpace(field, name) {
			return true
		}
	}
	return false
}

// equalWithoutSpace compares a name of h, in which white space means nothing,
// with a field name.
func equalWithoutSpace(field, name string) bool {
	n := 0
	for i := 0; i < len(field); i++ {
		if ascii.IsSpace(field[i]) {
			continue
		}
		if n == len(name) || ascii.Lower(field[i]) != ascii.Lower(name[n]) {
			return false
		}
		n++
	}
	return n == len(name)
}

// base64Bytes is how many bytes a base64 text holds; white space means nothing.
func base64Bytes(s string) int {
	n := len(s) - strings.Count(s, "=")
	for _, space := range [...]string{" ", "\t", "\r", "\n"} {
		n -= strings.Count(s, space)
	}
	return n * 6 / 8
}

// eachTag calls visit with the values of the tags whose name is one character,
// the first of each name (RFC 6376 section 3.2), and of cv, whose name is
// given as tagCV, until visit wants no more.
func eachTag(text string, visit func(name byte, value string) (more bool)) {
	var seen [256]bool
	for text != "" {
		tag := text
		if end := strings.IndexByte(text, ';'); end >= 0 {
			tag, text = text[:end], text[end+1:]
		} else {
			text = ""
		}
		equals := strings.IndexByte(tag, '=')
		if equals < 0 {
			continue
		}
		start, nameEnd := ascii.Trim(tag, 0, equals)
		key := tagKey(tag[start:nameEnd])
		if key == 0 || seen[key] {
			continue
		}
		seen[key] = true
		from, to := ascii.Trim(tag, equals+1, len(tag))
		if !visit(key, tag[from:to]) {
			return
		}
	}
}

// tagCV is none of the characters of which tag names are made.
const tagCV = '+'

// tagKey is the character of a name, or 0 for a name that is not asked for.
func tagKey(name string) byte {
	switch {
	case name == "cv":
		return tagCV
	case len(name) == 1 && isTagName(name):
		return name[0]
	}
	return 0
}

// OutlineSets is [Sets] that reads only what the structure of the chain needs:
// of a seal the instance, cv and d, of an ARC-Message-Signature the instance,
// and the results in full.
func OutlineSets(fields []header.Field) Chain {
	c := collector{fields: fields, parseSeal: outlineSeal, parseMessage: outlineMessageSignature}
	c.collect()
	return c.out
}

// outlineSeal reads the tags of a seal that the structure of the chain needs.
func outlineSeal(text string, _ int) (s Seal) {
	missing := 3
	eachTag(text, func(name byte, text string) bool {
		switch name {
		case 'i':
			s.Instance = outlineInstance(text)
		case tagCV:
			s.ChainStatus = value("cv", text)
		case 'd':
			s.Domain = value("d", text)
		default:
			return true
		}
		missing--
		return missing > 0
	})
	return s
}

func outlineMessageSignature(text string, _ int) (m MessageSignature) {
	eachTag(text, func(name byte, text string) bool {
		if name == 'i' {
			m.Instance = outlineInstance(text)
		}
		return name != 'i'
	})
	return m
}

// outlineInstance reads i; 0 if it is not 1 to 50.
func outlineInstance(text string) int {
	n, ok := digits(value("i", text))
	if !ok || n > MaxInstance {
		return 0
	}
	return int(n)
}
