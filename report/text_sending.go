package report

// sending writes how the message was handed to Microsoft 365, what that means,
// and why it is said; and as whom, if a server recorded a login.
func (p *printer) sending() {
	if s := p.d.Sending; s != nil {
		p.heading(p.label("sending"))
		p.claim(s.Believed, string(s.Mode), p.c.Text("sending.means."+string(s.Mode), nil))
		p.reasons("sending.", s.Because)
	}
	if i := p.d.Identity; i != nil && i.Login != "" {
		p.heading(p.label("identity"))
		p.claim(i.Believed, string(i.Outcome), p.c.Text("identity."+string(i.Outcome), nil))
		p.reasons("identity.", i.Because)
		p.identity(i)
	}
}

// claim writes a word behind the sign that says whether it is believed, and
// below what it means. The word is that of the JSON document.
func (p *printer) claim(believed bool, word, text string) {
	outcome := Unknown
	if believed {
		outcome = Held
	}
	sign, colour := p.mark(outcome)
	p.blank(2)
	p.put(colour, sign)
	p.blank(1)
	p.wrap(bold, p.text(word), 4, 4)
	p.blank(4)
	p.wrap(plain, p.text(text), 4, 4)
}

func (p *printer) reasons(group string, codes []string) {
	for _, code := range codes {
		p.blank(4)
		p.put(dim, "- ")
		p.wrap(dim, p.text(p.c.Text(group+code, nil)), 6, 6)
	}
}

// identity writes the addresses side by side.
func (p *printer) identity(i *Identity) {
	rows := [...][2]string{{p.label("login"), i.Login}, {"From", i.HeaderFrom}, {"Reply-To", i.ReplyTo}, {"Return-Path", i.MailFrom}}
	for _, row := range rows {
		if row[1] != "" {
			p.blank(4)
			p.cell(dim, row[0], 13)
			p.wrap(plain, p.text(row[1]), 17, 17)
		}
	}
}
