package main

import (
	"errors"
	"fmt"
	"net/netip"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/hopproof/hopproof/live"
	"github.com/hopproof/hopproof/spf"
)

// senderFlags are what a receiver knows of a connection.
type senderFlags struct {
	ip, mailFrom, helo string
	byHelo             bool
}

func (f *senderFlags) add(c *cobra.Command) {
	fs := c.Flags()
	fs.StringVar(&f.ip, "ip", "", "`address` of the client")
	fs.StringVar(&f.mailFrom, "mail-from", "", "envelope `sender`; with a DOMAIN, postmaster there")
	fs.StringVar(&f.helo, "helo", "", "`name` that the client called itself")
	fs.BoolVar(&f.byHelo, "by-helo", false, "check the HELO name instead of the envelope sender")
}

// query is the question for the checker.
func (f *senderFlags) query(args []string, now time.Time) (spf.Query, error) {
	q := spf.Query{MailFrom: strings.Trim(f.mailFrom, "<>"), Helo: f.helo, Time: now.Unix()}
	if f.byHelo {
		q.Identity = spf.Helo
	}
	if len(args) == 1 {
		if q.MailFrom != "" {
			return q, hint(errors.New("both a DOMAIN and --mail-from are given"), "give one of them")
		}
		q.MailFrom = "postmaster@" + args[0]
	}
	if f.ip == "" {
		return q, hint(errors.New("the address of the client is missing"), "for example --ip 203.0.113.25")
	}
	ip, err := netip.ParseAddr(f.ip)
	if err != nil {
		return q, hint(fmt.Errorf("--ip %s: not an address", f.ip), "for example --ip 203.0.113.25")
	}
	q.IP = ip
	if q.MailFrom == "" && q.Helo == "" {
		return q, hint(errors.New("nothing says whose record to check"), "name a domain, --mail-from or --helo")
	}
	if f.byHelo && f.helo == "" {
		return q, hint(errors.New("--by-helo needs --helo"), "for example --helo relay.contoso.example")
	}
	return q, nil
}

func (a *app) spfCheckCommand() *cobra.Command {
	var dns dnsFlags
	var sender senderFlags
	c := &cobra.Command{
		Use:   "check [DOMAIN]",
		Short: "Evaluate SPF for a client and show each step",
		Long: `check evaluates SPF (RFC 7208) as a receiver does, and shows which record and
term decided, each question to DNS, and what was used of the limits.

Exit status: 0 pass, neutral, none, softfail; 1 fail, permerror; 3 temperror;
2 usage.`,
		Example: `  hopproof spf check contoso.example --ip 203.0.113.25
  hopproof spf check --mail-from scanner@contoso.example --helo relay.contoso.example --ip 203.0.113.25`,
		Args: takes(0, 1),
		RunE: func(c *cobra.Command, args []string) error {
			q, err := sender.query(args, time.Now())
			if err != nil {
				return err
			}
			client, err := dns.must()
			if err != nil {
				return err
			}
			ctx, cancel := patient(c)
			defer cancel()
			d := live.CheckSPF(ctx, client, q, a.head())
			if err := a.print(&d); err != nil {
				return err
			}
			return exit(spfCode(d.Result))
		},
	}
	a.common.add(c, dataFormats)
	dns.add(c, "system")
	sender.add(c)
	return c
}

// spfCode is the exit code of a result of SPF.
func spfCode(result string) int {
	switch result {
	case spf.Fail.String(), spf.PermError.String():
		return exitBroken
	case spf.TempError.String():
		return exitUnknown
	}
	return exitDone
}
