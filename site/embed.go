// Package site holds the page as it was built: the sources are in src, and
//
//	go run ./site/build
//
// makes of them, and of the bundles of folder wasm, the files of dist that any
// static host can serve.
package site

import (
	"embed"
	"io/fs"
)

// BuildCommand makes the page.
const BuildCommand = "go run ./site/build"

//go:embed all:dist
var dist embed.FS

// Files are the files of the page, and whether it was built when this program
// was compiled.
func Files() (files fs.FS, built bool) {
	files, err := fs.Sub(dist, "dist")
	if err != nil {
		return nil, false
	}
	_, err = fs.Stat(files, "index.html")
	return files, err == nil
}
