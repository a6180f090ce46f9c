package main

import (
	"bytes"
	"context"
	"io"
	"os/exec"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/hopproof/hopproof/internal/manpage"
)

// tree is the command as it is built for each invocation, and without what
// cobra adds to it when it runs.
func tree() *cobra.Command {
	return (&app{streams: streams{strings.NewReader(""), io.Discard, io.Discard, func(string) string { return "" }}}).root()
}

// eachCommand visits a command and all below it.
func eachCommand(c *cobra.Command, visit func(*cobra.Command)) {
	visit(c)
	for _, sub := range c.Commands() {
		eachCommand(sub, visit)
	}
}

// TestHelp: every command says what it does and shows how; every flag says what
// it means; and a shell knows what to offer for its value.
func TestHelp(t *testing.T) {
	eachCommand(tree(), func(c *cobra.Command) {
		path := c.CommandPath()
		if c.Short == "" || strings.HasSuffix(c.Short, ".") || !strings.HasPrefix(c.Example, "  hopproof ") {
			t.Errorf("%s: short %q, example %q", path, c.Short, c.Example)
		}
		for line := range strings.SplitSeq(c.Long, "\n") {
			if len([]rune(line)) > 90 {
				t.Errorf("%s: a line of the help is too wide: %s", path, line)
			}
		}
		c.Flags().VisitAll(func(f *pflag.Flag) {
			if f.Usage == "" {
				t.Errorf("%s --%s: no text", path, f.Name)
			}
		})
	})
}

// TestManPages: there is a page for every command, the same each time, and
// without a fault for mandoc, where that is installed.
func TestManPages(t *testing.T) {
	pages := manpage.Pages(tree(), "hopproof test")
	count := 0
	eachCommand(tree(), func(*cobra.Command) { count++ })
	if len(pages) != count {
		t.Errorf("%d pages for %d commands", len(pages), count)
	}
	mandoc, missing := exec.LookPath("mandoc")
	for i, again := range manpage.Pages(tree(), "hopproof test") {
		if !bytes.Equal(again.Text, pages[i].Text) {
			t.Errorf("%s is another each time", again.File)
		}
		if missing != nil {
			continue
		}
		lint := exec.Command(mandoc, "-T", "lint")
		lint.Stdin = bytes.NewReader(again.Text)
		out, _ := lint.Output() // it ends with a code where it has something to say
		for line := range strings.Lines(string(out)) {
			// A date is left out on purpose.
			if !strings.Contains(line, "missing date") {
				t.Errorf("%s: %s", again.File, line)
			}
		}
	}
	if missing != nil {
		t.Skip("skipped in part: mandoc is not installed")
	}
}

// complete is what a shell is told that may stand in place of the last word.
func complete(t *testing.T, words ...string) string {
	t.Helper()
	var out bytes.Buffer
	code := run(context.Background(), append([]string{"__complete"}, words...),
		streams{strings.NewReader(""), &out, io.Discard, func(string) string { return "" }})
	if code != exitDone {
		t.Errorf("%q: exit code %d", words, code)
	}
	return out.String()
}

func TestComplete(t *testing.T) {
	const none, files, folders = ":4\n", ":0\n", ":16\n"
	for words, want := range map[string]string{
		"verify --format ":  strings.Join(verifyFormats, "\n") + "\n" + none,
		"analyze --format ": strings.Join(analyzeFormats, "\n") + "\n" + none,
		"verify --lang ":    "en\nfr\n" + none,
		"verify --color ":   "auto\nalways\nnever\n" + none,
		"verify --route ": "office365-relay\tdevice, relay, eop, exchange-online, delivery\ndirect-send\tdevice, eop, exchange-online\n" +
			"client-submission\texchange-online, delivery\nfilter-in-front\tfilter, eop, exchange-online\n" + files,
		"verify --dns ":      "off\task nobody\nsystem\tthe resolver of this machine\n" + none,
		"verify --relay-ip ": none,
		"verify --relay-":    "--relay-host\tname with which your relay signs its Received line; * matches (repeatable)\n--relay-ip\tpublic address or CIDR from which your relay connects (repeatable)\n" + none,
		"verify --evidence ": files,
		"verify ":            files,
		"serve --site ":      folders,
		"domain ":            none, "spf check ": none, "send ": none, "connector check ": files,
		"serve ":                 none,
		"send --mechanism ":      "xoauth2\nplain\nlogin\n" + none,
		"connector check --tls ": "yes\nno\n" + none,
		"spf advise --cloud ":    "china\nus-government\nworldwide\n" + none,
		"explain SFV:SKI":        "SFV:SKI\tFiltering was skipped: the address is on the IP Allow List (documented in 2026); in older mail, mail inside one organization.\n" + none,
		"man spf tr":             "tree\tShow what an SPF record includes, and what that costs\n" + none,
		"man no-such ":           none,
		"completion ":            "bash\nzsh\nfish\npowershell\n" + none,
		"connector ex":           "export-script\tPrint a PowerShell script that exports the setup\n" + none,
	} {
		if got := complete(t, strings.Split(words, " ")...); got != want {
			t.Errorf("%q: %q, want %q", words, got, want)
		}
	}
}
