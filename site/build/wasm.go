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

// bundles compiles the commands of folder wasm. The last two are part of the
// page only if their folders exist.
func (b *build) bundles() error {
	b.manifest.Version = b.version
	for _, bundle := range []struct {
		folder, name string
		to           *string
	}{
		{"offline", "hopproof.wasm", &b.manifest.Wasm},
		{"more", "hopproof-more.wasm", &b.manifest.More},
		{"live", "hopproof-live.wasm", &b.manifest.Live},
		{"files", "hopproof-files.wasm", &b.manifest.Files},
	} {
		if _, err := os.Stat(filepath.Join(b.root, "wasm", bundle.folder)); os.IsNotExist(err) && (bundle.folder == "live" || bundle.folder == "files") {
			continue
		}
		data, err := b.compile("./wasm/" + bundle.folder)
		if err != nil {
			return err
		}
		*bundle.to = b.add(bundle.name, data)
	}
	return nil
}

func (b *build) compile(folder string) ([]byte, error) {
	dir, err := os.MkdirTemp("", "hopproof-build-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	target := filepath.Join(dir, "bundle.wasm")
	overlay, err := b.overlay(dir, folder == "./wasm/live")
	if err != nil {
		return nil, err
	}
	args := append(goFlags[:len(goFlags):len(goFlags)], "-overlay="+overlay, "-ldflags=-w -buildid= -X main.version="+b.version, "-o", target, folder)
	c := exec.Command("go", args...)
	c.Dir = b.root
	c.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "GOWASM=", "GOFLAGS=")
	if out, err := c.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("%s: %w\n%s", folder, err, out)
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

// wasmExec takes the glue that belongs to the toolchain.
func (b *build) wasmExec() error {
	root, err := goroot()
	if err != nil {
		return err
	}
	source, err := os.ReadFile(filepath.Join(root, "lib", "wasm", "wasm_exec.js"))
	if err != nil {
		return err
	}
	small, err := minify(string(source))
	if err != nil {
		return err
	}
	b.manifest.WasmExec = b.add("wasm_exec.js", small)
	return nil
}

// licences are those of what the bundles hold.
func (b *build) licences() error {
	root, err := goroot()
	if err != nil {
		return err
	}
	var all []byte
	for _, l := range []struct{ title, path string }{
		{"hopproof", filepath.Join(b.root, "LICENSE")}, {"The Go runtime and standard library", filepath.Join(root, "LICENSE")},
	} {
		text, err := os.ReadFile(l.path)
		if err != nil {
			return err
		}
		all = fmt.Appendf(all, "%s\n\n%s\n", l.title, text)
	}
	b.files["licences.txt"] = all
	return nil
}

func goroot() (string, error) {
	out, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return "", fmt.Errorf("go env GOROOT: %w", err)
	}
	return strings.TrimSpace(string(out)), nil
}
