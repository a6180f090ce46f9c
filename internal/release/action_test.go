package main

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"
)

// action is action.yml, as far as its scripts depend on it.
type action struct {
	Inputs map[string]struct {
		Description, Default string
		Required             bool
	}
	Outputs map[string]struct{ Value string }
	Runs    struct {
		Using string
		Steps []struct {
			ID, Name, Shell, Run string
			Env                  map[string]string
		}
	}
}

func readAction(t *testing.T) (a action) {
	t.Helper()
	text, err := os.ReadFile("../../action.yml")
	if err == nil {
		err = yaml.Unmarshal(text, &a)
	}
	if err != nil || a.Runs.Using != "composite" || len(a.Runs.Steps) != 2 {
		t.Fatalf("%v %+v", err, a)
	}
	return a
}

var (
	expression = regexp.MustCompile(`\$\{\{ (inputs|github|steps)\.([\w.-]+) \}\}`)
	variable   = regexp.MustCompile(`\$\{?(HOPPROOF_\w+)`)
)

// TestActionFile: every input reaches a script, every variable of a script is
// set, and no expression stands in a script itself, where it would be code.
func TestActionFile(t *testing.T) {
	a := readAction(t)
	used := map[string]bool{}
	for _, step := range a.Runs.Steps {
		script := filepath.Base(strings.Trim(strings.Fields(step.Run)[1], `"`))
		text, err := os.ReadFile("../../.github/action/" + script)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(step.Run+string(text), "${{") || step.Shell != "bash" {
			t.Errorf("%s: shell %s, %s", step.Name, step.Shell, step.Run)
		}
		for name, value := range step.Env {
			if m := expression.FindStringSubmatch(value); m != nil && m[1] == "inputs" {
				used[m[2]] = true
			}
			if !strings.Contains(string(text), name) {
				t.Errorf("%s has no use for %s", script, name)
			}
		}
		for _, m := range variable.FindAllStringSubmatch(string(text), -1) {
			if _, set := step.Env[m[1]]; !set {
				t.Errorf("%s: nothing sets %s", script, m[1])
			}
		}
	}
	for name, input := range a.Inputs {
		if !used[name] || input.Description == "" {
			t.Errorf("input %s: used %v, %q", name, used[name], input.Description)
		}
	}
	if len(used) != len(a.Inputs) {
		t.Errorf("%d inputs are used, there are %d", len(used), len(a.Inputs))
	}
}

// TestActionShown: the workflow in the README gives inputs that the action has,
// and all that it needs.
func TestActionShown(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, block, _ := strings.Cut(string(readme), "```yaml\n- uses: ")
	block, _, _ = strings.Cut(block, "```")
	var steps []struct {
		Uses string
		With map[string]string
	}
	if err := yaml.Unmarshal([]byte("- uses: "+block), &steps); err != nil || len(steps) != 1 || !strings.HasPrefix(steps[0].Uses, "hopproof/hopproof@v") {
		t.Fatalf("%v %+v", err, steps)
	}
	inputs := readAction(t).Inputs
	for name := range steps[0].With {
		if inputs[name].Description == "" {
			t.Errorf("the action has no input %s", name)
		}
	}
	for name, input := range inputs {
		if input.Required && steps[0].With[name] == "" {
			t.Errorf("%s is required", name)
		}
	}
}

// TestWorkflows: they can be read, and no expression stands in a script, where it
// would be code.
func TestWorkflows(t *testing.T) {
	files, err := filepath.Glob("../../.github/workflows/*.yml")
	if err != nil || len(files) < 2 {
		t.Fatalf("%v %q", err, files)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		var w struct {
			On   map[string]any
			Jobs map[string]struct {
				Steps []struct{ Uses, Run string }
			}
		}
		if err == nil {
			err = yaml.Unmarshal(text, &w)
		}
		if err != nil || len(w.On) == 0 || len(w.Jobs) == 0 {
			t.Errorf("%s: %v %+v", file, err, w)
		}
		for name, job := range w.Jobs {
			for _, step := range job.Steps {
				if strings.Contains(step.Run, "${{") || (step.Run == "") == (step.Uses == "") {
					t.Errorf("%s, %s: %+v", file, name, step)
				}
			}
		}
	}
}

// runner stands in for a machine of GitHub's: its variables name files here.
type runner struct {
	action
	folder string // where the workflow runs
	env    map[string]string
}

func newRunner(t *testing.T, path string) *runner {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	r := &runner{action: readAction(t), folder: t.TempDir()}
	temp := t.TempDir()
	r.env = map[string]string{"GITHUB_ACTION_PATH": root, "RUNNER_TEMP": temp, "PATH": path, "HOME": temp,
		"RUNNER_OS":   map[string]string{"linux": "Linux", "darwin": "macOS", "windows": "Windows"}[runtime.GOOS],
		"RUNNER_ARCH": map[string]string{"amd64": "X64", "arm64": "ARM64"}[runtime.GOARCH]}
	for _, name := range []string{"GITHUB_PATH", "GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"} {
		r.env[name] = filepath.Join(temp, name)
		if err := os.WriteFile(r.env[name], nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return r
}

// step runs a step with inputs, and returns what it prints and its exit code.
func (r *runner) step(t *testing.T, number int, inputs map[string]string, replace map[string]string) (out string, code int) {
	t.Helper()
	step := r.Runs.Steps[number]
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("skipped: bash is not installed")
	}
	c := exec.Command(bash, "-e", "-c", step.Run)
	c.Dir = r.folder
	env := maps.Clone(r.env)
	for name, value := range step.Env {
		if m := expression.FindStringSubmatch(value); m != nil {
			value = r.Inputs[m[2]].Default
			if given, ok := inputs[m[2]]; ok && m[1] == "inputs" {
				value = given
			}
		}
		env[name] = value
	}
	maps.Copy(env, replace)
	for name, value := range env {
		c.Env = append(c.Env, name+"="+value)
	}
	var printed bytes.Buffer
	c.Stdout, c.Stderr = &printed, &printed
	err = c.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return printed.String(), c.ProcessState.ExitCode()
}

func (r *runner) read(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// actionWorks: the action installs a release from where it lies, and verifies.
func actionWorks(t *testing.T, releases string) {
	t.Helper()
	if _, err := exec.LookPath("curl"); err != nil {
		t.Log("left out: curl is not installed, which the action downloads with")
		return
	}
	r := newRunner(t, os.Getenv("PATH"))
	from := map[string]string{"HOPPROOF_RELEASES": fileURL(releases), "HOPPROOF_REF": "v0.9.8"}
	if out, code := r.step(t, 0, nil, from); code != 0 {
		t.Fatalf("install: %d %s", code, out)
	}
	r.env["PATH"] = strings.TrimSpace(r.read(t, r.env["GITHUB_PATH"])) + string(os.PathListSeparator) + r.env["PATH"]
	r.verifies(t)
	branchWorks(t)
	// An archive that is not the one of the checksums is not used.
	archives, err := filepath.Glob(filepath.Join(releases, "v0.9.8", "hopproof_*"))
	if err != nil || len(archives) != 1 {
		t.Fatalf("%v %q", err, archives)
	}
	f, err := os.OpenFile(archives[0], os.O_APPEND|os.O_WRONLY, 0)
	if err == nil {
		_, err = f.WriteString("x")
		err = errors.Join(err, f.Close())
	}
	if err != nil {
		t.Fatal(err)
	}
	spoiled := newRunner(t, os.Getenv("PATH"))
	if out, code := spoiled.step(t, 0, nil, from); code == 0 || spoiled.read(t, spoiled.env["GITHUB_PATH"]) != "" {
		t.Errorf("a spoiled archive: %d %s", code, out)
	}
}

// branchWorks: where the action is used from a branch, its source is built.
func branchWorks(t *testing.T) {
	t.Helper()
	branch := newRunner(t, os.Getenv("PATH"))
	for _, name := range []string{"GOCACHE", "GOMODCACHE"} {
		value, err := exec.Command("go", "env", name).Output()
		if err != nil {
			t.Fatal(err)
		}
		branch.env[name] = strings.TrimSpace(string(value))
	}
	branch.env["GOFLAGS"] = "-buildvcs=false"
	if out, code := branch.step(t, 0, nil, map[string]string{"HOPPROOF_REF": "main"}); code != 0 {
		t.Fatalf("install from source: %d %s", code, out)
	}
	built := filepath.Join(strings.TrimSpace(branch.read(t, branch.env["GITHUB_PATH"])), "hopproof")
	if out, err := exec.Command(built, "version").CombinedOutput(); err != nil || !strings.HasPrefix(string(out), "hopproof ") {
		t.Errorf("built from source: %v %s", err, out)
	}
}

// hostile is a message that speaks to the runner and to the summary.
const hostile = "Received: from ::error::</pre><img/src=x> (unknown [192.0.2.1])\r\n" +
	" by mx.example.com (Postfix) with ESMTP id 4A1; Tue, 3 Nov 2026 09:42:16 +0000\r\n" +
	"From: <a@example.com>\r\nMessage-ID: <::error::</pre><b>x@example.com>\r\n\r\n"

func (r *runner) verifies(t *testing.T) {
	t.Helper()
	held, err := os.ReadFile("../../testdata/relay-postfix-gmail.eml")
	for name, data := range map[string][]byte{"in box/a.eml": held, "in box/b.eml": held, "hostile.eml": []byte(hostile)} {
		file := filepath.Join(r.folder, filepath.FromSlash(name))
		err = errors.Join(err, os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, data, 0o600))
	}
	if err != nil {
		t.Fatal(err)
	}
	relay := func(more ...string) map[string]string {
		inputs := map[string]string{"files": "in box/*.eml\n", "relay-ip": "203.0.113.25"}
		for i := 0; i < len(more); i += 2 {
			inputs[more[i]] = more[i+1]
		}
		return inputs
	}
	for _, x := range []struct {
		inputs  map[string]string
		code    int
		outcome string
		says    string
	}{
		{relay(), 0, "held", "in box/b.eml"},
		{relay("arguments", "--destination\nmx.google.com"), 0, "held", "HELD"},
		{relay("relay-ip", "203.0.113.77"), 1, "broken", "BROKEN"},
		{relay("relay-ip", "203.0.113.77", "fail-on", "never"), 0, "broken", "BROKEN"},
		{relay("relay-ip", ""), 3, "unknown", "UNKNOWN"},
		{relay("relay-ip", "", "fail-on", "broken"), 0, "unknown", "UNKNOWN"},
		{relay("files", "hostile.eml"), 3, "unknown", "::error::</pre><img/src=x>"},
		{relay("files", "no-such/*.eml"), 2, "", "no file matches no-such/*.eml"},
		{relay("files", "\n"), 2, "", "files names no message"},
		{relay("files", "no-such.eml"), 2, "", "no-such.eml: no such file"},
		{relay("fail-on", "sometimes"), 2, "", "use unknown, broken or never"},
		{relay("relay-ip", "$(touch owned)"), 2, "", "$(touch owned)"},
		{relay("arguments", "--no-such"), 2, "", "unknown flag"},
	} {
		for _, name := range []string{"GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"} {
			if err := os.Truncate(r.env[name], 0); err != nil {
				t.Fatal(err)
			}
		}
		out, code := r.step(t, 1, x.inputs, nil)
		if code != x.code || !strings.Contains(out, x.says) {
			t.Errorf("%v: code %d, want %d, and %q in\n%s", x.inputs, code, x.code, x.says, out)
		}
		r.wrote(t, x.inputs, x.outcome, out)
	}
	if _, err := os.Stat(filepath.Join(r.folder, "owned")); err == nil {
		t.Error("an input was run as a command")
	}
}

// wrote checks the files of one run, and that its output gives no commands.
func (r *runner) wrote(t *testing.T, inputs map[string]string, outcome, out string) {
	t.Helper()
	output, summary := r.read(t, r.env["GITHUB_OUTPUT"]), r.read(t, r.env["GITHUB_STEP_SUMMARY"])
	if outcome == "" {
		if output+summary != "" {
			t.Errorf("%v: %s%s", inputs, output, summary)
		}
		return
	}
	if want := fmt.Sprintf("outcome=%s\njunit=hopproof-junit.xml\n", outcome); output != want {
		t.Errorf("%v: output %q, want %q", inputs, output, want)
	}
	if shown := rendered(t, summary); !strings.HasPrefix(summary, "### hopproof: "+outcome+"\n") || strings.Contains(shown, "<img") || strings.Contains(shown, "<b>") {
		t.Errorf("%v: summary\n%s", inputs, summary)
	}
	if junit := r.read(t, filepath.Join(r.folder, "hopproof-junit.xml")); !strings.Contains(junit, "<testsuite") {
		t.Errorf("%v: %s", inputs, junit)
	}
	lines := strings.Split(strings.TrimSpace(out), "\n")
	first := slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(l, "::") })
	word, stops := strings.CutPrefix(lines[max(first, 0)], "::stop-commands::")
	if !stops || len(word) != 32 || lines[len(lines)-1] != "::"+word+"::" {
		t.Errorf("%v: the runner is not told to stop:\n%s", inputs, out)
	}
}

// rendered is what a page shows of Markdown, with any markup that it lets through.
func rendered(t *testing.T, text string) string {
	t.Helper()
	var page bytes.Buffer
	if err := goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithRendererOptions(html.WithUnsafe())).Convert([]byte(text), &page); err != nil {
		t.Fatal(err)
	}
	return page.String()
}
