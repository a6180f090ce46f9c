package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"github.com/hopproof/hopproof/internal/testdns"
)

// TestExamples runs every example of the help, and every command that the README
// shows, with files such as they name. None of them is refused.
func TestExamples(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	lines := shownCommands(string(readme))
	if len(lines) < 20 {
		t.Errorf("the README shows only %d commands", len(lines))
	}
	eachCommand(tree(), func(c *cobra.Command) {
		for _, line := range logicalLines(c.Example) {
			if !strings.HasPrefix(line, "hopproof ") {
				t.Errorf("%s: the example is no command: %s", c.CommandPath(), line)
			} else if of, _, err := tree().Find(shellWords(line).args[1:]); err != nil || c.HasParent() && of.CommandPath() != c.CommandPath() && of.Parent().CommandPath() != c.CommandPath() {
				t.Errorf("%s: an example of another command: %s", c.CommandPath(), line)
			}
			lines = append(lines, line)
		}
	})
	e := newExampleFolder(t)
	for _, line := range lines {
		t.Run(line, func(t *testing.T) { e.try(t, shellWords(line)) })
	}
}

// shownCommands are the commands in the shell blocks of a text in Markdown.
func shownCommands(text string) (list []string) {
	for _, block := range strings.Split(text, "```sh\n")[1:] {
		block, _, _ = strings.Cut(block, "```")
		for _, line := range logicalLines(block) {
			if strings.HasPrefix(line, "hopproof ") {
				list = append(list, line)
			}
		}
	}
	return list
}

// logicalLines are lines without their margin, and joined where one ends in a
// backslash.
func logicalLines(text string) (list []string) {
	for line := range strings.SplitSeq(strings.ReplaceAll(strings.TrimSpace(text), "\\\n", " "), "\n") {
		list = append(list, strings.TrimSpace(line))
	}
	return list
}

// command is a command line as a shell reads it.
type command struct {
	args  []string
	input string // the file after <
}

// shellWords reads as much of a shell's grammar as examples use: quoted words,
// comments, < and >. What stands behind | is another program's.
func shellWords(line string) command {
	var c command
	var word strings.Builder
	var quote rune
	begun, redirect := false, ' '
	end := func() {
		switch {
		case begun && redirect == ' ':
			c.args = append(c.args, word.String())
		case begun && redirect == '<':
			c.input = word.String()
		}
		if begun {
			redirect = ' '
		}
		word.Reset()
		begun = false
	}
loop:
	for _, r := range line {
		switch {
		case r == quote:
			quote = 0
		case quote != 0:
			word.WriteRune(r)
		case r == '"' || r == '\'':
			quote, begun = r, true
		case r == '|' || r == '#' && !begun:
			break loop
		case r == '<' || r == '>':
			end()
			redirect = r
		case r == ' ':
			end()
		default:
			word.WriteRune(r)
			begun = true
		}
	}
	end()
	return c
}

func TestShellWords(t *testing.T) {
	for line, want := range map[string]string{
		`a "b c" 'd|e' -f=g # h`:  `a/b c/d|e/-f=g/<`,
		`a < in.txt > out.txt`:    `a/<in.txt`,
		`a "" b | c d`:            `a//b/<`,
		`a --x y#z  <in`:          `a/--x/y#z/<in`,
		"a \"550 5.7.1 <a@b>\" 1": "a/550 5.7.1 <a@b>/1/<",
	} {
		if c := shellWords(line); strings.Join(c.args, "/")+"/<"+c.input != want {
			t.Errorf("%s: %q < %q", line, c.args, c.input)
		}
	}
}

// exampleFolder holds the files that examples name, made as they are named.
type exampleFolder struct {
	dns   string
	files map[string][]byte // by extension
}

// exampleZone are the names that examples ask for.
const exampleZone = `contoso.example. MX 0 contoso-example.mail.protection.outlook.com.
contoso.example. TXT "v=spf1 ip4:203.0.113.25 include:spf.protection.outlook.com -all"
contoso-example.mail.protection.outlook.com. A 192.0.2.36
spf.protection.outlook.com. TXT "v=spf1 ip4:40.92.0.0/15 -all"
mail.example.net. TXT "v=spf1 ip4:198.51.100.9 -all"
relay.contoso.example. A 203.0.113.25
`

func newExampleFolder(t *testing.T) *exampleFolder {
	read := func(path string) []byte {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	e := &exampleFolder{dns: testdns.Parse(t, exampleZone).Serve(t), files: map[string][]byte{
		".eml": read("../../testdata/relay-postfix-gmail.eml"), ".log": read("../../testdata/logs/postfix.log"),
		".json": read("testdata/connectors.json"), ".yaml": read("testdata/login.yaml"),
		".txt": []byte("Remote Server returned '550 5.7.64 TenantAttribution; Relay Access Denied'\n"),
	}}
	e.files[".mbox"] = append([]byte("From scanner@contoso.example Tue Nov  3 08:42:16 2026\n"), e.files[".eml"]...)
	e.files[".zip"], e.files[".tar"] = archived(t, e.files[".eml"])
	e.files["connectors.yaml"] = []byte("connectors:\n  - {Name: Scanners, ConnectorType: OnPremises, SenderIPAddresses: [203.0.113.25]}\n")
	e.files["trace.json"] = read("../../testdata/logs/message-trace.json")
	folder := t.TempDir()
	if err := errors.Join(writeCertificates(t, folder), writeItems("../../testdata", folder)); err != nil {
		t.Fatal(err)
	}
	e.files[".msg"] = read(filepath.Join(folder, "report.msg"))
	t.Chdir(folder)
	return e
}

// archived is a message in a zip and a tar file.
func archived(t *testing.T, message []byte) (zipped, tarred []byte) {
	t.Helper()
	var z, b bytes.Buffer
	zw, tw := zip.NewWriter(&z), tar.NewWriter(&b)
	w, err := zw.Create("one.eml")
	if err == nil {
		_, err = w.Write(message)
	}
	err = errors.Join(err, zw.Close(), tw.WriteHeader(&tar.Header{Name: "one.eml", Mode: 0o600, Size: int64(len(message))}))
	if err == nil {
		_, err = tw.Write(message)
	}
	if err = errors.Join(err, tw.Close()); err != nil {
		t.Fatal(err)
	}
	return z.Bytes(), b.Bytes()
}

// content is what a file of that name holds; nil if it is not known.
func (e *exampleFolder) content(name string) []byte {
	if own := e.files[filepath.Base(name)]; own != nil {
		return own
	}
	plain, compressed := strings.CutSuffix(name, ".gz")
	data := e.files[filepath.Ext(plain)]
	if !compressed || data == nil {
		return data
	}
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write(data) // to memory: it cannot fail
	_ = z.Close()
	return b.Bytes()
}

// make writes the file that a word names, if it does; a pattern names one that
// it matches, a name that ends in a slash a folder with a message.
func (e *exampleFolder) make(t *testing.T, word string) {
	name := strings.ReplaceAll(word, "*", "one")
	if strings.HasSuffix(name, "/") {
		name += "one.eml"
	}
	data := e.content(name)
	if _, err := os.Stat(name); err == nil || data == nil {
		return
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// try runs a command, or reads its flags where running it would need the world.
func (e *exampleFolder) try(t *testing.T, c command) {
	of, rest, err := tree().Find(c.args[1:])
	if err == nil {
		err = of.ParseFlags(rest)
	}
	if err == nil {
		err = of.ValidateArgs(of.Flags().Args())
	}
	if err != nil {
		t.Fatal(err)
	}
	path := of.CommandPath()
	if path == "hopproof serve" || path == "hopproof mcp" || path == "hopproof connector certificate" && strings.Contains(of.Flags().Arg(0), ":") {
		return // it waits, connects, or needs another program: tests of its own run it
	}
	if once := of.Flags().Lookup("once"); once != nil && !once.Changed {
		return // it waits, too
	}
	e.run(t, of, c)
}

func (e *exampleFolder) run(t *testing.T, of *cobra.Command, c command) {
	args := c.args[1:]
	for _, word := range append(slices.Clone(args), c.input) {
		for _, name := range strings.Fields(word) { // a value may be several words
			e.make(t, name)
		}
	}
	if strings.Contains(of.Use, "PATH") {
		for _, path := range of.Flags().Args() { // folders may be named without a slash
			if filepath.Ext(path) == "" {
				e.make(t, path+"/")
			}
		}
	}
	args = expand(args)
	if dns := of.Flags().Lookup("dns"); dns != nil && dns.Value.String() != "off" {
		args = append(args, "--dns", e.dns)
	}
	if of.Flags().Lookup("plan") != nil {
		args = append(args, "--plan")
	}
	in := []byte{}
	if c.input != "" {
		var err error
		if in, err = os.ReadFile(c.input); err != nil {
			t.Fatal(err)
		}
	}
	var complaints bytes.Buffer
	environment := map[string]string{pfxVariable: "Gr4nite!"}
	code := run(context.Background(), args, streams{bytes.NewReader(in), io.Discard, &complaints, func(name string) string { return environment[name] }})
	if code == exitUsage {
		t.Errorf("%q: %s", args, complaints.String())
	}
}

// expand puts names in the place of patterns, as a shell does.
func expand(args []string) (list []string) {
	for _, arg := range args {
		names, err := filepath.Glob(arg)
		if err != nil || names == nil || !strings.Contains(arg, "*") {
			names = []string{arg}
		}
		list = append(list, names...)
	}
	return list
}
