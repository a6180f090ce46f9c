package header

import (
	"slices"
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
)

// AppendAddrSpecs appends what [Addresses] finds to list, without the names: the
// Addr of each.
func AppendAddrSpecs(list []string, body string, dec Decoder) []string {
	if addr := soleAddress(body); addr != "" {
		return append(list, addr)
	}
	r := addressReader{s: body, dec: dec, nameless: true}
	r.read()
	list = slices.Grow(list, len(r.out))
	for i := range r.out {
		list = append(list, r.out[i].Addr)
	}
	return list
}

// soleAddress reads the two forms that most fields have, an address by itself and
// one in angle brackets behind a plain or quoted name; empty: s is something else,
// or cannot be told from it at a glance.
func soleAddress(s string) string {
	name := len(quotedName(s))
	for i := name; i < len(s); i++ {
		switch c := s[i]; {
		case c == '<':
			return bracketed(s[i:])
		case addressSpecial[c]:
			return ""
		}
	}
	at := strings.LastIndexByte(s, '@')
	if name > 0 || at <= 0 || at == len(s)-1 || strings.IndexByte(s, ' ') >= 0 || strings.HasPrefix(s, "=?") {
		return ""
	}
	return s
}

// addressSpecial are the bytes that mean something in an address field. A blank
// means nothing before an address in brackets, nor does an "@", nor an
// encoded-word that holds none of these.
var addressSpecial = ascii.SetOf(func(c byte) bool {
	return ascii.IsSpace(c) && c != ' ' || strings.IndexByte(`,;:()>"\[`, c) >= 0
})

// quotedName is the quoted-string that s begins with, if there is nothing special
// in it.
func quotedName(s string) string {
	if s == "" || s[0] != '"' {
		return ""
	}
	end := strings.IndexByte(s[1:], '"') + 2
	if end < 2 || strings.IndexByte(s[:end], '\\') >= 0 {
		return ""
	}
	return s[:end]
}

// bracketed is the address of s, "<address>", if nothing stands behind it.
func bracketed(s string) string {
	if n := plainAngle(s); n > 1 && n == len(s)-1 {
		return s[1:n]
	}
	return ""
}
