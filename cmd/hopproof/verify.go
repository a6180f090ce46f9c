package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/hopproof/hopproof/hops/route"
	"github.com/hopproof/hopproof/report"
)

var verifyFormats = []string{"text", "json", "ndjson", "markdown", "html", "svg", "csv", "junit"}

const verifyLong = `verify says of each leg of a route whether it is held, broken or unknown, with
the line that shows it. Held is only what follows from lines whose writers are
believable; the rest is unknown, with the reason and what would settle it.

Built-in routes:
  office365-relay    device, on-premises relay, EOP, Exchange Online, delivery
  direct-send        device, EOP, Exchange Online
  client-submission  Exchange Online, delivery
  filter-in-front    filter, EOP, Exchange Online

Logs of your own servers (--evidence) settle what headers cannot show: the
device and its login by the relay's log, connector and certificate by message
trace. They are shown as what they are, and a Message-ID alone ties none of them
to the message, for its sender chooses it.

Exit status: 0 held, 1 broken, 3 unknown, 2 usage or unreadable input.`

// verifyFlags are those of the command.
type verifyFlags struct {
	way     wayFlags
	bind    bindFlags
	explain bool
	dns     dnsFlags
	logs    evidenceFlags
}

func (a *app) verifyCommand() *cobra.Command {
	var f verifyFlags
	c := &cobra.Command{
		Use:   "verify [FILE|-]...",
		Short: "Verify leg by leg that a message took the expected way",
		Long:  verifyLong,
		Example: `  hopproof verify --relay-ip 203.0.113.25 --relay-host relay.contoso.example message.eml
  hopproof verify --route direct-send --device-ip 198.51.100.77 < message.eml
  hopproof verify --relay-ip 203.0.113.25 --device-ip 192.168.20.0/24 --evidence mail.log message.eml
  hopproof verify --route scanners.yaml --format junit copies/*.eml`,
		RunE: func(c *cobra.Command, args []string) error { return a.verify(c.Context(), args, &f) },
	}
	a.common.add(c, verifyFormats)
	f.way.add(c, route.Office365Relay, usual)
	c.Flags().BoolVar(&f.explain, "explain-route", false, "print how the route is read, and verify nothing")
	f.bind.add(c)
	f.logs.add(c)
	f.dns.add(c, "off")
	a.addInner(c)
	return c
}

// verify reads the flags, and verifies every input.
func (a *app) verify(ctx context.Context, names []string, f *verifyFlags) error {
	var o report.Options
	err := a.way(&f.way, &o)
	if err != nil {
		return err
	}
	if o.Route.Binding, err = f.bind.binding(); err != nil {
		return err
	}
	if f.explain {
		return a.explainRoute(o.Route)
	}
	checks, err := f.dns.options()
	if err != nil {
		return err
	}
	if o.Logs, err = f.logs.read(a); err != nil {
		return err
	}
	return a.report(ctx, names, verifyFormats, o, checks, verdictCode)
}

// verdictCode is the exit code of a verdict.
func verdictCode(d *report.Document) int {
	if d.Route == nil {
		return exitUnknown
	}
	return outcomeCode(d.Route.Outcome)
}

func outcomeCode(o report.Outcome) int {
	switch o {
	case report.Held:
		return exitDone
	case report.Broken:
		return exitBroken
	}
	return exitUnknown
}
