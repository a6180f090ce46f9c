package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// licences gathers those of everything that is compiled into a bundle.
func (b *build) licences() error {
	root, err := goroot()
	if err != nil {
		return err
	}
	out, err := b.goCommand("list", "-deps", "-f", "{{with .Module}}{{.Path}}\t{{.Dir}}{{end}}", "./wasm/...")
	if err != nil {
		return err
	}
	all, err := licence(nil, "The Go runtime and standard library", root)
	if err != nil {
		return err
	}
	modules := strings.Split(strings.TrimSpace(out), "\n")
	slices.Sort(modules)
	for _, module := range slices.Compact(modules) {
		name, dir, _ := strings.Cut(module, "\t")
		if name == "" {
			continue // a package of the standard library
		}
		if all, err = licence(all, name, dir); err != nil {
			return err
		}
	}
	b.files["licences.txt"] = all
	return nil
}

// licence appends the licence that lies in a folder.
func licence(all []byte, title, dir string) ([]byte, error) {
	for _, name := range []string{"LICENSE", "LICENSE.txt", "LICENSE.md", "LICENCE", "COPYING"} {
		text, err := os.ReadFile(filepath.Join(dir, name))
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		return fmt.Appendf(all, "%s\n\n%s\n\n", title, strings.TrimSpace(string(text))), nil
	}
	return nil, fmt.Errorf("%s has no licence in %s", title, dir)
}
