package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"github.com/hopproof/hopproof/hops/route"
	"github.com/hopproof/hopproof/internal/mailcharset"
	"github.com/hopproof/hopproof/report"
	"github.com/hopproof/hopproof/watch"
)

const watchLong = `watch verifies each message as it arrives in a folder, a Maildir or a mailbox,
for a relay that should go on working. It writes a line of JSON for each message,
and for each change: another outcome than the message before (changed), a source
that is lost and regained, and with --quiet-after that nothing arrives (silent).
--run runs a command on each change.

The first message is a change unless it is held. Every message that is there is
verified first, or with --new only those that arrive from now on.

With --state it goes on where it was, and with --output each message has its line
there once, whenever the program was killed: what stands behind the last state is
cut off and written again. Lines on standard output, and the command, may then
come twice. Give a state and an output to one watch alone.

A mailbox is named as imaps://USER@HOST/MAILBOX (TLS, port 993) or imap:// (STARTTLS,
port 143); MAILBOX is INBOX if it is left out. It is opened read-only and only
header sections are fetched, so no message becomes read. This needs the program
hopproof-imap, beside this one or in the PATH. The password is in
HOPPROOF_IMAP_PASSWORD, the file of --password-file, or asked for.

In a folder a file counts once it no longer grows, by its name; subfolders, links
and names with a leading dot do not count. In a Maildir, neither moving a message
nor setting its flags makes it another.

A source that cannot be read, or is not there, is waited for: the event lost says
so, and a warning on standard error.

With --once it handles what is there, and ends. Exit status then: 0 all held or
nothing new, 1 one broken or silence, 3 one unknown, 2 usage, unreadable or lost;
2 beats 1 beats 3. Without, it runs until it is interrupted: 0.`

// watchFlags are those of watch.
type watchFlags struct {
	way        wayFlags
	state      string
	documents  bool
	once       bool
	newOnly    bool
	interval   time.Duration
	quietAfter time.Duration
	command    commandFlags
	mailbox    mailboxFlags
}

func (a *app) watchCommand() *cobra.Command {
	var f watchFlags
	c := &cobra.Command{
		Use:   "watch FOLDER|imaps://USER@HOST/MAILBOX",
		Short: "Verify messages as they arrive",
		Long:  watchLong,
		Example: `  hopproof watch --relay-ip 203.0.113.25 --state watch.state --output events.ndjson Maildir/
  hopproof watch --relay-ip 203.0.113.25 --state watch.state --quiet-after 24h --run ./alarm imaps://probe@mail.example.org/INBOX
  hopproof watch --once --state watch.state Maildir/`,
		RunE: func(c *cobra.Command, args []string) error {
			w, err := a.newWatch(&f, args)
			if err != nil {
				return err
			}
			return w.run(c.Context())
		},
	}
	fs := c.Flags()
	fs.StringVarP(&a.common.output, "output", "o", "", "append to this `file` instead of writing to standard output")
	fs.StringVar(&a.common.lang, "lang", "", "language of the sentences, en or fr (default: en)")
	offer(c, "lang", report.Languages()...)
	fs.StringVar(&f.state, "state", "", "keep in this `file` where the watch stands, and go on from there")
	fs.BoolVar(&f.once, "once", false, "handle what is there, and end")
	fs.BoolVar(&f.newOnly, "new", false, "leave out what is there at the first start")
	fs.BoolVar(&f.documents, "documents", false, "write the whole document of each message")
	fs.DurationVar(&f.quietAfter, "quiet-after", 0, "tell when nothing has arrived for this `time`, such as 24h")
	fs.DurationVar(&f.interval, "interval", 2*time.Second, "`time` between two looks at a folder")
	f.command.add(c)
	f.mailbox.add(c)
	f.way.add(c, route.Office365Relay, usual)
	return c
}

// newWatch checks the flags and prepares a run.
func (a *app) newWatch(f *watchFlags, args []string) (*watchRun, error) {
	if len(args) != 1 {
		return nil, hint(fmt.Errorf("watch: %d sources are named, not one", len(args)), "name a folder, or a mailbox as imaps://USER@HOST/MAILBOX")
	}
	a.common.color, a.common.format = "auto", "ndjson" // the flags of others
	if err := a.checkCommon(); err != nil {
		return nil, err
	}
	if err := f.check(); err != nil {
		return nil, err
	}
	w := &watchRun{app: a, flags: f}
	w.options = watch.Options{
		Report:    report.Options{Generator: generator(), Lang: a.lang(), Decoder: mailcharset.Decode},
		Documents: f.documents, Once: f.once, QuietAfter: f.quietAfter, Write: w.write, Trouble: w.trouble,
	}
	err := a.way(&f.way, &w.options.Report)
	if err != nil {
		return nil, err
	}
	if w.options.Notify, err = a.notifier(&f.command); err != nil {
		return nil, err
	}
	if w.source, err = a.watchSource(f, args[0]); err != nil {
		return nil, err
	}
	return w, a.refuseOver(nil, written{"output", a.common.output}, written{"state", f.state})
}

func (f *watchFlags) check() error {
	switch {
	case f.quietAfter < 0:
		return errors.New("--quiet-after: less than nothing")
	case f.interval <= 0:
		return errors.New("--interval: not more than nothing")
	case f.newOnly && f.once && f.state == "":
		return hint(errors.New("--new --once without --state: nothing would ever be new"), "add --state FILE, which remembers what was there")
	}
	return f.command.check()
}

// watchSource is the folder or mailbox of that name.
func (a *app) watchSource(f *watchFlags, name string) (watch.Source, error) {
	if isMailbox(name) {
		return a.mailboxSource(f, name)
	}
	if f.mailbox.any() {
		return nil, errors.New("a login, --tls and --ca are for mailboxes, and " + name + " is none")
	}
	path, err := filepath.Abs(name)
	if err != nil {
		return nil, describe(name, err)
	}
	if info, err := os.Stat(path); err == nil && !info.IsDir() {
		return nil, hint(fmt.Errorf("%s: is no folder", name), "verify a message with hopproof verify, a mailbox file with hopproof scan")
	}
	for _, own := range []string{f.state, a.common.output} {
		if at, err := filepath.Abs(own); err == nil && own != "" && filepath.Dir(at) == path {
			return nil, hint(fmt.Errorf("%s: would be taken for a message", own), "name a file outside of the folder that is watched")
		}
	}
	return &watch.Folder{Path: path, Every: f.interval, NewOnly: f.newOnly}, nil
}
