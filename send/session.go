package send

import (
	"context"
	"net"
	"net/mail"
	"slices"
	"strings"
)

// session is one attempt under way.
type session struct {
	p *Plan
	w wire
	r Result
}

// Run makes the attempt: one connection, one transaction, whatever comes of it.
// The attempt ends early when ctx does.
func Run(ctx context.Context, p *Plan) Result {
	s := &session{p: p}
	s.w.scrub.add(p.Secret)
	for _, to := range p.recipients() {
		s.r.Recipients = append(s.r.Recipients, Recipient{Address: to.Address})
	}
	f := s.open(ctx)
	if f == nil {
		conn := s.w.conn // TLS is put over it meanwhile
		stop := context.AfterFunc(ctx, func() { conn.Close() })
		f = s.talk(ctx)
		stop()
		s.w.conn.Close()
	}
	s.r.Failure, s.r.Lines = f, s.w.lines
	s.r.Outcome = s.outcome()
	s.r.Identity = identityOf(p, &s.r)
	return s.r
}

// outcome sums up.
func (s *session) outcome() Outcome {
	f := s.r.Failure
	switch {
	case f == nil:
		return Accepted
	case s.r.Final != nil && s.r.Final.Code == 250:
		return Partly
	case f.Reply != nil || f.Code == "certificate-refused":
		return Refused
	}
	return Failed
}

// talk is the session behind the connection (RFC 5321 section 3).
func (s *session) talk(ctx context.Context) *Failure {
	reply, err := s.w.hear(s.p.Timeout)
	if f := s.judge(StepGreeting, reply, err, 220); f != nil {
		return f
	}
	if f := s.hello(); f != nil {
		return f
	}
	if f := s.secure(ctx); f != nil {
		return f
	}
	if s.p.User != "" {
		if f := s.login(); f != nil {
			s.quit()
			return f
		}
	}
	f := s.transaction()
	if f == nil || f.Reply != nil {
		s.quit()
	}
	return f
}

// hello is EHLO, or HELO where a server knows no extensions (RFC 5321 section
// 4.1.1.1).
func (s *session) hello() *Failure {
	s.r.Helo = s.p.Helo
	if s.r.Helo == "" {
		s.r.Helo = literal(s.w.conn.LocalAddr())
	}
	reply, err := s.w.ask(s.p.Timeout, "EHLO "+s.r.Helo)
	s.r.Offered = nil
	if err == nil && (reply.Code == 500 || reply.Code == 502) {
		reply, err = s.w.ask(s.p.Timeout, "HELO "+s.r.Helo)
		return s.judge(StepHello, reply, err, 250)
	}
	if f := s.judge(StepHello, reply, err, 250); f != nil {
		return f
	}
	for _, line := range reply.Lines[1:] {
		keyword, rest, _ := strings.Cut(line, " ")
		s.r.Offered = append(s.r.Offered, strings.TrimSpace(strings.ToUpper(keyword)+" "+rest))
	}
	return nil
}

// literal is an address as the argument of EHLO (RFC 5321 section 4.1.3).
func literal(a net.Addr) string {
	tcp, ok := a.(*net.TCPAddr)
	if !ok {
		return "localhost"
	}
	ip := tcp.AddrPort().Addr().Unmap().WithZone("")
	if ip.Is6() {
		return "[IPv6:" + ip.String() + "]"
	}
	return "[" + ip.String() + "]"
}

// transaction is RFC 5321 section 3.3. Recipients that are refused do not keep
// the others from getting the message.
func (s *session) transaction() *Failure {
	reply, err := s.w.ask(s.p.Timeout, s.mailCommand())
	if f := s.judge(StepMailFrom, reply, err, 250); f != nil {
		return f
	}
	var refused *Failure
	for i, to := range s.p.recipients() {
		reply, err := s.w.ask(s.p.Timeout, s.rcptCommand(to))
		f := s.judge(StepRcptTo, reply, err, 250, 251)
		s.r.Recipients[i].Reply = reply
		if f != nil && f.Reply == nil {
			return s.nobody(f)
		}
		s.r.Recipients[i].Accepted = f == nil
		if f != nil && refused == nil {
			f.Args["recipient"], refused = to.Address, f
		}
	}
	if !slices.ContainsFunc(s.r.Recipients, func(r Recipient) bool { return r.Accepted }) {
		return refused
	}
	if f := s.message(); f != nil {
		return f
	}
	return refused
}

// mailCommand asks for the headers only of what a report returns, and gives the
// token as its identifier (RFC 3461 sections 4.3 and 4.4).
func (s *session) mailCommand() string {
	command := "MAIL FROM:<" + s.p.MailFrom + ">"
	if _, s.r.Notified = s.r.offers("DSN"); s.r.Notified && len(s.p.Notify) > 0 {
		return command + " RET=HDRS ENVID=" + s.p.Message.Token
	}
	s.r.Notified = false
	return command
}

func (s *session) rcptCommand(to mail.Address) string {
	command := "RCPT TO:<" + to.Address + ">"
	if s.r.Notified {
		command += " NOTIFY=" + joinNotify(s.p.Notify) + " ORCPT=rfc822;" + xtext(to.Address)
	}
	return command
}

func joinNotify(list []Notify) string {
	words := make([]string, len(list))
	for i, n := range list {
		words[i] = string(n)
	}
	return strings.Join(words, ",")
}

// xtext is RFC 3461 section 4.
func xtext(s string) string {
	return strings.NewReplacer("+", "+2B", "=", "+3D").Replace(s)
}

// message is DATA and the text (RFC 5321 section 4.1.1.4).
func (s *session) message() *Failure {
	reply, err := s.w.ask(s.p.Timeout, "DATA")
	if f := s.judge(StepData, reply, err, 354); f != nil {
		return s.nobody(f)
	}
	reply, err = s.w.text(s.p.Message.Bytes(), s.p.DataTimeout)
	s.r.Final = reply
	if f := s.judge(StepMessage, reply, err, 250); f != nil {
		return s.nobody(f)
	}
	return nil
}

// nobody takes back what was said of recipients: no message, no delivery.
func (s *session) nobody(f *Failure) *Failure {
	for i := range s.r.Recipients {
		s.r.Recipients[i].Accepted = false
	}
	return f
}

// quit is good manners: what comes of it changes nothing.
func (s *session) quit() { s.w.ask(min(s.p.Timeout, quitTimeout), "QUIT") }
