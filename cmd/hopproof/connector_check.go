package main

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"strings"

	"github.com/spf13/cobra"

	"github.com/hopproof/hopproof/evidence"
	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/connector"
	"github.com/hopproof/hopproof/hops/route"
	"github.com/hopproof/hopproof/internal/connectordoc"
	"github.com/hopproof/hopproof/internal/mailcharset"
	"github.com/hopproof/hopproof/mailfile"
	"github.com/hopproof/hopproof/report"
)

var checkFormats = []string{"text", "json", "ndjson"}

const checkLong = `check says which inbound connector takes a message, condition by condition, by
the rules in force when it was sent: of the message's header section, or without
one of what --ip, --from, --to and --certificate state.

Headers do not show certificates: hand over the message trace with --evidence
FILE, or state the one that your server presents with --certificate NAME, or
--certificate none.

Exit status: 0 taken by a connector, 1 not, 3 unknown, 2 usage or unreadable
input.`

// sessionFlags state facts of a session.
type sessionFlags struct {
	ip, tls, from, headerFrom, at string
	to, certificate               []string
}

func (f *sessionFlags) add(c *cobra.Command) {
	fs := c.Flags()
	fs.StringVar(&f.ip, "ip", "", "`address` from which the server connects")
	fs.StringVar(&f.tls, "tls", "", "yes or no: does the server use STARTTLS?")
	fs.StringVar(&f.from, "from", "", "MAIL FROM, an `address`; <> for none")
	fs.StringVar(&f.headerFrom, "header-from", "", "`address` in From, which counted until November 2023")
	fs.StringSliceVar(&f.to, "to", nil, "recipient, an `address`; give all (repeatable)")
	fs.StringSliceVar(&f.certificate, "certificate", nil, "`name` on the certificate that the server presents, or none (repeatable)")
	fs.StringVar(&f.at, "at", "", "`time` of the session (RFC 3339 with its offset); default: today's rules")
	offer(c, "tls", "yes", "no")
}

// stated reports whether anything was stated that only a session without a
// message needs.
func (f *sessionFlags) stated() bool { return f.ip != "" || f.tls != "" || f.at != "" }

func (a *app) connectorCheckCommand() *cobra.Command {
	var flags setupFlags
	var session sessionFlags
	var trust, destination []string
	var logs evidenceFlags
	c := &cobra.Command{
		Use:   "check [MESSAGE|-]...",
		Short: "Say which connector takes a message, and why",
		Long:  checkLong,
		Example: `  hopproof connector check --connector export.json message.eml
  hopproof connector check --connector export.json --ip 203.0.113.25 --from scan@contoso.example --to x@fabrikam.example`,
		RunE: func(c *cobra.Command, args []string) error {
			if len(flags.connectors) == 0 {
				return hint(errors.New("check needs --connector FILE"), "export one with the script of: hopproof connector export-script")
			}
			s, err := a.setup(flags.connectors, &flags)
			if err != nil {
				return err
			}
			t, err := parseTrust(trust)
			if err != nil {
				return err
			}
			known, err := logs.read(a)
			if err != nil {
				return err
			}
			k := check{app: a, setup: &s, flags: &session, logs: known, o: hops.Options{Trust: t, Destination: destination}}
			return k.run(c.Context(), args)
		},
	}
	a.common.add(c, checkFormats)
	flags.addConnector(c)
	flags.add(c)
	session.add(c)
	logs.add(c)
	addTrust(c, &trust)
	a.addInner(c)
	c.Flags().StringSliceVar(&destination, "destination", nil, "`name` of the receiving server; * matches (repeatable)")
	return c
}

// check is one run of the command.
type check struct {
	*app
	setup *connector.Setup
	flags *sessionFlags
	logs  *evidence.Set
	o     hops.Options
	w     *writer
	count int
}

func (k *check) run(ctx context.Context, names []string) (err error) {
	f := k.flags
	alone := len(names) == 0 && (f.stated() || f.from != "" || len(f.to) > 0 || len(f.certificate) > 0)
	if alone && k.logs != nil {
		return hint(errors.New("--evidence is about a message"), "give the message too")
	}
	if alone && k.inner != 0 {
		return hint(errors.New("--inner is about a message"), "give the message too")
	}
	if !alone && f.stated() {
		return hint(errors.New("--ip, --tls and --at state what a message shows itself"), "leave them out, or the message")
	}
	var stated connector.Session
	if err := f.apply(&stated); err != nil {
		return err
	}
	if k.w, err = k.open(checkFormats, names); err != nil {
		return err
	}
	code := exitDone
	if alone {
		stated.AllRecipients = len(stated.Recipients) > 0
		code, err = k.answer("", &stated)
	} else {
		code, err = k.messages(ctx, names)
	}
	if finishErr := k.w.finish(); err == nil {
		err = finishErr
	}
	if err != nil {
		return err
	}
	return exit(code)
}

// messages checks one message after the other; where one cannot be read, the
// others go on.
func (k *check) messages(ctx context.Context, names []string) (int, error) {
	code := exitDone
	for m, err := range k.inputs(names) {
		if ctx.Err() != nil {
			return code, ctx.Err()
		}
		var s header.Section
		if err == nil {
			s, err = k.section(m)
		}
		if err != nil {
			k.complain(err)
			code = worse(code, exitUsage)
			continue
		}
		o := k.o
		o.Inner = k.inner > 0
		t := hops.Build(&s, o)
		session := connector.SessionOf(t)
		session.AddLogs(t, k.logs)
		if err := k.flags.apply(&session); err != nil {
			return code, err
		}
		one, err := k.answer(m.name, &session)
		if err != nil {
			return code, fmt.Errorf("writing: %w", err)
		}
		code = worse(code, one)
	}
	return code, nil
}

// section is the header section of one input, or of the inner message that was
// asked for.
func (k *check) section(m message) (header.Section, error) {
	file, err := mailfile.Open(m.data, mailcharset.Decode)
	if err != nil {
		return header.Section{}, unopened(m, err)
	}
	k.mentionInner(m, file)
	text, err := file.Select(k.inner, &report.Options{})
	if err != nil {
		return header.Section{}, unopened(m, err)
	}
	k.mentionLoss(m, file)
	s := header.Parse(text)
	return s, readable(m, text, len(s.Fields))
}

// answer writes the answer to one session and gives its exit code.
func (k *check) answer(name string, s *connector.Session) (int, error) {
	c, err := k.connectorCatalogue()
	if err != nil {
		return exitUsage, err
	}
	answer := connector.Check(k.setup, s)
	d := connectordoc.CheckOf(name, generator(), s, &answer, c)
	if k.w.format == "text" {
		p := connectorText{Writer: k.w.textWriter(), c: c}
		if k.count > 0 {
			p.End()
		}
		p.check(&d)
		_, err = k.w.Write(p.B)
	} else {
		err = k.w.encode(d)
	}
	k.count++
	return map[route.Outcome]int{route.Held: exitDone, route.Broken: exitBroken, route.Unknown: exitUnknown}[answer.Outcome], err
}

// apply states the facts of the flags, over what a message shows.
func (f *sessionFlags) apply(s *connector.Session) error {
	if f.ip != "" {
		ip, err := netip.ParseAddr(strings.Trim(f.ip, "[]"))
		if err != nil {
			return hint(fmt.Errorf("--ip %s: not an address", f.ip), "for example 203.0.113.25")
		}
		s.IP = ip.Unmap().WithZone("")
	}
	switch f.tls {
	case "":
	case "yes":
		s.TLS = header.Yes
	case "no":
		s.TLS = header.No
	default:
		return hint(fmt.Errorf("--tls %s: neither yes nor no", f.tls), "leave it out if you do not know")
	}
	if f.at != "" {
		d := header.ParseDate(f.at, 0)
		if !d.Known() {
			return hint(fmt.Errorf("--at %s: not a time with its offset", f.at), "for example 2026-10-14T08:00:00Z")
		}
		s.Time = d.Unix
	}
	return f.applyEnvelope(s)
}

func (f *sessionFlags) applyEnvelope(s *connector.Session) error {
	for _, address := range append([]string{f.from, f.headerFrom}, f.to...) {
		domain := address[strings.LastIndexByte(address, '@')+1:]
		null := address == connector.NullSender && address == f.from
		if address != "" && !null && !connector.IsDomain(domain) {
			return hint(fmt.Errorf("%s: not an address", address), "for example scanner@contoso.example")
		}
	}
	if f.from != "" {
		s.MailFrom = f.from
	}
	if f.headerFrom != "" {
		s.HeaderFrom = f.headerFrom
	}
	if len(f.to) > 0 {
		s.Recipients, s.AllRecipients, s.Inside = f.to, true, false
	}
	return f.applyCertificate(s)
}

// applyCertificate: a certificate is presented in TLS only.
func (f *sessionFlags) applyCertificate(s *connector.Session) error {
	if len(f.certificate) == 0 {
		return nil
	}
	if len(f.certificate) == 1 && f.certificate[0] == "none" {
		s.NoCertificate = true
		return nil
	}
	if f.tls == "no" {
		return hint(errors.New("--certificate and --tls no: a certificate is presented in TLS only"), "leave one of them out")
	}
	for _, name := range f.certificate {
		if !connector.IsDomain(strings.TrimPrefix(name, "*.")) {
			return hint(fmt.Errorf("--certificate %s: not a name on a certificate", name), "for example mail.contoso.example, or none")
		}
	}
	s.Certificates, s.CertificateInLog = f.certificate, false
	if s.TLS == 0 {
		s.TLS = header.Yes
	}
	return nil
}
