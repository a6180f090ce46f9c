package resolve

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
)

// SpecError says what is wrong with the text that names a resolver.
type SpecError struct {
	Spec   string
	Reason string
	// Hint is what to write instead.
	Hint string
}

// Error is the reason, without the hint, on one line of ASCII.
func (e *SpecError) Error() string { return strconv.QuoteToASCII(e.Spec) + ": " + e.Reason }

// Parse reads which resolver to ask: off, system, IP[:port] or
// https://host/dns-query. "off" is no transport at all, and a client without one
// asks nobody. The error is a *[SpecError].
func Parse(spec string) ([]Transport, error) {
	switch {
	case spec == "off":
		return nil, nil
	case spec == "system":
		return system()
	case ascii.HasPrefixFold(spec, "https://"):
		return parseURL(spec)
	case strings.Contains(spec, "://"):
		return nil, &SpecError{spec, "this kind of resolver is unknown", "DNS over HTTPS begins with https://"}
	}
	return parseAddr(spec)
}

// parseURL reads the address of a DNS-over-HTTPS server, or its URI template
// (RFC 8484 section 3).
func parseURL(spec string) ([]Transport, error) {
	const example = "for example https://dns.example/dns-query"
	address := strings.TrimSuffix(spec, "{?dns}")
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Hostname() == "":
		return nil, &SpecError{spec, "not a URL", example}
	case u.User != nil:
		return nil, &SpecError{spec, "a login in the URL is not supported", example}
	case u.Fragment != "" || strings.ContainsAny(address, "{}#"):
		return nil, &SpecError{spec, "only {?dns} may be left open in the URL", example}
	case u.Path == "" || u.Path == "/":
		return nil, &SpecError{spec, "the URL has no path", "most servers take " + strings.TrimSuffix(address, "/") + "/dns-query"}
	}
	return []Transport{DoH{URL: u.String()}}, nil
}
