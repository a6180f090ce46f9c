package mailscan

import (
	"flag"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestReadme: the command of the README does what the README says.
func TestReadme(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	line := regexp.MustCompile(`(?m)^go -C beam run \. (--output .*)$`).FindSubmatch(readme)
	if line == nil {
		t.Fatal("the README shows no command")
	}
	dir, out := mail(t), t.TempDir()
	args := strings.Fields(strings.NewReplacer("/tmp/found", out, "/srv/mail", dir).Replace(string(line[1])))
	said, err := command(t, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	form := regexp.MustCompile("[0-9]+").ReplaceAllString
	shown := regexp.MustCompile("(?m)^100000 messages.*\n").Find(readme)
	if form(string(said), "N") != form(string(shown), "N") {
		t.Errorf("it says %q, the README %q", said, shown)
	}
	for _, cell := range regexp.MustCompile("(?m)^\\| `([^`]+)` \\|").FindAllSubmatch(readme, -1) {
		if found, _ := filepath.Glob(filepath.Join(out, string(cell[1]))); len(found) == 0 {
			t.Errorf("there is no %s", cell[1])
		}
	}
	want := scanOf(t, settings(t), dir)
	want.same(t, out)
}

// command is this program as a user has it.
func command(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(self, args...)
	c.Env = append(os.Environ(), asCommand+"=small")
	return c
}

// TestFlags: what cannot be meant is refused, and what is meant reaches the workers.
func TestFlags(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "route.yaml"), []byte("legs:\n- role: eop\n"))
	write(t, filepath.Join(dir, "c.json"), []byte(connectors))
	for line, want := range map[string]string{
		"--output o in":                       "",
		"--output o":                          "no input",
		"in":                                  "no folder",
		"--output in ./in":                    "is an input and the output",
		"--output o --relay-ip= in":           "empty",
		"--output o --domain a.example,,b in": "empty",
		"--output o --tenant= in":             "empty",
		"--output o --relay-ip 10.0.0.1 in":   "--relay-ip 10.0.0.1: a private address",
		"--output o --route direct-send --device-ip 10.0.0.1 in":                             "--device-ip 10.0.0.1: a private address",
		"--output o --trust a/b in":                                                          "--trust a/b",
		"--output o --lang de in":                                                            "--lang de",
		"--output o --route nowhere in":                                                      "no such file or route",
		"--output o --route direct-send in":                                                  "",
		"--output o --route DIR/route.yaml in":                                               "",
		"--output o --branches -1 in":                                                        "--branches",
		"--output o --connector= in":                                                         "the value is empty",
		"--output o --connector DIR/none in":                                                 "no such file",
		"--output o --connector DIR/c.json in":                                               "",
		"--output o --connector DIR/c.json --route direct-send in":                           "that has no host that a connector knows",
		"--output o --connector DIR/c.json --route DIR/route.yaml in":                        "a route file declares everything itself",
		"--output o --connector DIR/route.yaml in":                                           "route.yaml",
		"--output o --what-if rain in":                                                       "--what-if rain: not a question",
		"--output o --what-if connector in":                                                  "--what-if connector: names no file with connectors (use ",
		"--output o --what-if reject-direct-send in":                                         "",
		"--output o --route DIR/route.yaml --tenant 6f0c1a5e-0000-4000-8000-000000000001 in": "a route file declares everything itself",
	} {
		fs, f := flag.NewFlagSet("beam", flag.ContinueOnError), flags{}
		fs.SetOutput(io.Discard)
		f.add(fs)
		err := fs.Parse(strings.Fields(strings.ReplaceAll(line, "DIR", dir)))
		if err == nil {
			_, err = f.pipeline(fs)
		}
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", line, err)
		}
	}
}
