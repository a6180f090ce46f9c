package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/route"
	"github.com/hopproof/hopproof/internal/iprange"
	"github.com/hopproof/hopproof/internal/mailcharset"
	"github.com/hopproof/hopproof/internal/mapfile"
	"github.com/hopproof/hopproof/internal/redactcheck"
	"github.com/hopproof/hopproof/mailfile"
	"github.com/hopproof/hopproof/redact"
	"github.com/hopproof/hopproof/report"
	"github.com/hopproof/hopproof/send"
)

const redactLong = `redact writes the header section of a message again with pseudonyms for people,
domains, hosts, addresses and ids, the same for the same text. hopproof says of
it what it says of the original: outcome, hops, delays and findings. The body is
left out, and signatures do not verify any more.

What stays visible: times and delays, structure and sizes, countries, the names
and addresses of Microsoft's and other public mail servers (and so the region),
protocols, results and scores. Addresses keep their common beginnings.

With a route (--route, --relay-ip, --connector and so on) the same pseudonyms
are put into it: --route-output writes the route for verify --route; without, a
hint tells the flags. With --map FILE several messages of one incident share
pseudonyms; the file undoes them, so keep it to yourself.

Logs and connector exports are not redacted: they tell of other people's
messages and of the whole organization. What a connector knows of the way is in
the route of --route-output. Of a log, copy the few lines that verify --evidence
quotes, and put the pseudonyms of the map file into the copy.

Before anything is written, the text is searched for what it must not hold any
more. If something is found, or if damaged input cannot be kept as it reads,
nothing is written.

Exit status: 0 written, 2 usage, unreadable input, or refused.`

// redactFlags are those of the command.
type redactFlags struct {
	mapFile, routeOutput string
	way                  wayFlags
}

func (a *app) redactCommand() *cobra.Command {
	var f redactFlags
	c := &cobra.Command{
		Use:   "redact [FILE|-]",
		Short: "Hide names, domains and addresses of a message that stays analysable",
		Long:  redactLong,
		Example: `  hopproof redact message.eml > redacted.eml
  hopproof redact --map incident.map --relay-ip 203.0.113.25 -o redacted.eml message.eml
  hopproof redact --route scanners.yaml --route-output redacted.yaml -o redacted.eml message.eml`,
		Args: takes(0, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			return a.redact(args, &f)
		},
	}
	fs := c.Flags()
	fs.StringVarP(&a.common.output, "output", "o", "", "write to this `file` instead of standard output")
	fs.StringVar(&f.mapFile, "map", "", "`file` that keeps the key and the pairs for the next message")
	fs.StringVar(&a.common.lang, "lang", "", "language of hints and refusals, en or fr (default: the locale)")
	offer(c, "lang", report.Languages()...)
	f.way.add(c, route.Office365Relay, "the expected way, to be redacted too: a built-in `name` or a file")
	fs.StringVar(&f.routeOutput, "route-output", "", "write the redacted route to this `file` (YAML)")
	a.addInner(c)
	a.common.format, a.common.color = "text", "never"
	return c
}

func (a *app) redact(args []string, f *redactFlags) error {
	if err := a.checkCommon(); err != nil {
		return err
	}
	if err := a.refuseFiles(f, args); err != nil {
		return err
	}
	var o report.Options
	if f.way.given() || f.routeOutput != "" {
		if err := a.way(&f.way, &o); err != nil {
			return err
		}
	}
	m, err := f.open()
	if err != nil {
		return err
	}
	text, err := a.redacted(args, m, o)
	if err != nil {
		return err
	}
	if o.Route != nil {
		if err := a.redactRoute(&o, m, f); err != nil {
			return err
		}
	}
	if err := f.save(m); err != nil {
		return err
	}
	w, err := a.open([]string{"text"}, args)
	if err != nil {
		return err
	}
	w.Write(a.harmless(text))
	return w.finish()
}

// refuseFiles refuses files of which one would be written over another.
func (a *app) refuseFiles(f *redactFlags, inputs []string) error {
	read := slices.Concat([]string{f.way.route}, f.way.connectors, inputs)
	return a.refuseOver(read, written{"map", f.mapFile}, written{"route-output", f.routeOutput}, written{"output", a.common.output})
}

func (f *redactFlags) open() (*redact.Map, error) {
	if f.mapFile == "" {
		return mapfile.New()
	}
	m, err := mapfile.Open(f.mapFile)
	if errors.Is(err, mapfile.ErrNoMap) {
		return nil, hint(fmt.Errorf("--map %s: %w", f.mapFile, err), "name a new file; this one is left as it is")
	}
	return m, describe(f.mapFile, err)
}

// save keeps the pairs for the next message.
func (f *redactFlags) save(m *redact.Map) error {
	if f.mapFile == "" {
		return nil
	}
	err := mapfile.Save(f.mapFile, m)
	if errors.Is(err, mapfile.ErrChanged) {
		return hint(fmt.Errorf("--map %s: %w", f.mapFile, err), "nothing was written to the output; run the same command again")
	}
	return describe(f.mapFile, err)
}

// redacted reads the message and gives its section, checked: it is analysed and
// verified as the original is.
func (a *app) redacted(names []string, m *redact.Map, asked report.Options) ([]byte, error) {
	for in, err := range a.inputs(names) {
		if err != nil {
			return nil, err
		}
		file, err := mailfile.Open(in.data, mailcharset.Decode)
		if err != nil {
			return nil, unopened(in, err)
		}
		a.mentionInner(in, file)
		o := report.Options{}
		text, err := file.Select(a.inner, &o)
		if err != nil {
			return nil, unopened(in, err)
		}
		if err := readable(in, text, len(header.Parse(text).Fields)); err != nil {
			return nil, err
		}
		r := redact.Section(text, m)
		if refusal := redactcheck.Refused(text, asked, &r, m); refusal != nil {
			return nil, a.refusal(in.title(), refusal)
		}
		return r.Text, nil
	}
	return nil, nil
}

// redactRoute writes the route, or tells the flags that declare it.
func (a *app) redactRoute(o *report.Options, m *redact.Map, f *redactFlags) error {
	if f.routeOutput != "" {
		hidden, lost := m.Route(*o.Route)
		a.mentionLost(lost)
		return describe(f.routeOutput, os.WriteFile(f.routeOutput, hidden.AppendYAML(nil), 0o666))
	}
	name := cmp.Or(f.way.route, route.Office365Relay)
	switch known := slices.Contains(route.Names(), name); {
	case len(f.way.connectors) > 0: // no flag names a certificate
		return a.refused("--connector "+f.way.connectors[0], "route-file", nil)
	case !f.way.declare.Any() && len(f.way.trust) == 0 && known:
		return nil
	case !f.way.declare.Any() && len(f.way.trust) == 0:
		return a.refused("--route "+name, "route-file", nil)
	}
	declared, err := f.way.declare.declared()
	if err != nil {
		return err
	}
	hidden, lost := m.Declared(declared)
	a.mentionLost(lost)
	command := "hopproof verify --route " + name + flagsOf(&hidden, m.Trust(o.Trust))
	if file := a.common.output; file != "" {
		command += " " + send.Shell(file)
	}
	a.say("hint", a.redactWords().Text("redact.verify", report.Pairs{{Name: "command", Value: command}}))
	return nil
}

func (a *app) mentionLost(patterns []string) {
	for _, p := range patterns {
		a.say("hint", a.redactWords().Text("redact.lost", report.Pairs{{Name: "pattern", Value: p}}))
	}
}

// flagsOf writes a declaration as the flags that make it.
func flagsOf(d *route.Declared, t hops.Trust) string {
	var b strings.Builder
	add := func(name string, values ...string) {
		for _, v := range values {
			b.WriteString(" --" + name + " " + v)
		}
	}
	add("relay-ip", iprange.Texts(d.RelayIP)...)
	add("relay-host", d.RelayHost...)
	add("device-ip", iprange.Texts(d.DeviceIP)...)
	add("domain", d.Domains...)
	if d.Tenant != "" {
		add("tenant", d.Tenant)
	}
	add("destination", d.Destination...)
	add("trust", t.Domains...)
	add("trust", iprange.Texts(t.Prefixes)...)
	return b.String()
}

// harmless makes control characters visible where a terminal would obey them.
func (a *app) harmless(text []byte) []byte {
	if a.common.output != "" || !isTerminal(a.out) {
		return text
	}
	var b bytes.Buffer
	for line := range bytes.Lines(text) {
		io.WriteString(&b, report.Printable(strings.TrimRight(string(line), "\r\n"))+"\n")
	}
	return b.Bytes()
}
