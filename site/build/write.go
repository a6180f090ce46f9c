package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// marker keeps the folder in the repository, so that it can be embedded.
const marker = ".gitkeep"

// write replaces what the folder holds.
func (b *build) write(files map[string]packed) error {
	if err := empty(b.out); err != nil {
		return err
	}
	for name, data := range b.files {
		forms := map[string][]byte{"": data, ".gz": files[name].gzip, ".br": files[name].brotli}
		for suffix, form := range forms {
			if form == nil {
				continue
			}
			target := filepath.Join(b.out, filepath.FromSlash(name)) + suffix
			if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
				return err
			}
			if err := os.WriteFile(target, form, 0o644); err != nil {
				return err
			}
		}
	}
	return nil
}

// empty removes what a build before has left, and refuses a folder that no
// build has made.
func empty(dir string) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(dir, marker), nil, 0o644)
	}
	if err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(dir, marker)); err != nil && len(entries) > 0 {
		return fmt.Errorf("%s holds other files; name an empty folder", dir)
	}
	for _, entry := range entries {
		if entry.Name() == marker {
			continue
		}
		if err := os.RemoveAll(filepath.Join(dir, entry.Name())); err != nil {
			return err
		}
	}
	return nil
}
