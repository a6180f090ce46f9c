// Command build makes the page: site/dist from site/src and the bundles of
// folder wasm. It needs Go alone, and makes the same files from the same
// sources. Run it at the root of the module:
//
//	go run ./site/build
//
// What it expects of site/src:
//
//   - index.html names its scripts and style sheets by relative paths. Each is
//     bundled with what it imports; the bundle is named after its content.
//   - A script may import one that index.html names before it.
//   - Whoever imports wasm_exec.js gets the glue of the toolchain.
//   - A script that starts a worker says new URL("./worker.js", import.meta.url).
//   - The scripts import what the build decides from a module manifest.js:
//     wasm, more, live, files, reports (the bundles), precache
//     (what the page needs offline), version and build (another for every
//     content of precache). The names are relative to the root of the page. A
//     file src/manifest.js serves the sources unbuilt and is replaced.
//   - sw.js is the service worker. It keeps its name.
//   - examples.js names messages of testdata; they are copied to examples/.
//   - Everything else is copied as it is.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"github.com/hopproof/hopproof"
)

func main() {
	root := flag.String("root", ".", "root of the module")
	out := flag.String("out", "", "folder to write to (default: site/dist)")
	version := flag.String("version", hopproof.Version, "version of the program")
	plain := flag.Bool("plain", false, "leave out compressed forms and sizes: for tests, which they would hold up")
	flag.Parse()
	b := &build{root: *root, src: filepath.Join(*root, "site", "src"), out: *out, version: *version, plain: *plain}
	if b.out == "" {
		b.out = filepath.Join(*root, "site", "dist")
	}
	if err := b.run(); err != nil {
		fmt.Fprintln(os.Stderr, "build:", err)
		os.Exit(1)
	}
}

// build is one run.
type build struct {
	root, src, out string
	version        string
	plain          bool
	manifest       manifest
	files          map[string][]byte // of the page, by path
	first          map[string]bool   // those that the first view loads, besides the bundle
	scripts        map[string]string // the bundles that a page names, by their source
}

func (b *build) run() error {
	b.files, b.first, b.scripts = map[string][]byte{}, map[string]bool{}, map[string]string{}
	for _, step := range []func() error{b.compileBundles, b.licences, b.examples, b.page, b.serviceWorker} {
		if err := step(); err != nil {
			return err
		}
	}
	if b.plain {
		return b.write(nil)
	}
	packed, err := compress(b.files)
	if err != nil {
		return err
	}
	report, first := b.sizes(packed)
	b.files["sizes.txt"] = []byte(report)
	if err := b.write(packed); err != nil {
		return err
	}
	fmt.Print(report)
	return first.over()
}
