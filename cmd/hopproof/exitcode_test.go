package main

import (
	"errors"
	"os/exec"
	"strconv"
	"testing"
)

func exitCode(err error) string {
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return strconv.Itoa(exit.ExitCode())
	}
	return err.Error()
}

func TestWorse(t *testing.T) {
	order := []int{exitDone, exitUnknown, exitBroken, exitUsage}
	for i, a := range order {
		for j, b := range order {
			if got := worse(a, b); got != order[max(i, j)] {
				t.Errorf("worse(%d, %d) = %d", a, b, got)
			}
		}
	}
}
