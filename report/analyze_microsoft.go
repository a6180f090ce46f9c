package report

import (
	"slices"

	"github.com/hopproof/hopproof/header/exchange"
	"github.com/hopproof/hopproof/internal/ascii"
)

// microsoft fills in what Microsoft's own fields say. A field that occurs with
// different values says nothing (P8).
func (b *builder) microsoft(f *exchange.Fields) {
	m := another(b.spare.microsoft)
	*m = Microsoft{
		TenantID: f.TenantID().Text, NetworkMessageID: f.NetworkMessageID().Text,
		PreviousNetworkMessageID: f.Get(exchange.CorrelationIDPrevious).Text, OriginatorOrg: f.OriginatorOrg().Text,
		AuthAs:    f.AuthAs().Text,
		Direction: oneOf(f.Direction().Text, Incoming, Originating),
		Entity:    oneOf(f.Entity().Text, HybridOnPrem, Hosted, Internet),
		Situation: Situation(f.Situation()), Antispam: slices.Grow(emptied(m.Antispam), len(f.Antispam)),
	}
	if mechanism, _, ok := f.AuthMechanism(); ok {
		m.AuthMechanism = mechanism.String()
	}
	if a, _, ok := f.Attribution(); ok {
		m.Attribution = &Attribution{TenantID: a.Tenant, IP: b.texts.address(a.IP), Helo: a.Helo}
	}
	for i := range f.Antispam {
		p := &f.Antispam[i]
		m.Antispam = append(m.Antispam, AntispamKey{Header: p.Header, Key: p.Key, Value: p.Value})
	}
	if !m.isEmpty() {
		b.d.Microsoft = m
	}
}

// isEmpty reports whether there is nothing that an administrator would read.
func (m *Microsoft) isEmpty() bool {
	return m.TenantID == "" && m.NetworkMessageID == "" && m.PreviousNetworkMessageID == "" && m.OriginatorOrg == "" &&
		m.Direction == "" && m.AuthAs == "" && m.Entity == "" && m.Attribution == nil && len(m.Antispam) == 0
}

// oneOf gives the word that a field writes, in the case of the contract;
// nothing if it is another.
func oneOf[T ~string](text string, words ...T) T {
	for _, w := range words {
		if ascii.EqualFold(text, string(w)) {
			return w
		}
	}
	return ""
}

// localize fills in the meanings. The glossary has both languages itself.
func (m *Microsoft) localize(lang string) {
	m.Text, _, _ = exchange.KeyMeaning("situation", string(m.Situation), lang)
	for i := range m.Antispam {
		k := &m.Antispam[i]
		k.Meaning, _, _ = exchange.PairMeaning(k.Header, k.Key, k.Value, lang)
	}
}
