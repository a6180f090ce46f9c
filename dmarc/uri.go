package dmarc

import (
	"iter"
	"slices"
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
	"github.com/hopproof/hopproof/internal/dnsname"
	"github.com/hopproof/hopproof/spf"
)

// uris yields the addresses of a list with their places in it (RFC 9989 section
// 4.6).
func uris(list string) iter.Seq2[string, spf.Span] {
	return func(yield func(string, spf.Span) bool) {
		for at := 0; at <= len(list); {
			piece, _, _ := strings.Cut(list[at:], ",")
			start, end := ascii.Trim(list, at, at+len(piece))
			if !yield(list[start:end], spf.Span{Start: start, End: end}) {
				return
			}
			at += len(piece) + 1
		}
	}
}

// hasURI reports whether a list has an address in the form of a URI: it is what
// makes a record without policy count (RFC 9989 section 4.10.1).
func hasURI(list string) bool {
	for uri := range uris(list) {
		if isURI(uri) {
			return true
		}
	}
	return false
}

// isURI reports whether text has the form of RFC 3986 section 3: a scheme, and
// behind it something in the characters of section 2.
func isURI(text string) bool {
	scheme, rest, ok := strings.Cut(text, ":")
	if !ok || scheme == "" || !ascii.IsLetter(scheme[0]) || rest == "" {
		return false
	}
	for i := range len(scheme) {
		if c := scheme[i]; !ascii.IsLetter(c) && !ascii.IsDigit(c) && c != '+' && c != '-' && c != '.' {
			return false
		}
	}
	return !strings.ContainsFunc(rest, func(c rune) bool {
		return c <= ' ' || c > '~' || strings.ContainsRune("\"<>\\^`{|}", c)
	})
}

// takesReports reports whether reports can go to uri: receivers send mail (RFC
// 9989 section 4.7), and some take https.
func takesReports(uri string) bool {
	mail, isMail := cutScheme(uri, "mailto:")
	_, isWeb := cutScheme(uri, "https:")
	return isURI(uri) && (isMail && strings.Contains(mail, "@") || isWeb)
}

func cutScheme(uri, scheme string) (rest string, ok bool) {
	if !ascii.HasPrefixFold(uri, scheme) {
		return "", false
	}
	return uri[len(scheme):], true
}

// goodURIs is a list without the addresses to which no report can go.
func goodURIs(list string) string {
	var good []string
	for uri := range uris(list) {
		if takesReports(uri) {
			good = append(good, uri)
		}
	}
	return strings.Join(good, ",")
}

// ReportDomains are the domains of the mail addresses for aggregate reports
// (rua), each once, in lower case.
func (r *Record) ReportDomains() []string {
	var list []string
	for uri := range uris(r.Value("rua")) {
		mail, isMail := cutScheme(uri, "mailto:")
		mail, _, _ = strings.Cut(mail, "!") // the size limit of RFC 7489 section 6.2
		at := strings.LastIndexByte(mail, '@')
		if domain := dnsname.Clean(mail[at+1:]); isMail && at >= 0 && dnsname.IsDomain(domain) && !slices.Contains(list, domain) {
			list = append(list, domain)
		}
	}
	return list
}
