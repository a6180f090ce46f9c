package report

import "github.com/hopproof/hopproof/internal/textout"

// printer writes a Document as text. Only the methods of its writer write, and
// all but the styles and line ends pass through Safe.
type printer struct {
	textout.Writer
	d    *Document
	c    *Catalogue
	o    TextOptions
	said []string // remedies given so far: one piece of advice once
	// lastHead is what stood beside the name of the last leg.
	lastHead string
}

func (p *printer) label(name string, args ...Pairs) string {
	var all Pairs
	for _, a := range args {
		all = append(all, a...)
	}
	return p.Safe(p.c.Text("label."+name, all))
}

// mark is the sign and the colour of an outcome.
func (p *printer) mark(o Outcome) (string, textout.Style) {
	switch o {
	case Held:
		return p.G.Held, textout.Green
	case Broken:
		return p.G.Broken, textout.Red
	}
	return p.G.Unknown, textout.Yellow
}
