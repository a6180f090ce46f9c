package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/hopproof/hopproof/internal/declare"
	"github.com/hopproof/hopproof/live"
	"github.com/hopproof/hopproof/report"
	"github.com/hopproof/hopproof/spf"
)

// sourceFlags are what sends mail for a domain.
type sourceFlags struct {
	relayIP, services []string
	cloud             string
	ending            string
}

func (a *app) spfAdviseCommand() *cobra.Command {
	var dns dnsFlags
	var f sourceFlags
	c := &cobra.Command{
		Use:   "advise [RECORD|DOMAIN]",
		Short: "Write the smallest record for what sends your mail",
		Long: `advise writes the smallest SPF record that authorises your relays, the services
that send for you, and Microsoft 365. What an existing record authorises stays
authorised: give the record, or with --dns the domain.

Exit status: 0 done; 1 something was refused; 3 DNS gave no answer; 2 usage.`,
		Example: `  hopproof spf advise --relay-ip 203.0.113.25 --cloud worldwide
  hopproof spf advise --service mail.example.net --dns system contoso.example`,
		RunE: func(c *cobra.Command, args []string) error {
			s, err := f.sources()
			if err == nil && len(args) > 0 {
				s.Existing, err = a.existing(c.Context(), args, &dns)
			}
			if err == nil && isEmpty(&s) {
				err = hint(errors.New("spf advise: nothing that sends is named"), `use --relay-ip, --service or --cloud, or give the record in use ("v=spf1 -all" for a domain that sends no mail)`)
			}
			if err != nil {
				return err
			}
			d := live.AdviseSPF(s, a.head())
			if err := a.print(&d); err != nil {
				return err
			}
			if d.Record == "" || d.Worst() == report.Error {
				return exitError(exitBroken)
			}
			return nil
		},
	}
	a.common.add(c, dataFormats)
	dns.add(c, "off")
	fs := c.Flags()
	fs.StringSliceVar(&f.relayIP, "relay-ip", nil, "public `address` or CIDR of a relay or device (repeatable)")
	fs.StringSliceVar(&f.services, "service", nil, "`domain` that a service names for its customers to include (repeatable)")
	fs.StringVar(&f.cloud, "cloud", "", "Microsoft 365 `cloud` that sends for the domain: "+strings.Join(clouds(), ", "))
	fs.StringVar(&f.ending, "all", "", "ending: - (fail), ~ (softfail) or ? (neutral); else that of the record, or -")
	c.SetFlagErrorFunc(quoteRecord)
	offer(c, "cloud", clouds()...)
	offer(c, "all", "-\tfail", "~\tsoftfail", "?\tneutral")
	return c
}

// existing is the record to keep. A text that is none is a slip: without what it
// was to say, the advice would forbid what sends today.
func (a *app) existing(ctx context.Context, args []string, dns *dnsFlags) ([]string, error) {
	texts, domain, err := a.records(ctx, args, dns)
	if err != nil || domain != "" {
		return texts, err
	}
	if d := live.LintSPF(texts, "", a.head()); len(d.Records) == 0 {
		return nil, hint(errors.New("the record given is no SPF record"), "begin it with v=spf1, or name the domain and --dns system")
	}
	return texts, nil
}

// isEmpty: the record for nothing forbids everything, which nobody asks for by
// naming nothing.
func isEmpty(s *spf.Sources) bool {
	return len(s.Addresses)+len(s.Includes)+len(s.Existing) == 0 && s.Cloud == ""
}

func clouds() (names []string) {
	for c := range spf.Clouds() {
		names = append(names, string(c))
	}
	slices.Sort(names)
	return names
}

func (f *sourceFlags) sources() (spf.Sources, error) {
	s := spf.Sources{Includes: f.services, Cloud: spf.Cloud(f.cloud)}
	for _, text := range f.relayIP {
		p, ok := declare.Prefix(text)
		if !ok {
			return s, hint(fmt.Errorf("--relay-ip %s: not an address or range", text), "for example 203.0.113.25 or 198.51.100.0/29")
		}
		s.Addresses = append(s.Addresses, p)
	}
	if f.cloud != "" && !slices.Contains(clouds(), f.cloud) {
		return s, hint(fmt.Errorf("--cloud %s: not known", f.cloud), "use "+strings.Join(clouds(), ", "))
	}
	switch f.ending {
	case "":
	case "-", "~", "?":
		s.All = spf.Qualifier(f.ending[0])
	default:
		return s, hint(fmt.Errorf("--all %s: not an ending", f.ending), "use - or ~ or ?")
	}
	return s, nil
}
