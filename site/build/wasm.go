package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/hopproof/hopproof/internal/wasmpack"
)

// goFlags make a bundle small and the same on every machine: no paths, no state of
// the repository, and no inlining in our own packages.
var goFlags = []string{"build", "-trimpath", "-buildvcs=false", "-gcflags=github.com/hopproof/hopproof/...=-l"}

// bundles are the commands of folder wasm. Lean ones are compiled without what
// the overlay leaves out.
var bundles = []struct {
	folder string
	lean   bool
	to     func(*manifest) *string
}{
	{"offline", true, func(m *manifest) *string { return &m.Wasm }},
	{"more", true, func(m *manifest) *string { return &m.More }},
	{"live", false, func(m *manifest) *string { return &m.Live }},
	{"files", false, func(m *manifest) *string { return &m.Files }},
	{"reports", false, func(m *manifest) *string { return &m.Reports }},
}

// compileBundles compiles each of them.
func (b *build) compileBundles() error {
	b.manifest.Version = b.version
	for _, bundle := range bundles {
		data, err := b.compile(bundle.folder, bundle.lean)
		if err != nil {
			return err
		}
		name := "hopproof-" + bundle.folder + ".wasm"
		if bundle.folder == "offline" {
			name = "hopproof.wasm"
		}
		*bundle.to(&b.manifest) = b.add(name, data)
	}
	return nil
}

func (b *build) compile(folder string, lean bool) ([]byte, error) {
	dir, err := os.MkdirTemp("", "hopproof-build-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	target := filepath.Join(dir, "bundle.wasm")
	args := append(goFlags[:len(goFlags):len(goFlags)], "-ldflags=-w -buildid= -X main.version="+b.version, "-o", target)
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

// goCommand runs the go command for the page's platform.
func (b *build) goCommand(args ...string) (string, error) {
	c := exec.Command("go", args...)
	c.Dir = b.root
	c.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "GOWASM=", "GOFLAGS=")
	var complaints strings.Builder
	c.Stderr = &complaints
	out, err := c.Output()
	if err != nil {
		return "", fmt.Errorf("go %s: %w\n%s", strings.Join(args, " "), err, complaints.String())
	}
	return string(out), nil
}

// wasmExec is the glue that belongs to the toolchain.
func wasmExec() (string, error) {
	root, err := goroot()
	if err != nil {
		return "", err
	}
	source, err := os.ReadFile(filepath.Join(root, "lib", "wasm", "wasm_exec.js"))
	return string(source), err
}

func goroot() (string, error) {
	out, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return "", fmt.Errorf("go env GOROOT: %w", err)
	}
	return strings.TrimSpace(string(out)), nil
}
