package resolve

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/miekg/dns"

	"github.com/hopproof/hopproof/internal/ascii"
	"github.com/hopproof/hopproof/spf"
)

// longest and longestVoid are the most seconds that an answer holds, with
// records and without: RFC 8767 section 4 allows days, RFC 2308 section 5
// advises three hours.
const longest, longestVoid = 24 * 60 * 60, 3 * 60 * 60

// result is what DNS says to one question.
type result struct {
	answer spf.Answer
	tlsa   []TLSA
}

// known reports whether a result has a place for records of the type.
func known(kind spf.Type) bool {
	switch kind {
	case spf.TypeA, spf.TypeAAAA, spf.TypeTXT, spf.TypeMX, spf.TypePTR, spf.TypeCNAME, typeTLSA:
		return true
	}
	return false
}

// read reads what m says to the question for the end of the chain. It follows
// the aliases that m holds; more reports whether the name that they end in is
// still to be asked for. Records of other names are nothing to us.
func read(m *dns.Msg, way *chain, kind spf.Type) (r result, more bool, err *Error) {
	r.answer = spf.Answer{TTL: longest, Secure: m.AuthenticatedData}
	if kind != spf.TypeCNAME {
		for alias := aliasOf(m, way.end); alias != nil; alias = aliasOf(m, way.end) {
			if err := way.follow(alias.Target); err != nil {
				return r, false, err
			}
			more = true
			r.lives(alias.Hdr.Ttl)
		}
	}
	for _, rr := range m.Answer {
		h := rr.Header()
		if h.Class != dns.ClassINET || h.Rrtype != uint16(kind) || !ascii.EqualFold(h.Name, way.end) {
			continue
		}
		if h.Rdlength == 0 || !r.add(rr) {
			return r, false, &Error{Reason: ReasonMalformed, Detail: "a record without data"}
		}
		r.lives(h.Ttl)
	}
	if r.void() {
		more, err = r.explainVoid(m, way.end, more)
		return r, more, err
	}
	slices.SortStableFunc(r.answer.MX, func(a, b spf.MX) int { return int(a.Preference) - int(b.Preference) })
	return r, false, nil
}

// explainVoid says why the message holds no record for the name: there is no
// such name, the name has none of the type, or an alias led to it from a server
// that does not know it.
func (r *result) explainVoid(m *dns.Msg, name string, alias bool) (more bool, err *Error) {
	soa := soaOf(m, name)
	// RFC 6604 section 3: the code speaks of the name that the aliases end in.
	r.answer.Missing = m.Rcode == dns.RcodeNameError
	switch {
	case soa != nil:
		// RFC 2308 section 5: it holds as long as the SOA says.
		r.lives(min(soa.Hdr.Ttl, soa.Minttl, longestVoid))
	case r.answer.Missing:
		r.answer.TTL = 0 // RFC 2308 section 5: without an SOA it is not to be kept
	case alias:
		return true, nil
	case lame(m):
		return false, &Error{Reason: ReasonLame}
	default:
		r.answer.TTL = 0
	}
	return false, nil
}

// add takes the data of a record into the list of its type, if it is whole.
func (r *result) add(rr dns.RR) bool {
	a := &r.answer
	switch rr := rr.(type) {
	case *dns.A:
		return r.addAddr(rr.A)
	case *dns.AAAA:
		return r.addAddr(rr.AAAA)
	case *dns.TXT:
		a.Texts = append(a.Texts, joined(rr.Txt))
	case *dns.PTR:
		a.Hosts = append(a.Hosts, host(rr.Ptr))
	case *dns.CNAME:
		a.Hosts = append(a.Hosts, host(rr.Target))
	case *dns.MX:
		a.MX = append(a.MX, spf.MX{Preference: rr.Preference, Host: host(rr.Mx)})
	case *dns.TLSA:
		return r.addTLSA(rr)
	}
	return true
}

func (r *result) addAddr(ip []byte) bool {
	addr, ok := netip.AddrFromSlice(ip)
	r.answer.Addrs = append(r.answer.Addrs, addr)
	return ok
}

// joined are the character-strings of one TXT record as one text (RFC 7208
// section 3.3).
func joined(parts []string) string {
	if len(parts) == 1 {
		return text(parts[0])
	}
	var b strings.Builder
	for _, part := range parts {
		b.WriteString(text(part))
	}
	return b.String()
}

// void reports whether there is no record of the asked type.
func (r *result) void() bool { return r.answer.Void() && len(r.tlsa) == 0 }

// lives shortens the life of the result to that of one of its records. RFC 2181
// section 8: a TTL with the highest bit set is none.
func (r *result) lives(ttl uint32) {
	if ttl > 1<<31-1 {
		ttl = 0
	}
	r.answer.TTL = min(r.answer.TTL, ttl)
}

// join takes over what an earlier message said on the way to this one: the whole
// is as short-lived and as unproven as its weakest part.
func (r *result) join(earlier result) {
	r.lives(earlier.answer.TTL)
	r.answer.Secure = r.answer.Secure && earlier.answer.Secure
}

// clone is a result that shares no memory with r.
func (r *result) clone() result {
	c := *r
	c.answer.Addrs = slices.Clone(r.answer.Addrs)
	c.answer.Texts = slices.Clone(r.answer.Texts)
	c.answer.Hosts = slices.Clone(r.answer.Hosts)
	c.answer.MX = slices.Clone(r.answer.MX)
	c.tlsa = cloneTLSA(r.tlsa)
	return c
}

// soaOf is the SOA record that speaks for the name in the authority section.
func soaOf(m *dns.Msg, name string) *dns.SOA {
	for _, rr := range m.Ns {
		if soa, ok := rr.(*dns.SOA); ok && soa.Hdr.Class == dns.ClassINET && dns.IsSubDomain(soa.Hdr.Name, name) {
			return soa
		}
	}
	return nil
}

// lame reports whether a message without records comes from a server that knows
// nothing of the name and asks nobody: it refers to others (RFC 2308 section
// 2.2), or has neither authority nor recursion to offer.
func lame(m *dns.Msg) bool {
	for _, rr := range m.Ns {
		if rr.Header().Rrtype == dns.TypeNS {
			return true
		}
	}
	return !m.Authoritative && !m.RecursionAvailable
}
