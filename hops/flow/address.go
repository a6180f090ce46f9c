package flow

import (
	"strings"

	"github.com/hopproof/hopproof/header/suffix"
	"github.com/hopproof/hopproof/internal/ascii"
)

// addressIn takes the address out of "Name <a@b>", "<a@b>" or "a@b", without
// allocating; nothing if the text has none.
func addressIn(text string) string {
	if strings.IndexByte(text, '<') >= 0 {
		text = text[strings.LastIndexByte(text, '<')+1:]
		if end := strings.IndexByte(text, '>'); end >= 0 {
			text = text[:end]
		}
	}
	text = strings.TrimSpace(text)
	if at := strings.LastIndexByte(text, '@'); at < 1 || at == len(text)-1 || notInAddress.Index(text) >= 0 {
		return ""
	}
	return text
}

// notInAddress are the bytes that no address holds here.
var notInAddress = ascii.SetOf(func(c byte) bool { return c == ',' || ascii.IsSpace(c) })

// splitAddress parts an address at its last "@". A bare domain has no local
// part.
func splitAddress(addr string) (local, domain string) {
	if at := strings.LastIndexByte(addr, '@'); at >= 0 {
		return addr[:at], addr[at+1:]
	}
	return "", addr
}

// sameOrganization compares organizational domains, by the Public Suffix List.
func sameOrganization(a, b string) bool { return suffix.Same(a, b) }
