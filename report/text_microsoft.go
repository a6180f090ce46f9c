package report

import (
	"slices"

	"github.com/hopproof/hopproof/header/exchange"
	"github.com/hopproof/hopproof/internal/textout"
)

// verdictKeys are the keys of antispam fields that say how the message fared;
// the others are shown on demand.
var verdictKeys = [...]string{"SFV", "CAT", "SCL", "BCL", "SFTY", "SRV", "IPV", "DIR", "dest", "OFR"}

// microsoft writes what Microsoft's own fields say: a claim like every field,
// put into words.
func (p *printer) microsoft() {
	m := p.d.Microsoft
	if m == nil || m.isEmpty() {
		return
	}
	p.Heading(p.label("microsoft"))
	if text, _, ok := exchange.Meaning("situation", string(m.Situation), p.c.Lang()); ok {
		p.Blank(2)
		p.Wrap(textout.Plain, p.Safe(text), 2, 2)
	}
	width := 0
	rows := p.microsoftRows(m)
	for _, row := range rows {
		width = max(width, textout.Cells(row[0]))
	}
	for _, row := range rows {
		p.Blank(2)
		p.Cell(textout.Dim, row[0], width+2)
		p.Wrap(textout.Plain, p.Safe(row[1]), width+4, width+4)
	}
	p.antispam(m.Antispam)
}

// microsoftRows are the labels and values of the single fields that are there.
func (p *printer) microsoftRows(m *Microsoft) [][2]string {
	mechanism := m.AuthMechanism
	if text, _, ok := exchange.Meaning("AuthMechanism", mechanism, p.c.Lang()); ok {
		mechanism += "  " + text
	}
	rows := [][2]string{
		{p.label("tenant"), m.TenantID}, {p.label("direction"), string(m.Direction)}, {p.label("entity"), string(m.Entity)},
		{"AuthAs", m.AuthAs}, {"AuthMechanism", mechanism}, {p.label("attribution"), p.attribution(m)},
	}
	return slices.DeleteFunc(rows, func(row [2]string) bool { return row[1] == "" })
}

// attribution is the record's client; its tenant too, if it is another than
// the one that handled the message last.
func (p *printer) attribution(m *Microsoft) string {
	a := m.Attribution
	if a == nil {
		return ""
	}
	peer := nameAndIP(a.Helo, a.IP)
	if a.TenantID == m.TenantID {
		return peer
	}
	return p.c.Text("label.attribution-record", Pairs{{Name: "peer", Value: peer}, {Name: "tenant", Value: a.TenantID}})
}

// antispam writes the keys that hold a verdict, below the name of their field.
func (p *printer) antispam(keys []AntispamKey) {
	header := ""
	for i := range keys {
		k := &keys[i]
		if !p.o.Verbose && (k.Value == "" || !slices.Contains(verdictKeys[:], k.Key)) {
			continue
		}
		if k.Header != header {
			header = k.Header
			p.Blank(2)
			p.Wrap(textout.Dim, p.Safe(header), 2, 2)
		}
		p.antispamKey(k)
	}
}

// pairCells is the room for "SFV:NSPM"; longer pairs push their meaning.
const pairCells = 12

func (p *printer) antispamKey(k *AntispamKey) {
	pair := p.Safe(k.Key + ":" + k.Value)
	text, _, ok := exchange.PairMeaning(k.Header, k.Key, k.Value, p.c.Lang())
	p.Blank(4)
	if !ok {
		p.Wrap(textout.Plain, pair, 4, 4)
		return
	}
	p.Cell(textout.Plain, pair, pairCells)
	p.Blank(2)
	p.Wrap(textout.Dim, p.Safe(text), 4+max(textout.Cells(pair), pairCells)+2, 4+pairCells+2)
}
