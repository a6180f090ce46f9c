// Command build makes the package for Node and bundlers: npm/dist, of which npm
// pack makes an archive. It needs Go alone, and makes the same files from the
// same sources. Run it at the root of the module:
//
//	go run ./npm/build
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"

	"github.com/hopproof/hopproof"
	"github.com/hopproof/hopproof/internal/wasmbuild"
)

func main() {
	root := flag.String("root", ".", "root of the module")
	out := flag.String("out", "", "folder to write to (default: npm/dist)")
	version := flag.String("version", hopproof.Version, "version of the package")
	flag.Parse()
	if *out == "" {
		*out = filepath.Join(*root, "npm", "dist")
	}
	if err := build(*root, *out, strings.TrimPrefix(*version, "v")); err != nil {
		fmt.Fprintln(os.Stderr, "build:", err)
		os.Exit(1)
	}
}

func build(root, out, version string) error {
	files, err := sources(root, version)
	if err != nil {
		return err
	}
	bundle := wasmbuild.Build{Root: root, Version: version}
	program, err := bundle.Compile("npm", true)
	if err != nil {
		return err
	}
	licences, err := bundle.Licences("./wasm/npm")
	if err != nil {
		return err
	}
	glue, err := bundle.Exec()
	if err != nil {
		return err
	}
	maps.Copy(files, map[string][]byte{"hopproof.wasm": program, "licences.txt": licences, "wasm_exec.js": inside(glue)})
	return write(out, files)
}

// inside makes the glue a function of what it takes for the global object.
func inside(glue string) []byte {
	return []byte("// The glue of the Go toolchain, as it is, in a function.\nexport default (globalThis) => {\n" + glue + "};\n")
}

// noVersion is what stands in the sources in place of the version.
const noVersion = `"version": "0.0.0"`

// sources are the files that are taken as they are, but for the version.
func sources(root, version string) (map[string][]byte, error) {
	dir := filepath.Join(root, "npm", "src")
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	for _, e := range entries {
		if files[e.Name()], err = os.ReadFile(filepath.Join(dir, e.Name())); err != nil {
			return nil, err
		}
	}
	if files["LICENSE"], err = os.ReadFile(filepath.Join(root, "LICENSE")); err != nil {
		return nil, err
	}
	head := files["package.json"]
	if bytes.Count(head, []byte(noVersion)) != 1 {
		return nil, errors.New("package.json has no place for the version")
	}
	files["package.json"] = bytes.Replace(head, []byte(noVersion), fmt.Appendf(nil, `"version": %q`, version), 1)
	return files, nil
}

// write writes the folder anew. One that holds other things is left as it is.
func write(out string, files map[string][]byte) error {
	if entries, err := os.ReadDir(out); err == nil && len(entries) > 0 {
		if _, err := os.Stat(filepath.Join(out, "hopproof.wasm")); err != nil {
			return fmt.Errorf("%s holds what this did not make", out)
		}
		if err := os.RemoveAll(out); err != nil {
			return err
		}
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(out, name), data, 0o644); err != nil {
			return err
		}
	}
	return nil
}
