package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
)

// page takes the sources: bundles of what index.html names, and copies of what
// is no script or style sheet.
func (b *build) page() error {
	if _, err := os.Stat(filepath.Join(b.src, "index.html")); errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s has no index.html", b.src)
	}
	return filepath.WalkDir(b.src, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(b.src, name)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		switch path.Ext(rel) {
		case ".js", ".mjs", ".css", ".ts", ".map":
			return nil // part of a bundle, or not of the page
		case ".html":
			return b.html(rel)
		}
		data, err := os.ReadFile(name)
		b.files[rel] = data
		return err
	})
}

// reference is a relative path to a script or style sheet in an attribute.
var reference = regexp.MustCompile(`(src|href)="((?:\./)?[A-Za-z0-9_./-]+\.(?:js|mjs|css))"`)

// html puts the names of the bundles in the place of those of the sources.
func (b *build) html(rel string) error {
	text, err := os.ReadFile(filepath.Join(b.src, filepath.FromSlash(rel)))
	if err != nil {
		return err
	}
	var failed error
	text = reference.ReplaceAllFunc(text, func(match []byte) []byte {
		parts := reference.FindSubmatch(match)
		source := path.Join(path.Dir(rel), string(parts[2]))
		name, err := b.entry(source)
		if err != nil {
			failed = err
		}
		b.scripts[source] = name
		return []byte(string(parts[1]) + `="` + toRoot(rel) + name + `"`)
	})
	b.files[rel] = text
	return failed
}

// serviceWorker comes last: it knows the names of all other files.
func (b *build) serviceWorker() error {
	if _, err := os.Stat(filepath.Join(b.src, "sw.js")); err != nil {
		return nil // a page can do without
	}
	b.manifest.Precache = b.offline()
	var all []byte
	for _, name := range b.manifest.Precache {
		all = fmt.Appendf(all, "%s %s\n", name, hash(b.files[name]))
	}
	b.manifest.Build = hash(append(all, b.files["index.html"]...))
	bundle, err := b.bundle("sw.js", formatScript)
	if err != nil {
		return err
	}
	b.files["sw.js"] = bundle.main
	return nil
}

// offline lists what the page needs without a network: not the bundles that a
// visitor may never ask for.
func (b *build) offline() []string {
	list := []string{"./"}
	for name := range b.files {
		switch name {
		case b.manifest.Live, b.manifest.Files, "sw.js", "index.html":
			continue
		}
		list = append(list, name)
	}
	slices.Sort(list[1:])
	return list
}
