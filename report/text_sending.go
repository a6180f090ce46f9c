package report

import "github.com/hopproof/hopproof/internal/textout"

// sending writes how the message was handed to Microsoft 365, and as whom.
func (p *printer) sending() {
	if s := p.d.Sending; s != nil {
		p.Heading(p.label("sending"))
		sign, colour := p.G.Unknown, textout.Yellow
		if s.Believed {
			sign, colour = p.G.Held, textout.Green
		}
		p.Blank(2)
		p.Put(colour, sign)
		p.Blank(1)
		p.Wrap(textout.Plain, p.Safe(p.c.Text("mode."+string(s.Mode), nil)+". "+p.c.because(s.Because)), 4, 4)
		p.Blank(4)
		p.Wrap(textout.Dim, p.Safe(p.c.Text("sending."+string(s.Mode), nil)), 4, 4)
	}
	if id := p.d.Identity; id != nil {
		p.Heading(p.label("identity"))
		p.Blank(2)
		p.Wrap(textout.Plain, p.Safe(p.c.identity(id)), 2, 2)
	}
}
