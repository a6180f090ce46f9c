package hopproof_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestReadmeSessions: the first command of the README prints the sample below it,
// and so does each command that a sample shows behind "$".
func TestReadmeSessions(t *testing.T) {
	needShell(t)
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(readme), "```sh\n")
	command, rest, _ := strings.Cut(rest, "\n```\n")
	_, rest, _ = strings.Cut(rest, "```text\n")
	sample, _, found := strings.Cut(rest, "```")
	if !found || !strings.HasPrefix(command, "go run ./cmd/hopproof ") || strings.Contains(command, "\n") {
		t.Fatalf("the README no longer shows a command and its output: %q", command)
	}
	env := append(withProgram(t), "LC_ALL=C.UTF-8")
	runSession(t, env, "$ "+command+"\n"+sample)
	sessions := 0
	for _, b := range fenced(string(readme)) {
		if b.kind == "text" {
			sessions += runSession(t, env, b.text)
		}
	}
	if sessions == 0 {
		t.Error("the README shows no session")
	}
}

// TestReadmeScripts runs what the README shows for scripts, each in its shell,
// where there is one, in a folder with a message.
func TestReadmeScripts(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(readme), "\n## From scripts\n")
	section, _, _ = strings.Cut(section, "\n## ")
	env := withProgram(t)
	for _, x := range []struct {
		language string
		shell    []string
		want     string
	}{
		{"bash", []string{"bash", "-euc"}, "the relay works"},
		{"powershell", []string{"pwsh", "-NoProfile", "-NonInteractive", "-Command"}, "device"},
	} {
		t.Run(x.language, func(t *testing.T) {
			_, script, found := strings.Cut(section, "```"+x.language+"\n")
			script, _, _ = strings.Cut(script, "```")
			if !found {
				t.Fatal("the README no longer shows it")
			}
			path, err := exec.LookPath(x.shell[0])
			if err != nil {
				t.Skipf("skipped: %s is not installed", x.shell[0])
			}
			run := exec.Command(path, append(x.shell[1:len(x.shell):len(x.shell)], script)...)
			run.Dir = t.TempDir()
			run.Env = append(env, "LC_ALL=C.UTF-8")
			message, err := os.ReadFile("testdata/relay-postfix-gmail.eml")
			if err == nil {
				err = os.WriteFile(filepath.Join(run.Dir, "message.eml"), message, 0o600)
			}
			if err != nil {
				t.Fatal(err)
			}
			if out, err := run.CombinedOutput(); err != nil || !strings.Contains(string(out), x.want) {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}
