package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/hopproof/hopproof/internal/declare"
	"github.com/hopproof/hopproof/live"
	"github.com/hopproof/hopproof/report"
	"github.com/hopproof/hopproof/resolve"
	"github.com/hopproof/hopproof/spf"
)

// maxRecords bounds what is read of standard input.
const maxRecords = 1 << 20

func (a *app) spfLintCommand() *cobra.Command {
	var dns dnsFlags
	c := &cobra.Command{
		Use:   "lint RECORD|DOMAIN|-",
		Short: "Find mistakes in an SPF record and propose a mended one",
		Long: `lint finds what is wrong with an SPF record, says where and what to do, and
proposes the mended record. It asks nobody, unless a domain is given with --dns.
Standard input is read as one record a line.

Exit status: 0 nothing to mend, or only advice; 1 an error; 3 DNS gave no answer;
2 usage.`,
		Example: `  hopproof spf lint "v=spf1 ipv4: 10.10.10.1 include:spf.protection.outlook.com -all"
  hopproof spf lint --dns system contoso.example`,
		RunE: func(c *cobra.Command, args []string) error {
			texts, domain, err := a.records(c.Context(), args, &dns)
			if err != nil {
				return err
			}
			d := live.LintSPF(texts, domain, a.head())
			if err := a.print(&d); err != nil {
				return err
			}
			if d.Worst() == report.Error || domain != "" && len(d.Records) == 0 {
				return exitError(exitBroken)
			}
			return nil
		},
	}
	a.common.add(c, dataFormats)
	dns.add(c, "off")
	c.SetFlagErrorFunc(quoteRecord)
	return c
}

// quoteRecord says what to do about a record whose -all was taken for flags.
func quoteRecord(c *cobra.Command, err error) error {
	return hint(err, `put the record in quotes: hopproof `+commandPath(c)+`"v=spf1 mx -all"`)
}

// records are the texts to look at: the words of one record, the lines of
// standard input, or the TXT records of a domain.
func (a *app) records(ctx context.Context, args []string, dns *dnsFlags) (texts []string, domain string, err error) {
	if len(args) == 0 && isTerminal(a.in) {
		return nil, "", hint(errors.New("lint needs a record or a domain"), `for example: hopproof spf lint "v=spf1 mx -all"`)
	}
	if len(args) == 0 || len(args) == 1 && args[0] == "-" {
		texts, err = a.lines()
		return texts, "", err
	}
	if len(args) > 1 || strings.ContainsAny(args[0], "= :") || !declare.IsDomain(args[0]) {
		return []string{strings.Join(args, " ")}, "", nil
	}
	client, err := dns.client()
	if err == nil && client == nil {
		err = hint(fmt.Errorf("%s: a domain's record stands in DNS, and --dns is off", args[0]), "use --dns system, or give the record itself")
	}
	if err != nil {
		return nil, "", err
	}
	texts, err = textsOf(ctx, client, args[0])
	return texts, args[0], err
}

// textsOf are the TXT records of a domain.
func textsOf(ctx context.Context, client *resolve.Client, domain string) ([]string, error) {
	answer, err := client.Resolve(ctx, domain, spf.TypeTXT)
	if err != nil {
		return nil, unanswered{err}
	}
	return answer.Texts, nil
}

// unanswered is a question that DNS did not answer: not known, rather than
// wrong.
type unanswered struct{ error }

func (u unanswered) Unwrap() error { return u.error }

// lines are those of standard input that are not empty.
func (a *app) lines() ([]string, error) {
	data, err := readUpTo(a.in, maxRecords)
	if err != nil {
		return nil, describe("standard input", err)
	}
	var texts []string
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSpace(line); line != "" {
			texts = append(texts, line)
		}
	}
	if len(texts) == 0 {
		return nil, hint(errors.New("standard input: is empty"), "give one record a line")
	}
	return texts, nil
}
