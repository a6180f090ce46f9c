package domain

import (
	"slices"
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
)

// dmarcRecord is a DMARC record (RFC 9989 section 4.7), as far as it concerns
// the domain owner.
type dmarcRecord struct {
	text string
	// values are the tags by name; of a tag that stands twice, the first.
	values map[string]string
	// meant are the tags whose names are written in capitals.
	meant  map[string]string
	faults []dmarcFault
	// invalid is whether a policy is missing or none of the three.
	invalid bool
}

// dmarcFault is something wrong with a tag; code is one of the fault constants.
type dmarcFault struct{ code, tag, value string }

// The faults of a DMARC record. Their words stand in the catalogue under
// "problem." and the code.
const (
	faultValue   = "dmarc-value"   // the tag has no such value
	faultTwice   = "dmarc-twice"   // the tag stands twice
	faultTag     = "dmarc-tag"     // a piece that is no tag
	faultUnknown = "dmarc-unknown" // no such tag: receivers ignore it
	faultCase    = "dmarc-case"    // a tag in capitals: receivers do not know it
	faultGone    = "dmarc-gone"    // RFC 9989 has removed the tag
	faultURI     = "dmarc-uri"     // an address for reports that is none
	// A policy that is missing or does not exist: receivers take none, or ignore
	// the record.
	faultNoPolicy    = "dmarc-no-p"
	faultPolicyValue = "dmarc-policy-value"
)

// dmarcTags are the tags of RFC 9989 section 4.7 and those of RFC 7489 that it
// removed; the values that a tag may have, if they are few.
var dmarcTags = map[string]string{
	"v": "", "p": policies, "sp": policies, "np": policies,
	"psd": "y n u", "t": "y n", "adkim": "r s", "aspf": "r s", "fo": "", "rua": "", "ruf": "",
	"pct": gone, "rf": gone, "ri": gone,
}

const (
	gone     = "-"
	policies = "none quarantine reject"
)

// isDMARC reports whether receivers take text for a DMARC record: the version
// stands first and is written exactly so (RFC 9989 section 4.7).
func isDMARC(text string) bool {
	name, rest, ok := strings.Cut(text, "=")
	version, _, _ := strings.Cut(rest, ";")
	return ok && trim(name) == "v" && trim(version) == "DMARC1"
}

// parseDMARC reads a text for which isDMARC holds.
func parseDMARC(text string) dmarcRecord {
	r := dmarcRecord{text: text, values: map[string]string{}, meant: map[string]string{}}
	for piece := range strings.SplitSeq(text, ";") {
		if trim(piece) == "" {
			continue
		}
		name, value, ok := strings.Cut(piece, "=")
		r.tag(trim(name), trim(value), ok)
	}
	if r.values["p"] == "" && !r.invalid {
		r.fault(faultNoPolicy, "p", "")
	}
	r.invalid = r.invalid || r.values["p"] == ""
	return r
}

func (r *dmarcRecord) fault(code, tag, value string) {
	if len(r.faults) < maxEvidence {
		r.faults = append(r.faults, dmarcFault{code, tag, value})
	}
}

// badValue: a policy that does not exist spoils the record (RFC 9989 section
// 4.10.1), another value only its tag.
func (r *dmarcRecord) badValue(name, value string, isPolicy bool) {
	if isPolicy {
		r.fault(faultPolicyValue, name, value)
		r.invalid = true
	} else {
		r.fault(faultValue, name, value)
	}
}

func (r *dmarcRecord) tag(name, value string, ok bool) {
	_, again := r.values[name]
	values, known := dmarcTags[name]
	switch {
	case !ok || name == "":
		r.fault(faultTag, name, value)
	case again:
		r.fault(faultTwice, name, value)
	case !known:
		r.unknown(name, value)
	case values == gone:
		r.values[name] = value
		r.fault(faultGone, name, value)
	case values != "" && !ascii.IsAny(value, strings.Fields(values)...):
		r.badValue(name, value, values == policies)
	case values != "":
		r.values[name] = strings.ToLower(value)
	default:
		r.values[name] = value
		r.checkURIs(name, value)
	}
}

// unknown deals with a name that is no tag. Names of tags have a case (RFC 6376
// section 3.2).
func (r *dmarcRecord) unknown(name, value string) {
	small := strings.ToLower(name)
	values, known := dmarcTags[small]
	if !known || values == gone {
		r.fault(faultUnknown, name, value)
		return
	}
	r.fault(faultCase, name, value)
	if values == "" || ascii.IsAny(value, strings.Fields(values)...) {
		r.meant[small] = value
	}
}

// checkURIs looks at the addresses for reports (RFC 7489 section 6.3).
func (r *dmarcRecord) checkURIs(name, value string) {
	if name != "rua" && name != "ruf" {
		return
	}
	for uri := range strings.SplitSeq(value, ",") {
		if uri = trim(uri); !hasScheme(uri) {
			r.fault(faultURI, name, uri)
		}
	}
}

// hasScheme reports whether uri is a mailto or https address with something
// behind.
func hasScheme(uri string) bool {
	mail, isMail := cutScheme(uri, "mailto:")
	web, isWeb := cutScheme(uri, "https:")
	return isMail && strings.Contains(mail, "@") || isWeb && web != ""
}

func cutScheme(uri, scheme string) (rest string, ok bool) {
	if !ascii.HasPrefixFold(uri, scheme) {
		return "", false
	}
	return uri[len(scheme):], true
}

// reportDomains are the domains of the mail addresses for aggregate reports,
// each once.
func (r *dmarcRecord) reportDomains() []string {
	var list []string
	for uri := range strings.SplitSeq(r.values["rua"], ",") {
		mail, ok := cutScheme(trim(uri), "mailto:")
		mail, _, _ = strings.Cut(mail, "!") // the size limit of RFC 7489
		at := strings.LastIndexByte(mail, '@')
		if domain := cleanName(mail[at+1:]); ok && isDomain(domain) && !slices.Contains(list, domain) {
			list = append(list, domain)
		}
	}
	return list
}

// policy is what the owner asks for mail of the domain of the record itself. A
// record with an invalid policy counts as p=none if it wants reports, and not at
// all if it does not (RFC 9989 section 4.10.1).
func (r *dmarcRecord) policy() string {
	if r.invalid {
		return "none"
	}
	return r.values["p"]
}

// below is what the owner asks for subdomains: those that exist, and those that
// do not.
func (r *dmarcRecord) below() (existing, missing string) {
	if r.invalid {
		return "none", "none"
	}
	existing = orElse(r.values["sp"], r.policy())
	return existing, orElse(r.values["np"], existing)
}

func orElse(s, other string) string {
	if s != "" {
		return s
	}
	return other
}

// usable reports whether receivers act on the record at all.
func (r *dmarcRecord) usable() bool {
	if !r.invalid {
		return true
	}
	for uri := range strings.SplitSeq(r.values["rua"], ",") {
		uri = trim(uri)
		scheme, rest, ok := strings.Cut(uri, ":")
		if ok && scheme != "" && rest != "" && !strings.ContainsAny(uri, " \t<>\"") {
			return true
		}
	}
	return false
}

// corrected is the record without its faults, the tags in their usual order.
func (r *dmarcRecord) corrected() string {
	value := func(name string) string { return orElse(r.values[name], r.meant[name]) }
	text := "v=DMARC1; p=" + orElse(value("p"), "none")
	for _, name := range []string{"sp", "np", "psd", "t", "adkim", "aspf", "fo"} {
		if v := value(name); v != "" {
			text += "; " + name + "=" + v
		}
	}
	for _, name := range []string{"rua", "ruf"} {
		if uris := goodURIs(value(name)); uris != "" {
			text += "; " + name + "=" + uris
		}
	}
	return text
}

func goodURIs(list string) string {
	var good []string
	for uri := range strings.SplitSeq(list, ",") {
		if uri = trim(uri); hasScheme(uri) {
			good = append(good, uri)
		}
	}
	return strings.Join(good, ",")
}
