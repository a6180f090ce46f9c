package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// A shell reads its script and completes command lines with it. Each prints
// what it would offer, a line each.
var shellTests = map[string]struct {
	args   []string
	script string
}{
	// bash-completion may be absent: what it gives the script is stood in for.
	"bash": {[]string{"--norc"}, `
_get_comp_words_by_ref() { words=("${COMP_WORDS[@]}"); cword=$COMP_CWORD; cur=${words[cword]}; prev=${words[cword-1]}; }
compopt() { :; }
COLUMNS=120
source ./hopproof.script
complete_line() {
  COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}; COMP_TYPE=63; COMPREPLY=()
  __start_hopproof
  printf '%s\n' "${COMPREPLY[@]}"
}
complete_line hopproof verify --route ''
complete_line hopproof con
complete_line hopproof explain Received-S
`},
	"fish": {[]string{"--no-config"}, `
source ./hopproof.script
complete -C "hopproof verify --route "
complete -C "hopproof con"
complete -C "hopproof explain Received-S"
`},
	// zsh completes only where somebody types: the test asks what its script asks.
	"zsh": {[]string{"-f"}, `
autoload -Uz compinit && compinit -u -D
source ./hopproof.script
(( $+functions[_hopproof] )) || exit 1
_describe() { print -l -- "${(@P)2}" | sed 's/\\:/:/g' }
_arguments() { }
ask() { words=("$@"); CURRENT=$#words; _hopproof }
ask hopproof verify --route ''
ask hopproof con
ask hopproof explain Received-S
`},
	"pwsh": {[]string{"-NoProfile", "-NonInteractive", "-File"}, `
. ./hopproof.script.ps1
foreach ($line in 'hopproof verify --route ', 'hopproof con', 'hopproof explain Received-S') {
  (TabExpansion2 -inputScript $line -cursorColumn $line.Length).CompletionMatches | ForEach-Object { $_.CompletionText + ' ' + $_.ToolTip }
}
`},
}

// TestShells: the script of each shell works in that shell.
func TestShells(t *testing.T) {
	program := asProgram(t)
	folder := filepath.Dir(program)
	for shell, x := range shellTests {
		t.Run(shell, func(t *testing.T) {
			path, err := exec.LookPath(shell)
			if err != nil {
				t.Skipf("skipped: %s is not installed", shell)
			}
			name, extension := shell, ""
			if shell == "pwsh" {
				name, extension = "powershell", ".ps1"
			}
			script, err := exec.Command(program, "completion", name).Output()
			if err != nil {
				t.Fatal(err)
			}
			run := exec.Command(path, append(x.args[:len(x.args):len(x.args)], "./ask"+extension)...)
			run.Dir = t.TempDir()
			run.Env = append(os.Environ(), "PATH="+folder+string(os.PathListSeparator)+os.Getenv("PATH"), "HOME="+run.Dir, "LC_ALL=C.UTF-8")
			var complaints bytes.Buffer
			run.Stderr = &complaints
			err = os.WriteFile(filepath.Join(run.Dir, "hopproof.script"+extension), script, 0o600)
			if err = errors.Join(err, os.WriteFile(filepath.Join(run.Dir, "ask"+extension), []byte(x.script), 0o600)); err != nil {
				t.Fatal(err)
			}
			out, err := run.Output()
			if err != nil || complaints.Len() > 0 {
				t.Errorf("%v %s", err, complaints.String())
			}
			for _, want := range []string{"direct-send", "device, eop, exchange-online", "connector", "Received-SPF"} {
				if !strings.Contains(string(out), want) {
					t.Errorf("%q is not offered:\n%s", want, out)
				}
			}
		})
	}
}
