package send

import (
	"errors"
	"net/mail"
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
)

// Limits of an address in bytes (RFC 5321 sections 4.5.3.1.1 and 4.5.3.1.3).
const (
	maxLocalPart = 64
	maxAddress   = 254
)

// ParseAddress reads an address with or without a display name, such as
// "Jane Doe <jane@contoso.example>". It takes those that fit unchanged into any
// command line of SMTP: plain local parts, domains of ASCII.
func ParseAddress(text string) (mail.Address, error) {
	a, err := mail.ParseAddress(text)
	if err != nil {
		return mail.Address{}, errors.New("not an e-mail address")
	}
	local, domain, _ := strings.Cut(a.Address, "@")
	switch {
	case len(local) > maxLocalPart || len(a.Address) > maxAddress:
		return mail.Address{}, errors.New("too long for an e-mail address")
	case strings.ContainsFunc(a.Address, func(r rune) bool { return r >= 0x80 }):
		return mail.Address{}, errors.New("not ASCII: SMTPUTF8 (RFC 6531) is not supported")
	case !isDotAtom(local) || !isDotAtom(domain):
		return mail.Address{}, errors.New("needs quotes or brackets, which many servers refuse")
	case strings.ContainsFunc(a.Name, func(r rune) bool { return r < ' ' || r == 0x7f }):
		return mail.Address{}, errors.New("control character in the name")
	}
	return *a, nil
}

// isDotAtom is RFC 5322 section 3.2.3.
func isDotAtom(s string) bool {
	for atom := range strings.SplitSeq(s, ".") {
		if atom == "" || strings.ContainsFunc(atom, func(r rune) bool { return !isAtext(byte(r)) }) {
			return false
		}
	}
	return true
}

func isAtext(c byte) bool {
	return ascii.IsLetter(c) || ascii.IsDigit(c) || strings.IndexByte("!#$%&'*+-/=?^_`{|}~", c) >= 0
}
