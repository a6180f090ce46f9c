package flow

import (
	"strings"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/internal/ascii"
)

// listAddress is what the fields of a mailing list (RFC 2369, RFC 2919) say of
// its own address.
type listAddress struct {
	post, id string
	// original: a list manager kept the author's From in a field of its own, or
	// wrote "Author via List" as Mailman does.
	original bool
}

func listOf(s *header.Section) listAddress {
	var l listAddress
	if f := s.Find("List-Id"); f != nil {
		l.id = between(f.Body(), "<", ">")
	}
	if f := s.Find("List-Post"); f != nil {
		l.post, _, _ = strings.Cut(between(f.Body(), "<mailto:", ">"), "?")
	} else if f := s.Find("X-BeenThere"); f != nil {
		l.post = f.Body()
	}
	l.original = s.Find("X-Original-From") != nil || s.Find("X-Mailman-Original-From") != nil
	if from := s.Find("From"); from != nil && s.Find("X-Mailman-Version") != nil {
		l.original = l.original || strings.Contains(from.Body(), " via ")
	}
	return l
}

// is reports whether addr is the list's. A List-Id is formed from it: the "@"
// becomes a dot.
func (l listAddress) is(addr string) bool {
	if addr == "" || ascii.EqualFold(addr, l.post) {
		return addr != ""
	}
	at := strings.LastIndexByte(addr, '@')
	return at > 0 && len(addr) == len(l.id) && l.id[at] == '.' &&
		ascii.EqualFold(addr[:at], l.id[:at]) && ascii.EqualFold(addr[at+1:], l.id[at+1:])
}

// rewrote reports whether the list put an address of its own into From, which
// it does where the author's domain forbids others to use it (DMARC).
func (l listAddress) rewrote(from string) bool { return l.original || l.is(from) }

// between is the text after the last mark that begins it; nothing if there is
// none.
func between(text, begin, end string) string {
	at := strings.LastIndex(text, begin)
	if at < 0 {
		return ""
	}
	text, _, _ = strings.Cut(text[at+len(begin):], end)
	return text
}
