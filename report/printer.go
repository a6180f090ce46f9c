package report

import "github.com/hopproof/hopproof/internal/textout"

// printer writes a Document as text. Only the methods of its writer write, and
// all but the styles and line ends pass through Safe.
type printer struct {
	textout.Writer
	teller

	// lastHead is what stood beside the name of the last leg.
	lastHead string
}

func (p *printer) label(name string, args ...Pairs) string {
	return p.Safe(p.teller.label(name, args...))
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
