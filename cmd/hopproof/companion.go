package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
)

// companion finds the program hopproof-NAME, which holds what needs large
// libraries: beside this program, or in the PATH.
func companion(name string) (string, error) {
	program := "hopproof-" + name
	if self, err := os.Executable(); err == nil {
		beside := filepath.Join(filepath.Dir(self), program)
		if runtime.GOOS == "windows" {
			beside += ".exe"
		}
		if info, err := os.Stat(beside); err == nil && info.Mode().IsRegular() {
			return beside, nil
		}
	}
	path, err := exec.LookPath(program)
	if err != nil {
		return "", hint(fmt.Errorf("%s is not there, which this needs", program),
			"take it from the archive of a release; or in a clone of the repository: go -C "+name+" build -o DIR ./"+program)
	}
	return path, nil
}
