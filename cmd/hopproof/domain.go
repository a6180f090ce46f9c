package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/hopproof/hopproof/domain"
	"github.com/hopproof/hopproof/internal/declare"
	"github.com/hopproof/hopproof/live"
)

// parallel is how many questions are put at once: a silent server is waited for
// once, and a slow one is not flooded.
const parallel = 8

func (a *app) domainCommand() *cobra.Command {
	var dns dnsFlags
	var relayIP, services []string
	c := &cobra.Command{
		Use:   "domain NAME",
		Short: "Check what a domain publishes about its mail",
		Long: `domain looks at MX, SPF, the DKIM selectors of Microsoft 365, DMARC, MTA-STS,
TLS-RPT and DANE of a domain, finds out which way its mail goes (Microsoft 365
alone, with a relay, behind a filter, behind another service), and says record by
record what to change. A policy of MTA-STS is fetched from the domain's own web
host.

Exit status: 0 nothing breaks mail; 1 something does; 3 DNS gave no answer;
2 usage.`,
		Example: `  hopproof domain contoso.example --relay-ip 203.0.113.25
  hopproof domain contoso.example --service mail.example.net --dns https://dns.example/dns-query`,
		Args: takes(1, 1),
		RunE: func(c *cobra.Command, args []string) error {
			q, err := domainQuery(args[0], relayIP, services)
			if err != nil {
				return err
			}
			client, err := dns.must()
			if err != nil {
				return err
			}
			ctx, cancel := patient(c)
			defer cancel()
			o := domain.Options{Resolver: live.DomainResolver(client), Parallel: parallel, Policy: policyFetcher{client}.fetch}
			d := live.CheckDomain(ctx, q, o, a.head())
			if err := a.print(&d); err != nil {
				return err
			}
			return exit(domainCode(&d))
		},
	}
	a.common.add(c, dataFormats)
	dns.add(c, "system")
	c.Flags().StringSliceVar(&relayIP, "relay-ip", nil, "public `address` or CIDR from which your relay sends (repeatable)")
	c.Flags().StringSliceVar(&services, "service", nil, "`host` or domain of a service that sends for you (repeatable)")
	return c
}

func domainQuery(name string, relayIP, services []string) (domain.Query, error) {
	q := domain.Query{Name: name, Services: services}
	if !declare.IsDomain(name) {
		return q, hint(fmt.Errorf("%s: not a domain", name), "for example: hopproof domain contoso.example")
	}
	for _, text := range relayIP {
		p, ok := declare.Prefix(text)
		if !ok {
			return q, hint(fmt.Errorf("--relay-ip %s: not an address or range", text), "for example 203.0.113.25")
		}
		q.RelayIP = append(q.RelayIP, p)
	}
	return q, nil
}

// domainCode is the exit code of a report.
func domainCode(d *live.Domain) int {
	code := exitDone
	if d.HasUnknown() {
		code = exitUnknown
	}
	if d.Worst() == domain.Error {
		code = exitBroken
	}
	return code
}
