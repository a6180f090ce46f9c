package report

// sending writes how the message was handed to Microsoft 365, and as whom.
func (p *printer) sending() {
	if s := p.d.Sending; s != nil {
		p.heading(p.label("sending"))
		sign, colour := p.g.unknown, yellow
		if s.Believed {
			sign, colour = p.g.held, green
		}
		p.blank(2)
		p.put(colour, sign)
		p.blank(1)
		p.wrap(plain, p.text(p.c.Text("mode."+string(s.Mode), nil)+". "+p.c.because(s.Because)), 4, 4)
		p.blank(4)
		p.wrap(dim, p.text(p.c.Text("sending."+string(s.Mode), nil)), 4, 4)
	}
	if id := p.d.Identity; id != nil {
		p.heading(p.label("identity"))
		p.blank(2)
		p.wrap(plain, p.text(p.c.identity(id)), 2, 2)
	}
}
