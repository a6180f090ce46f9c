package flow

import "strings"

// addressIn takes the address out of "Name <a@b>", "<a@b>" or "a@b", without
// allocating; nothing if the text has none.
func addressIn(text string) string {
	if open := strings.LastIndexByte(text, '<'); open >= 0 {
		text = text[open+1:]
		if end := strings.IndexByte(text, '>'); end >= 0 {
			text = text[:end]
		}
	}
	text = strings.TrimSpace(text)
	if at := strings.LastIndexByte(text, '@'); at < 1 || at == len(text)-1 || strings.ContainsAny(text, " \t\r\n,") {
		return ""
	}
	return text
}

// splitAddress parts an address at its last "@". A bare domain has no local
// part.
func splitAddress(addr string) (local, domain string) {
	if at := strings.LastIndexByte(addr, '@'); at >= 0 {
		return addr[:at], addr[at+1:]
	}
	return "", addr
}

// organizationOf is the part of a host name under which names are registered,
// roughly: the last two labels, three where the last two look like "co.uk".
func organizationOf(host string) string {
	host = strings.TrimSuffix(host, ".")
	last := strings.LastIndexByte(host, '.')
	if last < 0 {
		return host
	}
	second := strings.LastIndexByte(host[:last], '.')
	if second < 0 {
		return host
	}
	if len(host)-last-1 == 2 && last-second-1 <= 3 {
		if third := strings.LastIndexByte(host[:second], '.'); third >= 0 {
			return host[third+1:]
		}
		return host
	}
	return host[second+1:]
}

func sameOrganization(a, b string) bool {
	return strings.EqualFold(organizationOf(a), organizationOf(b))
}
