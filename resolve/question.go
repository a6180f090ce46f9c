package resolve

import (
	"github.com/miekg/dns"

	"github.com/hopproof/hopproof/internal/ascii"
	"github.com/hopproof/hopproof/spf"
)

// payload is the largest UDP message that we ask for, in bytes (RFC 6891 section
// 6.2.3): it passes every usual path unfragmented (RFC 9715 section 3).
const payload = 1232

// typeTLSA is the type of TLSA records (RFC 6698 section 7.1), which spf does
// not know.
const typeTLSA = spf.Type(dns.TypeTLSA)

// key is what makes two questions equal.
type key struct {
	name string // canonical
	kind spf.Type
}

// question is one question of a caller.
type question struct {
	key
	given string // the name as the caller wrote it
}

// ask is the question for name and type, if it is one that we can answer.
func ask(name string, kind spf.Type) (question, *Error) {
	q := question{key{kind: kind}, name}
	if !known(kind) {
		return q, (&Error{Reason: ReasonType}).about(q, "")
	}
	var ok bool
	if q.name, ok = canonical(name); !ok {
		return q, (&Error{Reason: ReasonName}).about(q, "")
	}
	return q, nil
}

// message is the query. Its AD bit asks for the AD bit of the answer (RFC 6840
// section 5.7); DO would do so too, but brings signatures that nobody reads and
// that make answers too long for UDP.
func (k key) message(edns bool) *dns.Msg {
	m := &dns.Msg{
		MsgHdr:   dns.MsgHdr{Id: dns.Id(), RecursionDesired: true, AuthenticatedData: true},
		Question: []dns.Question{{Name: k.name, Qtype: uint16(k.kind), Qclass: dns.ClassINET}},
	}
	if edns {
		m.SetEdns0(payload, false)
	}
	return m
}

// answeredBy reports whether m is the answer to query: the same number, the same
// question (RFC 5452 section 9.1). A server that does not understand a query may
// leave its question out.
func answeredBy(query, m *dns.Msg) bool {
	if !m.Response || m.Id != query.Id || m.Opcode != dns.OpcodeQuery {
		return false
	}
	if len(m.Question) == 0 {
		return unread(m)
	}
	want, got := query.Question[0], m.Question[0]
	return len(m.Question) == 1 && got.Qtype == want.Qtype && got.Qclass == want.Qclass && ascii.EqualFold(got.Name, want.Name)
}

// unread reports whether the server says that it could not read the query, as
// one from before EDNS does (RFC 6891 section 7).
func unread(m *dns.Msg) bool {
	return m.Rcode == dns.RcodeFormatError || m.Rcode == dns.RcodeNotImplemented
}

// typeName is the name of a type, as in a zone file (RFC 3597 section 5 where it
// has none).
func typeName(t spf.Type) string { return dns.Type(t).String() }
