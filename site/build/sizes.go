package main

import (
	"fmt"
	"slices"
	"strings"
)

// sizes lists what each file weighs, and the sum of what the first view of the
// page loads: index.html, its scripts and style sheets, and the offline bundle.
func (b *build) sizes(files map[string]packed) (text string, first size) {
	var out strings.Builder
	line := func(name string, s size) { fmt.Fprintf(&out, "%-42s %9d %9d %9d\n", name, s.raw, s.gzip, s.brotli) }
	fmt.Fprintf(&out, "%-42s %9s %9s %9s\n", "bytes", "raw", "gzip", "brotli")
	var names []string
	for name := range b.files {
		names = append(names, name)
	}
	slices.Sort(names)
	var offline size
	beyond := []string{b.manifest.Live, b.manifest.Files}
	for _, name := range names {
		s := sizeOf(b.files[name], files[name])
		line(name, s)
		if b.atOnce(name) {
			first.add(s)
		}
		if !slices.Contains(beyond, name) {
			offline.add(s)
		}
	}
	line("= the page at its first view", first)
	line("= all that works offline", offline)
	return out.String(), first
}

// The budget of the first view in bytes: many hosts compress with gzip only.
const mostGzip, mostBrotli = 950_000, 750_000

// over tells of a page that has grown too large.
func (s size) over() error {
	if s.gzip > mostGzip || s.brotli > mostBrotli {
		return fmt.Errorf("the first view of the page is larger than %d bytes of gzip or %d of brotli", mostGzip, mostBrotli)
	}
	return nil
}

// atOnce reports whether the first view loads a file. Chunks are loaded on
// demand, examples and icons by those who want them.
func (b *build) atOnce(name string) bool {
	switch name {
	case "index.html", "sw.js", b.manifest.Wasm:
		return true
	}
	return b.first[name]
}

type size struct{ raw, gzip, brotli int }

func sizeOf(data []byte, p packed) size {
	s := size{len(data), len(data), len(data)}
	if p.gzip != nil {
		s.gzip = len(p.gzip)
	}
	if p.brotli != nil {
		s.brotli = len(p.brotli)
	}
	return s
}

func (s *size) add(other size) {
	s.raw += other.raw
	s.gzip += other.gzip
	s.brotli += other.brotli
}
