// Package wasmbuild compiles the bundles of folder wasm: small, and the same
// bytes from the same sources, with the same version of Go.
package wasmbuild

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/hopproof/hopproof/internal/gocommand"
	"github.com/hopproof/hopproof/internal/licences"
	"github.com/hopproof/hopproof/internal/wasmpack"
)

// goFlags make a bundle small and the same on every machine: no paths, no state of
// the repository, and no inlining in our own packages.
var goFlags = []string{"build", "-trimpath", "-buildvcs=false", "-gcflags=github.com/hopproof/hopproof/...=-l"}

// Build compiles from the sources in Root, the root of the module, programs of
// that version.
type Build struct{ Root, Version string }

// Compile compiles the bundle of a folder below wasm. A lean one is compiled
// without what the overlay leaves out.
func (b Build) Compile(folder string, lean bool) ([]byte, error) {
	dir, err := os.MkdirTemp("", "hopproof-build-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	target := filepath.Join(dir, "bundle.wasm")
	args := append(goFlags[:len(goFlags):len(goFlags)], "-ldflags=-w -buildid= -X main.version="+b.Version, "-o", target)
	if lean {
		overlay, err := b.overlay(dir)
		if err != nil {
			return nil, err
		}
		args = append(args, "-overlay="+overlay)
	}
	if _, err := b.goCommand(append(args, "./wasm/"+folder)...); err != nil {
		return nil, err
	}
	data, err := os.ReadFile(target)
	if err != nil {
		return nil, err
	}
	if data, err = wasmpack.Pack(data); err != nil {
		return nil, fmt.Errorf("%s: %w", folder, err)
	}
	return data, nil
}

// Licences gathers those of everything that is compiled into a bundle of the
// packages.
func (b Build) Licences(packages string) ([]byte, error) {
	root, err := b.Goroot()
	if err != nil {
		return nil, err
	}
	return licences.Of(b.goCommand, root, packages)
}

// goCommand runs the go command for the page's platform.
func (b Build) goCommand(args ...string) (string, error) {
	return gocommand.Run(b.Root, []string{"GOOS=js", "GOARCH=wasm", "GOWASM="}, args...)
}

// Exec is wasm_exec.js, the glue that belongs to the toolchain which compiles.
func (b Build) Exec() (string, error) {
	root, err := b.Goroot()
	if err != nil {
		return "", err
	}
	source, err := os.ReadFile(filepath.Join(root, "lib", "wasm", "wasm_exec.js"))
	return string(source), err
}

// Goroot is where the toolchain lies. The module may ask for another one than the
// folder in which this program was started.
func (b Build) Goroot() (string, error) {
	out, err := b.goCommand("env", "GOROOT")
	return strings.TrimSpace(out), err
}
