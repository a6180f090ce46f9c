// Package licences gathers the licences of everything that is compiled into a
// program: whoever hands it on has to hand them on too.
package licences

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Of gives the licences of Go itself, which lie in goroot, and of each module
// that the packages are made of. run runs the go command as it builds them.
// A module without a licence is an error.
func Of(run func(args ...string) (string, error), goroot string, packages ...string) ([]byte, error) {
	out, err := run(append([]string{"list", "-deps", "-f", "{{with .Module}}{{.Path}}\t{{.Dir}}{{end}}"}, packages...)...)
	if err != nil {
		return nil, err
	}
	all, err := add(nil, "The Go runtime and standard library", goroot)
	if err != nil {
		return nil, err
	}
	modules := strings.Split(strings.TrimSpace(out), "\n")
	slices.Sort(modules)
	for _, module := range slices.Compact(modules) {
		name, dir, _ := strings.Cut(module, "\t")
		if name == "" {
			continue // a package of the standard library
		}
		if all, err = add(all, name, dir); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// add appends the licence that lies in a folder.
func add(all []byte, title, dir string) ([]byte, error) {
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
