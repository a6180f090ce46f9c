package flow

import (
	"net/netip"

	"github.com/hopproof/hopproof/header/authres"
	"github.com/hopproof/hopproof/header/exchange"
	"github.com/hopproof/hopproof/hops/operator"
	"github.com/hopproof/hopproof/internal/ascii"
)

// border: an EOP front end took the message over SMTP. Whether for the tenant's
// own (a connector of type OnPremises matched) or as mail from outside is said
// by fields.
func (s *sending) border() {
	if s.first.Peer.IsOutbound() {
		// It came out of Microsoft 365: the lines of the first passage are
		// gone, or a service of Microsoft's own sent it.
		s.unknown(byMissing)
		return
	}
	s.line(byBorder)
	if s.sole && ascii.EqualFold(s.f.Direction().Text, "Incoming") {
		s.outside()
		return
	}
	known, matched := s.connector()
	promoted := s.promoted()
	switch {
	case promoted || matched == byExternal:
		s.out.Mode = ModeHybrid
	case matched != "":
		s.out.Mode = ModeRelay
	default:
		s.outside()
		return
	}
	s.out.Believed = known && s.first.Basis.Believed()
}

// connector looks for the signs that a connector of type OnPremises matched:
// the code of the last one found, and whether any of them is believed.
func (s *sending) connector() (believed bool, code string) {
	note := func(c string, v exchange.Value) {
		code = c
		believed = s.says(c, v, true) || believed
	}
	a, v, ok := s.f.Attribution()
	if ok && a.IP.IsValid() && a.IP == s.first.From.IP {
		note(byRecord, v)
		s.report()
	}
	if !s.sole {
		if code == "" && s.relayResults() {
			code = byRelayResults
		}
		return believed, code
	}
	if v := s.f.Entity(); ascii.EqualFold(v.Text, "HybridOnPrem") {
		note(byEntity, v)
	}
	switch s.f.Situation() {
	case exchange.SituationConnector, exchange.SituationHybridAnonymous:
		if ascii.EqualFold(s.f.Direction().Text, "Originating") {
			note(byOriginating, s.f.Direction())
		}
	case exchange.SituationTreated:
		note(byTreated, s.f.AuthSource())
	case exchange.SituationHybrid:
		// CrossPremises fields in clear speak of the way out.
		if v := s.f.Get(exchange.OrganizationAuthMechanism); v.Count > 0 {
			note(byExternal, v)
		}
	}
	return believed, code
}

// report looks for the antispam report of the sending tenant: it saw the
// message on the way out, and come from the same address.
func (s *sending) report() {
	field, address, out := -1, false, false
	for i := range s.f.Antispam {
		p := &s.f.Antispam[i]
		if p.Field != field {
			field, address, out = p.Field, false, false
		}
		switch {
		case p.Key == "CIP":
			ip, err := netip.ParseAddr(p.Value)
			address = err == nil && ip.Unmap() == s.first.From.IP
		case p.Key == "DIR":
			out = p.Value == "OUT"
		}
		if address && out {
			s.says(byReport, exchange.Value{Field: field, Count: 1}, false)
			return
		}
	}
}

// relayResults looks for the results of the connection under the name that
// Exchange Online gives them where a connector matched, so that the next
// receiver does not take them for its own.
func (s *sending) relayResults() bool {
	for i, f := range s.t.Section.All("X-MS-Exchange-Authentication-Results") {
		r := authres.Parse(f.Value())
		for n := range r.Items {
			if ip := authres.SenderIP(r.Items[n]); ip.IsValid() && ip == s.first.From.IP {
				s.says(byRelayResults, exchange.Value{Field: i, Count: 1}, false)
				return true
			}
		}
	}
	return false
}

// promoted reports whether this front end noted that it took over the fields of
// an on-premises Exchange server. No sender knows beforehand which front end
// will take the message; another name is that of another passage.
func (s *sending) promoted() bool {
	v := s.f.Get(exchange.HeadersPromoted)
	if v.Count == 0 {
		return false
	}
	for i, f := range s.t.Section.All(exchange.HeadersPromoted.String()) {
		if operator.SameNode(f.Body(), s.first.By.Name) {
			v.Field = i
			s.says(byPromoted, v, false)
			return true
		}
	}
	return false
}

// outside: mail from outside, of a foreign sender or of the organization's own
// domain.
func (s *sending) outside() {
	s.out.Mode = ModeInternet
	known := false
	switch {
	case !s.sole:
		// The fields speak of the last tenant; the record would have survived.
		s.out.Because = append(s.out.Because, byNoRecord)
		return
	case ascii.EqualFold(s.f.Direction().Text, "Incoming"):
		known = s.says(byIncoming, s.f.Direction(), true)
	case ascii.EqualFold(s.f.Entity().Text, "Internet"):
		known = s.says(byInternet, s.f.Entity(), true)
	default:
		s.out.Mode = ModeUnknown
		s.out.Because = append(s.out.Because, byNoFields)
		return
	}
	s.out.Believed = known && s.first.Basis.Believed()
	s.ownDomain()
}
