package auth

import (
	"strconv"
	"strings"
)

// dmarcRecord is a DMARC record as RFC 9989 section 4.7 reads it. RFC 7489
// section 6.3 reads the same tags, and pct.
type dmarcRecord struct {
	text       string
	p, sp, np  string // none, quarantine, reject; empty: not there
	psd        byte   // y, n or u
	strictDKIM bool   // adkim=s
	strictSPF  bool   // aspf=s
	testing    bool   // t=y
	percent    int    // pct; 100 if it is not there
	reports    bool   // rua has an address
	invalid    bool   // a policy of it is missing, or is none of the three
}

// parseDMARC reads one TXT record; false if it is no DMARC record. The version
// stands first and must match exactly; what is unknown or out of form behind it
// is passed over (RFC 9989 section 4.7).
func parseDMARC(text string) (r dmarcRecord, ok bool) {
	version, rest, _ := strings.Cut(text, ";")
	name, value, ok := strings.Cut(version, "=")
	if !ok || trimSpace(name) != "v" || trimSpace(value) != "DMARC1" {
		return r, false
	}
	r = dmarcRecord{text: text, psd: 'u', percent: 100}
	for part := range strings.SplitSeq(rest, ";") {
		if name, value, ok := strings.Cut(part, "="); ok {
			r.tag(trimSpace(name), strings.ToLower(trimSpace(value)))
		}
	}
	if r.p == "" {
		r.invalid = true
	}
	if r.invalid && r.reports { // RFC 9989 section 4.10.1, RFC 7489 section 6.6.3
		r.p, r.sp, r.np, r.invalid = "none", "", "", false
	}
	return r, true
}

// tag takes a tag by its value in lower case: the ABNF of the values does not
// mind the case.
func (r *dmarcRecord) tag(name, value string) {
	switch name {
	case "p":
		r.p = r.policy(value)
	case "sp":
		r.sp = r.policy(value)
	case "np":
		r.np = r.policy(value)
	case "adkim":
		r.strictDKIM = value == "s"
	case "aspf":
		r.strictSPF = value == "s"
	case "t":
		r.testing = value == "y"
	case "psd":
		if value == "y" || value == "n" {
			r.psd = value[0]
		}
	case "pct":
		if n, err := strconv.Atoi(value); err == nil && 0 <= n && n <= 100 {
			r.percent = n
		}
	case "rua":
		r.reports = hasURI(value)
	}
}

func (r *dmarcRecord) policy(value string) string {
	switch value {
	case "none", "quarantine", "reject":
		return value
	}
	r.invalid = true
	return ""
}

// hasURI reports whether one of a list of reporting addresses has the form of a
// URI (RFC 9989 section 4.6).
func hasURI(list string) bool {
	for uri := range strings.SplitSeq(list, ",") {
		scheme, rest, ok := strings.Cut(trimSpace(uri), ":")
		if ok && scheme != "" && rest != "" && !strings.ContainsAny(uri, " \t<>\"") {
			return true
		}
	}
	return false
}

// weaker is one step less: what t=y asks for (RFC 9989 section 4.7).
func weaker(policy string) string {
	if policy == "reject" {
		return "quarantine"
	}
	return "none"
}

func trimSpace(s string) string { return strings.Trim(s, " \t\r\n") }
