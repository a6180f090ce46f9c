package hopproof_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestReadmeSample: the sample in the README is what its command prints.
func TestReadmeSample(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(readme), "```sh\n")
	command, rest, _ := strings.Cut(rest, "\n```\n")
	_, rest, _ = strings.Cut(rest, "```text\n")
	sample, _, found := strings.Cut(rest, "```")
	words := strings.Fields(command)
	if !found || len(words) < 3 || words[0] != "go" {
		t.Fatalf("the README no longer shows a command and its output: %q", command)
	}
	run := exec.Command(words[0], words[1:]...)
	run.Env = append(os.Environ(), "LC_ALL=C.UTF-8")
	out, err := run.Output()
	if err != nil {
		t.Fatalf("%s: %v", command, err)
	}
	if string(out) != sample {
		t.Errorf("the README's sample is not what %q prints:\n%s", command, out)
	}
}

// TestReadmeSession: so is each sample that shows its command behind "$".
func TestReadmeSession(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	sessions := strings.Split(string(readme), "```text\n$ hopproof ")[1:]
	if len(sessions) == 0 {
		t.Fatal("the README shows no session")
	}
	for _, session := range sessions {
		command, rest, _ := strings.Cut(session, "\n")
		sample, _, _ := strings.Cut(rest, "```")
		run := exec.Command("go", append([]string{"run", "./cmd/hopproof"}, strings.Fields(command)...)...)
		run.Env = append(os.Environ(), "LC_ALL=C.UTF-8")
		// What is shown may be bad news: a code other than 0 is fine.
		if out, err := run.Output(); string(out) != sample {
			t.Errorf("hopproof %s: %v\n%s", command, err, out)
		}
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
