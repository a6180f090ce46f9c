// Package gocommand runs the go command for the programs that build others.
package gocommand

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
)

// Run runs it in a folder, with this environment on top of that of the program and
// without its GOFLAGS, and gives what it prints. The error has its complaints.
func Run(dir string, environment []string, args ...string) (string, error) {
	c := exec.Command("go", args...)
	c.Dir = dir
	c.Env = append(append(os.Environ(), "GOFLAGS="), environment...)
	var complaints strings.Builder
	c.Stderr = &complaints
	out, err := c.Output()
	if err != nil {
		return "", fmt.Errorf("go %s: %w\n%s", strings.Join(args, " "), err, complaints.String())
	}
	return string(out), nil
}
