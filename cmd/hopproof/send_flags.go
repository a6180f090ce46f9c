package main

import (
	"errors"
	"fmt"
	"net"
	"net/mail"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/hopproof/hopproof/domain"
	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/internal/declare"
	"github.com/hopproof/hopproof/internal/sendreport"
	"github.com/hopproof/hopproof/report"
	"github.com/hopproof/hopproof/send"
)

// How a server was found.
const (
	foundGiven      = "given"
	foundSubmission = "submission"
	foundUsual      = "usual" // not yet: its usual name, until DNS is asked
)

type sendFlags struct {
	to, domains, notify                       []string
	from, mailFrom, replyTo                   string
	server, source, helo, token               string
	login, mechanism, passwordFile            string
	tls, ca                                   string
	certificate, key, certificatePasswordFile string
	anyCertificate, plan                      bool
	timeout, dataTimeout                      time.Duration
	dns                                       dnsFlags
}

func (f *sendFlags) add(c *cobra.Command) {
	fs := c.Flags()
	fs.StringSliceVar(&f.to, "to", nil, "`address` of a recipient, inside or outside of the organization (repeatable)")
	fs.StringVar(&f.from, "from", "", "`address` of the From field (default: the login)")
	fs.StringVar(&f.mailFrom, "mail-from", "", "`address` of MAIL FROM, or <> for none (default: that of From)")
	fs.StringVar(&f.replyTo, "reply-to", "", "`address` of the Reply-To field")
	fs.StringSliceVar(&f.domains, "domain", nil, "accepted `domain` of your organization (repeatable; default: that of From)")
	fs.StringVar(&f.server, "server", "", "`host[:port]` to connect to (default: the mail exchanger at Exchange Online; with --login smtp.office365.com:587)")
	fs.StringVar(&f.login, "login", "", "`user` to log in as")
	fs.StringVar(&f.mechanism, "mechanism", "", "how to log in: xoauth2, plain or login (default: by password, as the server offers)")
	fs.StringVar(&f.passwordFile, "password-file", "", "`file` with the password or access token in its first line")
	fs.StringVar(&f.tls, "tls", "", "required, opportunistic or off (default: required with a login or certificate, else opportunistic)")
	fs.BoolVar(&f.anyCertificate, "any-certificate", false, "take any certificate of the server where TLS is required")
	fs.StringVar(&f.ca, "ca", "", "PEM `file` of the authorities to trust for the server, instead of this system's")
	fs.StringVar(&f.certificate, "certificate", "", "PEM or PFX `file` with the client certificate")
	fs.StringVar(&f.key, "key", "", "PEM `file` with its key, if that stands elsewhere")
	fs.StringVar(&f.certificatePasswordFile, "certificate-password-file", "", "`file` with the password of the PFX file in its first line")
	fs.StringSliceVar(&f.notify, "dsn", nil, "delivery notifications to ask for: success, failure, delay, or never")
	fs.StringVar(&f.source, "source", "", "`address` of this machine to connect from")
	fs.StringVar(&f.helo, "helo", "", "`name` to greet the server with (default: the address of this side)")
	fs.StringVar(&f.token, "token", "", "`text` to recognise the message by (default: a new one)")
	fs.DurationVar(&f.timeout, "timeout", time.Minute, "`time` that the server has to connect, and for every answer")
	fs.DurationVar(&f.dataTimeout, "data-timeout", 10*time.Minute, "`time` that the server has for its answer to the message")
	fs.BoolVar(&f.plan, "plan", false, "show what would happen, and connect to nobody")
	offer(c, "mechanism", "xoauth2", "plain", "login")
	offer(c, "tls", "required", "opportunistic", "off")
	offer(c, "dsn", "success", "failure", "delay", "never")
	f.dns.add(c, "system")
}

// job checks the flags and makes the attempt of them, without looking at the
// network, or asking for secrets.
func (f *sendFlags) job(c *report.Catalogue) (*sendreport.SendJob, error) {
	job := &sendreport.SendJob{Domains: f.domains}
	p := &job.Plan
	for _, step := range []func(*send.Plan) error{f.addresses, f.tlsOf, f.loginOf, f.session} {
		if err := step(p); err != nil {
			return nil, err
		}
	}
	if len(job.Domains) == 0 {
		_, domain, _ := strings.Cut(p.Message.From.Address, "@")
		job.Domains = []string{domain}
	}
	p.Message.Text = c.Text("send.body", report.Pairs{header.Arg{Name: "token", Value: p.Message.Token}})
	var err error
	job.Found, err = f.serverOf(p)
	return job, err
}

// addresses reads who sends to whom.
func (f *sendFlags) addresses(p *send.Plan) error {
	if len(f.to) == 0 {
		return hint(errors.New("send needs a recipient"), "name one inside and one outside of your organization: --to admin@contoso.example --to me@example.org")
	}
	if f.from == "" {
		f.from = f.login
	}
	if f.from == "" {
		return hint(errors.New("send needs a sender"), "for example --from scanner@contoso.example")
	}
	m := &p.Message
	m.Date = time.Now()
	var err error
	if m.From, err = mailAddress("--from", f.from); err != nil {
		return err
	}
	p.MailFrom = m.From.Address
	if f.mailFrom != "" {
		if p.MailFrom, err = reversePath(f.mailFrom); err != nil {
			return err
		}
	}
	if f.replyTo != "" {
		if m.ReplyTo, err = mailAddress("--reply-to", f.replyTo); err != nil {
			return err
		}
	}
	return f.recipients(m)
}

// recipients reads to whom, by what to recognise the message, and which
// recipients are inside.
func (f *sendFlags) recipients(m *send.Message) error {
	for _, text := range f.to {
		to, err := mailAddress("--to", text)
		if err != nil {
			return err
		}
		m.To = append(m.To, to)
	}
	if m.Token = f.token; m.Token == "" {
		m.Token = send.NewToken()
	}
	if !send.IsToken(m.Token) {
		return hint(fmt.Errorf("--token %s: does not fit into a Message-ID", m.Token), "use letters, digits and hyphens, at most 64; or leave it out")
	}
	for _, d := range f.domains {
		if !declare.IsDomain(d) {
			return hint(fmt.Errorf("--domain %s: not a domain", d), "for example contoso.example")
		}
	}
	return nil
}

func mailAddress(flag, text string) (mail.Address, error) {
	a, err := send.ParseAddress(text)
	if err != nil {
		return a, hint(fmt.Errorf("%s %s: %w", flag, text, err), "for example scanner@contoso.example")
	}
	return a, nil
}

// reversePath is an address or the null reverse-path (RFC 5321 section 4.5.5).
func reversePath(text string) (string, error) {
	if text == "<>" {
		return "", nil
	}
	a, err := mailAddress("--mail-from", text)
	return a.Address, err
}

// tlsOf reads what is wanted of TLS.
func (f *sendFlags) tlsOf(p *send.Plan) error {
	p.TLS, p.AnyCertificate = send.TLSMode(f.tls), f.anyCertificate
	needed := f.login != "" || f.certificate != ""
	switch {
	case f.tls == "" && needed:
		p.TLS = send.TLSRequired
	case f.tls == "":
		p.TLS = send.TLSOpportunistic
	case !slices.Contains([]send.TLSMode{send.TLSOff, send.TLSOpportunistic, send.TLSRequired}, p.TLS):
		return hint(fmt.Errorf("--tls %s: not known", f.tls), "use required, opportunistic or off")
	case p.TLS != send.TLSRequired && f.login != "":
		return hint(fmt.Errorf("--tls %s with --login: anybody on the way could read the password", f.tls), "use --tls required, or leave it out")
	case p.TLS != send.TLSRequired && f.certificate != "":
		return hint(fmt.Errorf("--tls %s with --certificate: a certificate is presented in TLS only", f.tls), "use --tls required, or leave it out")
	}
	if f.anyCertificate && f.login != "" {
		return hint(errors.New("--any-certificate with --login: anybody on the way could read the password"), "name the authority of the server with --ca")
	}
	if err := f.idle(p); err != nil {
		return err
	}
	p.CertificateFile, p.KeyFile = f.certificate, f.key
	p.IsPFX = !strings.HasSuffix(strings.ToLower(f.certificate), ".pem") && f.key == ""
	return nil
}

// idle refuses what would have no effect: it is a slip of the pen.
func (f *sendFlags) idle(p *send.Plan) error {
	switch {
	case f.key != "" && f.certificate == "":
		return hint(errors.New("--key without --certificate"), "name the certificate too")
	case f.certificatePasswordFile != "" && f.certificate == "":
		return hint(errors.New("--certificate-password-file without --certificate"), "name the certificate too")
	case f.passwordFile != "" && f.login == "":
		return hint(errors.New("--password-file without --login"), "name the user too")
	case f.mechanism != "" && f.login == "":
		return hint(errors.New("--mechanism without --login"), "name the user too")
	case f.anyCertificate && p.TLS != send.TLSRequired:
		return hint(errors.New("--any-certificate without --tls required"), "leave it out: any certificate is taken unless TLS is required")
	case f.ca != "" && p.TLS == send.TLSOff:
		return hint(errors.New("--ca with --tls off: no certificate is seen in plain text"), "leave one of them out")
	}
	return nil
}

// loginOf reads how to log in.
func (f *sendFlags) loginOf(p *send.Plan) error {
	p.User, p.Mechanism = f.login, send.Mechanism(strings.ToUpper(f.mechanism))
	if !slices.Contains([]send.Mechanism{send.ByPassword, send.XOAuth2, send.Plain, send.Login}, p.Mechanism) {
		return hint(fmt.Errorf("--mechanism %s: not known", f.mechanism), "use xoauth2, plain or login")
	}
	if strings.ContainsFunc(f.login, func(r rune) bool { return r < ' ' || r == 0x7f }) {
		return hint(errors.New("--login: control character in it"), "for example app@contoso.example")
	}
	return nil
}

// session reads how to speak.
func (f *sendFlags) session(p *send.Plan) error {
	p.Timeout, p.DataTimeout, p.Helo = f.timeout, f.dataTimeout, f.helo
	if f.timeout <= 0 || f.dataTimeout <= 0 {
		return hint(errors.New("--timeout and --data-timeout: not above zero"), "for example --timeout 30s")
	}
	if err := checkHelo(f.helo); err != nil {
		return err
	}
	if f.source != "" {
		ip, err := netip.ParseAddr(strings.Trim(f.source, "[]"))
		if err != nil {
			return hint(fmt.Errorf("--source %s: not an address", f.source), "for example 203.0.113.25")
		}
		p.Source = ip
	}
	for _, word := range f.notify {
		n := send.Notify(strings.ToUpper(word))
		if !slices.Contains([]send.Notify{send.NotifySuccess, send.NotifyFailure, send.NotifyDelay, send.NotifyNever}, n) {
			return hint(fmt.Errorf("--dsn %s: not known", word), "use success, failure, delay, or never alone")
		}
		p.Notify = append(p.Notify, n)
	}
	if len(p.Notify) > 1 && slices.Contains(p.Notify, send.NotifyNever) {
		return hint(errors.New("--dsn: never with others"), "use never alone")
	}
	return nil
}

// checkHelo takes a name or an address literal (RFC 5321 section 4.1.3).
func checkHelo(text string) error {
	inside, open := strings.CutPrefix(text, "[")
	inside, closed := strings.CutSuffix(inside, "]")
	address, tagged := strings.CutPrefix(inside, "IPv6:")
	ip, err := netip.ParseAddr(address)
	switch literal := open && closed && err == nil && ip.Zone() == ""; {
	case text == "", declare.IsDomain(text), literal && ip.Is6() == tagged:
		return nil
	case literal && !tagged:
		return hint(fmt.Errorf("--helo %s: not a literal of IPv6", text), "write [IPv6:"+address+"]")
	}
	return hint(fmt.Errorf("--helo %s: not a name", text), "for example relay.contoso.example, or [203.0.113.25]")
}

// serverOf reads where to connect.
func (f *sendFlags) serverOf(p *send.Plan) (found string, err error) {
	p.Port = 25
	if f.login != "" {
		p.Port = 587 // RFC 6409 section 3.1
	}
	switch {
	case f.server != "":
		p.Host, p.Port, err = hostPort(f.server, p.Port)
		return foundGiven, err
	case f.login != "":
		p.Host = "smtp.office365.com"
		return foundSubmission, nil
	}
	p.Host = domain.UsualEntry(f.mxDomain(p))
	return foundUsual, nil
}

// mxDomain is the domain whose mail exchanger is meant.
func (f *sendFlags) mxDomain(p *send.Plan) string {
	if len(f.domains) > 0 {
		return f.domains[0]
	}
	_, domain, _ := strings.Cut(p.Message.From.Address, "@")
	return domain
}

// hostPort reads a host or an address, with or without a port.
func hostPort(text string, port int) (string, int, error) {
	if ip, err := netip.ParseAddr(strings.Trim(text, "[]")); err == nil {
		return ip.String(), port, nil
	}
	host, number, err := net.SplitHostPort(text)
	if err != nil {
		host, number = text, strconv.Itoa(port)
	}
	n, err := strconv.ParseUint(number, 10, 16)
	_, ipErr := netip.ParseAddr(host)
	if err != nil || n == 0 || ipErr != nil && !declare.IsDomain(host) {
		return "", 0, hint(fmt.Errorf("--server %s: not a host with or without a port", text), "for example relay.contoso.example:25")
	}
	return host, int(n), nil
}
