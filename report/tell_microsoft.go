package report

import (
	"slices"

	"github.com/hopproof/hopproof/header/exchange"
)

// verdictKeys are the keys of antispam fields that say how the message fared;
// the others are for those who ask for all.
var verdictKeys = [...]string{"SFV", "CAT", "SCL", "BCL", "SFTY", "SRV", "IPV", "DIR", "dest", "OFR"}

// microsoft is what Microsoft's own fields say: a claim like every field, put
// into words.
func (t *teller) microsoft() part {
	m := t.d.Microsoft
	if m == nil || m.isEmpty() {
		return part{}
	}
	p := part{id: "microsoft", title: t.label("microsoft"), detail: true}
	if text, _, ok := exchange.KeyMeaning("situation", string(m.Situation), t.c.Lang()); ok {
		p.items = append(p.items, item{text: text})
	}
	for _, row := range t.microsoftRows(m) {
		p.items = append(p.items, item{name: row[0], text: row[1]})
	}
	p.items = append(p.items, t.antispam(m.Antispam)...)
	return p
}

// microsoftRows are the labels and values of the single fields that are there.
func (t *teller) microsoftRows(m *Microsoft) [][2]string {
	mechanism := m.AuthMechanism
	if text, _, ok := exchange.KeyMeaning("AuthMechanism", mechanism, t.c.Lang()); ok {
		mechanism += "  " + text
	}
	rows := [][2]string{
		{t.label("tenant"), m.TenantID}, {t.label("trace-id"), m.NetworkMessageID},
		{t.label("trace-id-before"), m.PreviousNetworkMessageID}, {"OriginatorOrg", m.OriginatorOrg}, {t.label("direction"), string(m.Direction)}, {t.label("entity"), string(m.Entity)},
		{"AuthAs", m.AuthAs}, {"AuthMechanism", mechanism}, {t.label("attribution"), t.attribution(m)},
	}
	return slices.DeleteFunc(rows, func(row [2]string) bool { return row[1] == "" })
}

// attribution is the record's client; its tenant too, if it is another than
// the one that handled the message last.
func (t *teller) attribution(m *Microsoft) string {
	a := m.Attribution
	if a == nil {
		return ""
	}
	peer := nameAndIP(a.Helo, a.IP)
	if a.TenantID == m.TenantID {
		return peer
	}
	return t.label("attribution-record", Pairs{{Name: "peer", Value: peer}, {Name: "tenant", Value: a.TenantID}})
}

// antispam are the keys that hold a verdict, below the name of their field.
func (t *teller) antispam(keys []AntispamKey) (fields []item) {
	header := ""
	for i := range keys {
		k := &keys[i]
		if !t.full && (k.Value == "" || !slices.Contains(verdictKeys[:], k.Key)) {
			continue
		}
		if k.Header != header || len(fields) == 0 {
			header = k.Header
			fields = append(fields, item{text: header, pale: true})
		}
		text, _, _ := exchange.PairMeaning(k.Header, k.Key, k.Value, t.c.Lang())
		last := &fields[len(fields)-1]
		last.items = append(last.items, item{name: k.Key + ":" + k.Value, text: text})
	}
	return fields
}
