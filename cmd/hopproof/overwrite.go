package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

// written is a file that a command writes, and the flag that names it.
type written struct{ flag, name string }

// noteRead remembers a file that was read: it must not be written over later. A
// watch reads the file of its password again and again.
func (a *app) noteRead(name string) {
	if n := len(a.known); n == 0 || a.known[n-1] != name {
		a.known = append(a.known, name)
	}
}

// isInput reports whether a file to be written is one that is read: one of
// inputs, one that was read by now, or what standard input comes from.
func (a *app) isInput(output string, inputs []string) bool {
	to, err := os.Stat(output)
	if err != nil || !to.Mode().IsRegular() {
		return false
	}
	if in, ok := a.in.(*os.File); ok {
		if from, err := in.Stat(); err == nil && os.SameFile(from, to) {
			return true
		}
	}
	return slices.ContainsFunc(slices.Concat(inputs, a.known), func(input string) bool {
		from, err := os.Stat(input)
		return err == nil && os.SameFile(from, to)
	})
}

// refuseOver refuses to write a file over one that is read, or over another of
// those that are written.
func (a *app) refuseOver(inputs []string, files ...written) error {
	files = slices.DeleteFunc(files, func(w written) bool { return w.name == "" })
	for i, w := range files {
		for _, other := range files[i+1:] {
			if isOneFile(w.name, other.name) {
				return hint(fmt.Errorf("--%s %s: is that of --%s too", w.flag, w.name, other.flag), "give two names")
			}
		}
		if a.isInput(w.name, inputs) {
			return hint(fmt.Errorf("--%s %s: is an input too", w.flag, w.name), "give another name, or it would be lost")
		}
	}
	return nil
}

// isOneFile compares files that may not be there yet.
func isOneFile(a, b string) bool {
	one, err := os.Stat(a)
	other, otherErr := os.Stat(b)
	if err == nil && otherErr == nil {
		return one.Mode().IsRegular() && os.SameFile(one, other)
	}
	onePath, err := filepath.Abs(a)
	otherPath, otherErr := filepath.Abs(b)
	return err == nil && otherErr == nil && onePath == otherPath
}
