// Package site holds the page as it was built: the sources are in src, and
//
//	go run ./site/build
//
// makes of them, and of the bundles of folder wasm, the files of dist that any
// static host can serve.
package site

import (
	"archive/zip"
	"bytes"
	"embed"
	"io/fs"
)

// BuildCommand makes the page.
const BuildCommand = "go run ./site/build"

// Packed is the name of the page in one file of dist. A release has it in place
// of the files themselves, which take five times the room in a program.
const Packed = "page.zip"

//go:embed all:dist
var dist embed.FS

// Files are the files of the page, and whether it was built when this program
// was compiled.
func Files() (files fs.FS, built bool) {
	files, err := fs.Sub(dist, "dist")
	if err != nil {
		return nil, false
	}
	return pageOf(files)
}

// pageOf finds the page in dist, packed or not.
func pageOf(files fs.FS) (page fs.FS, built bool) {
	if packed, err := fs.ReadFile(files, Packed); err == nil {
		z, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
		return z, err == nil
	}
	_, err := fs.Stat(files, "index.html")
	return files, err == nil
}
