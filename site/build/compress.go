package main

import (
	"bytes"
	"compress/gzip"
	"path"
	"runtime"
	"sync"

	"github.com/andybalholm/brotli"
)

// packed are the two compressed forms of a file; nil where they gain nothing.
type packed struct{ gzip, brotli []byte }

// compressible are the types of files that hosts compress.
var compressible = map[string]bool{
	".html": true, ".css": true, ".js": true, ".wasm": true, ".svg": true, ".json": true, ".webmanifest": true,
	".txt": true, ".eml": true, ".xml": true, ".tsv": true,
}

// compress packs every file as well as it can be.
func compress(files map[string][]byte) (map[string]packed, error) {
	var (
		all   = map[string]packed{}
		first error
		lock  sync.Mutex
		wait  sync.WaitGroup
		slots = make(chan struct{}, runtime.NumCPU())
	)
	for name, data := range files {
		if !compressible[path.Ext(name)] {
			continue
		}
		wait.Go(func() {
			slots <- struct{}{}
			p, err := pack(data)
			<-slots
			lock.Lock()
			defer lock.Unlock()
			all[name] = p
			if err != nil {
				first = err
			}
		})
	}
	wait.Wait()
	return all, first
}

func pack(data []byte) (packed, error) {
	var g, b bytes.Buffer
	zip, err := gzip.NewWriterLevel(&g, gzip.BestCompression)
	if err != nil {
		return packed{}, err
	}
	if _, err := zip.Write(data); err != nil {
		return packed{}, err
	}
	if err := zip.Close(); err != nil {
		return packed{}, err
	}
	br := brotli.NewWriterOptions(&b, brotli.WriterOptions{Quality: brotli.BestCompression, LGWin: 24})
	if _, err := br.Write(data); err != nil {
		return packed{}, err
	}
	if err := br.Close(); err != nil {
		return packed{}, err
	}
	p := packed{gzip: g.Bytes(), brotli: b.Bytes()}
	if len(p.gzip) >= len(data) {
		p.gzip = nil
	}
	if len(p.brotli) >= len(data) {
		p.brotli = nil
	}
	return p, nil
}
