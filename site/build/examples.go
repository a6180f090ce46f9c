package main

import (
	"os"
	"path/filepath"
	"regexp"
)

// example is the name of a message in the list of examples.
var example = regexp.MustCompile(`"([a-z0-9-]+\.eml)"`)

// examples takes the messages of testdata that src/examples.js names, if there
// is one.
func (b *build) examples() error {
	list, err := os.ReadFile(filepath.Join(b.src, "examples.js"))
	if os.IsNotExist(err) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, match := range example.FindAllSubmatch(list, -1) {
		name := string(match[1])
		if b.files["examples/"+name], err = os.ReadFile(filepath.Join(b.root, "testdata", name)); err != nil {
			return err
		}
	}
	return nil
}
