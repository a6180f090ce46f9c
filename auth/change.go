package auth

import (
	"strings"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/header/authres"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/internal/ascii"
)

// Stamp is a result that a believed field states: what was found then.
type Stamp struct {
	Field    int    // of the section
	Method   string // dkim, spf, dmarc, arc
	Result   string
	Domain   string // header.d of dkim, smtp.mailfrom of spf, header.from of dmarc
	Selector string // header.s
	Bytes    string // header.b: the first characters of the signature (RFC 6008)
	Policy   string // of dmarc: none, quarantine, reject, if it is stated
}

// MaxStamps is how many results are compared with those of now: a pile of them
// must not make a pile of signatures dear.
const MaxStamps = 200

// Stamps reads the results of a field that the caller believes (for instance by
// hops.Timeline.ResultsBasis) into stamps.
func Stamps(field int, r *authres.Results) []Stamp {
	var all []Stamp
	for i := range r.Items {
		it := &r.Items[i]
		s := Stamp{Field: field, Method: it.Method, Result: it.Result}
		switch it.Method {
		case "dkim":
			s.Domain = property(it, "header", "d", "i")
			s.Selector, _ = it.Get("header", "s")
			s.Bytes, _ = it.Get("header", "b")
			if s.Domain == "" || s.Domain == "none" { // Microsoft's "header.d=none"
				continue
			}
		case "spf":
			s.Domain = property(it, "smtp", "mailfrom", "mfrom", "helo")
		case "dmarc":
			s.Domain = property(it, "header", "from")
			s.Policy = stampedPolicy(it)
		case "arc":
		default:
			continue
		}
		all = append(all, s)
	}
	return all
}

// property is the domain of the first property there is of those names.
func property(it *authres.Item, ptype string, names ...string) string {
	for _, name := range names {
		if value, ok := it.Get(ptype, name); ok {
			return ascii.ToLower(value[strings.LastIndexByte(value, '@')+1:])
		}
	}
	return ""
}

// stampedPolicy is the policy that was found: policy.dmarc (IANA), or "p=" in the
// comment that OpenDMARC and Gmail write.
func stampedPolicy(it *authres.Item) string {
	if p, ok := it.Get("policy", "dmarc"); ok {
		return ascii.ToLower(p)
	}
	for _, c := range it.Comments {
		for word := range strings.FieldsSeq(c.Value) {
			if ascii.HasPrefixFold(word, "p=") {
				return ascii.ToLower(strings.Trim(word[2:], ",;"))
			}
		}
	}
	return ""
}

// Compare says what is found otherwise now than was stamped then. sender is the
// result of SPF now, its status empty if it was not checked.
func Compare(section *header.Section, then []Stamp, sender Identifier, now *Result) []hops.Finding {
	c := comparison{section: section, now: now}
	for i := range then[:min(len(then), MaxStamps)] {
		switch s := &then[i]; s.Method {
		case "dkim":
			c.dkim(s)
		case "spf":
			c.spf(s, sender)
		case "dmarc":
			c.dmarc(s)
		case "arc":
			c.arc(s)
		}
	}
	return c.out
}

type comparison struct {
	section *header.Section
	now     *Result
	out     []hops.Finding
}

func (c *comparison) add(s *Stamp, code string, args ...header.Arg) {
	c.out = append(c.out, finding(c.section, s.Field, code, args...))
}

// dkim compares a stamp with the signature it is about.
func (c *comparison) dkim(s *Stamp) {
	domain := arg("domain", s.Domain)
	v, others := c.signature(s)
	switch {
	case v == nil && s.Result == "pass" && !others:
		c.add(s, CodeChangeDKIMGone, domain)
	case v == nil:
	case s.Result == "pass":
		c.passed(s, v, domain)
	case v.Status == Pass && s.Result != "none":
		c.add(s, CodeChangeDKIMPass, domain, arg("then", s.Result))
	}
}

// passed: it passed then; why does it not now?
func (c *comparison) passed(s *Stamp, v *Verification, domain header.Arg) {
	selector := arg("selector", v.Selector)
	switch v.Reason.Code {
	case CodePass:
	case CodeHeaderValid:
		c.add(s, CodeChangeNoBody, domain)
	case CodeKeyMissing:
		c.add(s, CodeChangeKeyMissing, domain, selector)
	case CodeKeyRevoked:
		c.add(s, CodeChangeKeyRevoked, domain, selector)
	case CodeExpired:
		c.add(s, CodeChangeDKIMExpired, domain)
	case CodeDNS:
		c.add(s, CodeChangeNoAnswer, domain, arg("method", "dkim"))
	case CodeKeySeveral, CodeKeyInvalid, CodeKeyType, CodeKeyService, CodeKeyShort, CodeKeyLong, CodeKeyAlgorithm, CodeKeyHash, CodeKeyIdentity:
		c.add(s, CodeChangeKeyInvalid, domain, selector)
	case CodeTooMany, CodeMended, CodeKeyLimit: // it was not looked at
	default:
		c.add(s, CodeChangeDKIMFail, domain, arg("now", v.Reason.Code))
	}
}

// signature is the signature that a stamp speaks of: of its domain, selector and
// first characters, as far as they are stated. Where several fit and do not
// have one status, others is true and none is it.
func (c *comparison) signature(s *Stamp) (found *Verification, others bool) {
	for i := range c.now.DKIM {
		v := &c.now.DKIM[i]
		if !ascii.EqualFold(v.Domain, s.Domain) || s.Selector != "" && !ascii.EqualFold(v.Selector, s.Selector) || !c.begins(v, s.Bytes) {
			continue
		}
		if found != nil && found.Status != v.Status {
			return nil, true
		}
		found = v
	}
	return found, false
}

// begins reports whether the signature of v begins with those characters.
func (c *comparison) begins(v *Verification, text string) bool {
	if text == "" {
		return true
	}
	return strings.HasPrefix(signatureText(&c.section.Fields[v.Field]), strings.TrimRight(text, "="))
}

func (c *comparison) spf(s *Stamp, now Identifier) {
	switch {
	case now.Status == "" || !ascii.EqualFold(now.Domain, s.Domain) && s.Domain != "":
	case now.Status == TempError:
		c.add(s, CodeChangeNoAnswer, arg("domain", s.Domain), arg("method", "spf"))
	case s.Result != string(now.Status):
		c.add(s, CodeChangeSPF, arg("domain", s.Domain), arg("then", s.Result), arg("now", string(now.Status)))
	}
}

// dmarc compares with the view of RFC 7489, by which most stamps were made,
// unless that of RFC 9989 says the same as the stamp.
func (c *comparison) dmarc(s *Stamp) {
	d := &c.now.DMARC
	if s.Domain != "" && s.Domain != d.Domain {
		return
	}
	domain := arg("domain", d.Domain)
	switch status := d.List.Status; {
	case status == TempError && d.Walk.Status == TempError:
		c.add(s, CodeChangeNoAnswer, domain, arg("method", "dmarc"))
	case status == HeaderValid:
		c.add(s, CodeChangeNoBody, domain)
	case s.Result != string(status) && s.Result != string(d.Walk.Status) && (s.Result == "pass" || status == Pass || s.Result == "none" || status == None):
		c.add(s, CodeChangeDMARC, domain, arg("then", s.Result), arg("now", string(status)))
	}
	if s.Policy != "" && d.List.Asked != "" && s.Policy != d.List.Asked && s.Policy != d.Walk.Asked {
		c.add(s, CodeChangePolicy, domain, arg("then", s.Policy), arg("now", d.List.Asked))
	}
}

func (c *comparison) arc(s *Stamp) {
	switch status := c.now.ARC.Status; {
	case status == TempError:
		c.add(s, CodeChangeNoAnswer, arg("domain", c.now.DMARC.Domain), arg("method", "arc"))
	case (status == Pass || status == Fail) && (s.Result == "pass" || s.Result == "fail") && string(status) != s.Result:
		c.add(s, CodeChangeARC, arg("then", s.Result), arg("now", string(status)))
	}
}
