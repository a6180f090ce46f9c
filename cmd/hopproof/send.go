package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/hopproof/hopproof/domain"
	"github.com/hopproof/hopproof/internal/sendreport"
	"github.com/hopproof/hopproof/live"
	"github.com/hopproof/hopproof/send"
)

const sendLong = `send sends one test message with a token that no other message bears, shows the
dialogue with the server, explains its errors, and ends with the command that
verifies the received copies. Without --plan it sends at once, and once only: it
never tries again.

Without --login it connects to the mail exchanger that Exchange Online has for
the domain, as a relay does, or to --server. With --login it submits the message
(port 587, STARTTLS required), to Microsoft 365 or to --server.

Secrets are never arguments. The password or access token of --login is taken
from HOPPROOF_PASSWORD, from the first line of --password-file, or asked for; that
of a PFX file from HOPPROOF_CERTIFICATE_PASSWORD, --certificate-password-file, or
asked for.

Exit status: 0 accepted, or only planned; 1 refused by the server, for one
recipient at least; 2 could not try, or usage.`

func (a *app) sendCommand() *cobra.Command {
	var f sendFlags
	c := &cobra.Command{
		Use:   "send --from ADDRESS --to ADDRESS...",
		Short: "Send a test message that can be verified",
		Long:  sendLong,
		Example: `  hopproof send --from scanner@contoso.example --to admin@contoso.example --to me@example.org --plan
  hopproof send --from scanner@contoso.example --to me@example.org --certificate relay.pfx --dsn success,failure
  hopproof send --login app@contoso.example --from jane@contoso.example --to me@example.org`,
		Args: takes(0, 0),
		RunE: func(c *cobra.Command, _ []string) error { return a.send(c.Context(), &f) },
	}
	a.common.add(c, dataFormats)
	f.add(c)
	return c
}

func (a *app) send(ctx context.Context, f *sendFlags) error {
	job, err := f.job(sendreport.Lookup(a.lang()))
	if err != nil {
		return err
	}
	w, err := a.open(dataFormats, f.files())
	if err != nil {
		return err
	}
	var result *send.Result
	if !f.plan {
		if err = a.prepare(ctx, f, job); err != nil {
			w.close()
			return err
		}
		r := send.Run(ctx, &job.Plan)
		result = &r
	}
	d := sendreport.DescribeSend(job, result, a.head())
	if err := w.print(&d); err != nil {
		return fmt.Errorf("writing: %w", err)
	}
	return a.sent(&d)
}

// sent is the exit code of an attempt. What kept it from being one is said on
// standard error too.
func (a *app) sent(d *sendreport.Send) error {
	switch send.Outcome(d.Outcome) {
	case send.Refused, send.Partly:
		return exit(exitBroken)
	case send.Failed:
		a.say("error", d.Failure.Text)
		a.say("hint", d.Hint)
		return exit(exitUsage)
	}
	return nil
}

// prepare does what a plan leaves out: it asks DNS, and for secrets.
func (a *app) prepare(ctx context.Context, f *sendFlags, job *sendreport.SendJob) error {
	if err := f.locate(ctx, job); err != nil {
		return err
	}
	if err := a.readCertificate(f, &job.Plan); err != nil {
		return err
	}
	if f.login == "" {
		return nil
	}
	secret, err := a.secret(loginVariable, f.passwordFile, "Password or access token of "+f.login)
	job.Plan.Secret = secret
	return err
}

// locate finds the server and its addresses.
func (f *sendFlags) locate(ctx context.Context, job *sendreport.SendJob) error {
	p := &job.Plan
	client, err := f.dns.client()
	if err != nil {
		return err
	}
	resolver := live.DomainResolver(client)
	if job.Found == foundUsual {
		if client == nil {
			return hint(errors.New("the mail exchanger is not known, and --dns is off"), "name it with --server")
		}
		if p.Host, err = send.Endpoint(ctx, resolver, f.mxDomain(p)); err != nil {
			return unlocated(err)
		}
		job.Found = "mx"
	}
	p.Addrs, err = send.Addresses(ctx, resolver, p.Host)
	return unlocated(err)
}

// unlocated says what to do where there is no server to connect to.
func unlocated(err error) error {
	var e *send.EndpointError
	if !errors.As(err, &e) {
		return err
	}
	switch e.Code {
	case "other-mx":
		return hint(fmt.Errorf("mail for %s goes to %s, not to Exchange Online", e.Args["name"], e.Args["hosts"]),
			"name the server with --server, such as "+domain.UsualEntry(e.Args["name"]))
	case "no-mx":
		return hint(fmt.Errorf("%s has no mail exchanger", e.Args["name"]), "give an accepted domain with --domain, or name the server with --server")
	case "no-address":
		return hint(fmt.Errorf("%s has no address", e.Args["name"]), "check the name, or give an address with --server")
	}
	return hint(fmt.Errorf("DNS gave no answer about %s: %w", e.Args["name"], e.Err), "choose another resolver with --dns, or give an address with --server")
}

// files are those that the attempt reads.
func (f *sendFlags) files() []string {
	var list []string
	for _, name := range []string{f.certificate, f.key, f.ca, f.passwordFile, f.certificatePasswordFile} {
		if strings.TrimSpace(name) != "" {
			list = append(list, name)
		}
	}
	return list
}
