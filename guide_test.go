package hopproof_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/internal/testlang"
)

// TestGuide: every command of the guide is run, in both languages, and prints
// what the guide shows.
func TestGuide(t *testing.T) {
	needShell(t)
	env := withProgram(t)
	for file, locale := range map[string]string{"docs/guide.md": "C.UTF-8", "docs/guide.fr.md": "fr_FR.UTF-8"} {
		t.Run(filepath.Base(file), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			count := 0
			for _, b := range fenced(string(text)) {
				shell := exec.Command("sh", "-e")
				shell.Env = append(env, "LC_ALL="+locale)
				if b.kind == "sh" {
					shell.Stdin = strings.NewReader(b.text)
					if out, err := shell.CombinedOutput(); err != nil {
						t.Errorf("%v\n%s%s", err, b.text, out)
					}
					count++
					continue
				}
				count += runSession(t, shell.Env, b.text)
			}
			if count < 10 {
				t.Errorf("only %d commands were found", count)
			}
		})
	}
}

// TestGuideFrench: the prose has the typography of the program's French; what the
// program prints has blanks that a terminal shows.
func TestGuideFrench(t *testing.T) {
	text, err := os.ReadFile("docs/guide.fr.md")
	if err != nil {
		t.Fatal(err)
	}
	prose, code := 0, false
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(line, "```") {
			code = !code
			continue
		}
		if code {
			continue
		}
		prose++
		for i, part := range strings.Split(line, "`") {
			if i%2 == 0 {
				testlang.French(t, "docs/guide.fr.md", part)
			}
		}
	}
	if prose < 50 {
		t.Errorf("only %d lines of prose were found", prose)
	}
}

// needShell skips a test whose commands are for a POSIX shell.
func needShell(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("sh"); err != nil || runtime.GOOS == "windows" {
		t.Skip("skipped: the commands are for a POSIX shell")
	}
}

// withProgram builds the command, and gives an environment in which shells find it.
func withProgram(t *testing.T) []string {
	t.Helper()
	bin := t.TempDir()
	program := filepath.Join(bin, "hopproof"+map[bool]string{true: ".exe"}[runtime.GOOS == "windows"])
	if out, err := exec.Command("go", "build", "-o", program, "./cmd/hopproof").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return append(os.Environ(), "PATH="+bin+string(filepath.ListSeparator)+os.Getenv("PATH"))
}

// block is one fenced block of a Markdown file.
type block struct{ kind, text string }

// fenced lists the blocks that show commands.
func fenced(text string) []block {
	var all []block
	for {
		_, rest, found := strings.Cut(text, "\n```")
		if !found {
			return all
		}
		kind, rest, _ := strings.Cut(rest, "\n")
		body, rest, _ := strings.Cut(rest, "\n```\n")
		if kind == "sh" || strings.HasPrefix(body, "$ ") {
			all = append(all, block{kind, body + "\n"})
		}
		text = "\n" + rest
	}
}

// runSession runs the commands behind "$" one after the other, and compares
// what they print with the lines below, the end of the last one too. A line of "…"
// stands for any lines.
func runSession(t *testing.T, env []string, text string) int {
	steps := strings.Split("\n"+text, "\n$ ")[1:]
	status := "0"
	for _, step := range steps {
		command, want, _ := strings.Cut(step, "\n")
		if want != "" {
			want = strings.TrimSuffix(want, "\n") + "\n"
		}
		shell := exec.Command("sh", "-c", "(exit "+status+"); "+command)
		shell.Env = env
		out, err := shell.Output()
		status = "0"
		if code := shell.ProcessState.ExitCode(); code != 0 {
			status = string(rune('0' + code))
		} else if err != nil {
			t.Errorf("%s: %v", command, err)
		}
		if !agrees(strings.Split(string(out), "\n"), strings.Split(want, "\n")) {
			t.Errorf("$ %s\n%s", command, out)
		}
	}
	return len(steps)
}

// agrees compares what was printed with what is shown.
func agrees(got, want []string) bool {
	switch {
	case len(want) == 0:
		return len(got) == 0
	case want[0] == "…":
		for skip := range len(got) + 1 {
			if agrees(got[skip:], want[1:]) {
				return true
			}
		}
		return false
	}
	return len(got) > 0 && got[0] == want[0] && agrees(got[1:], want[1:])
}
