package main

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

const (
	formatModule = api.FormatESModule
	formatScript = api.FormatIIFE // a service worker is no module in every browser
)

// browsers are those that the bundles are written for.
var browsers = []api.Engine{
	{Name: api.EngineChrome, Version: "111"}, {Name: api.EngineFirefox, Version: "114"}, {Name: api.EngineSafari, Version: "16.4"},
}

// bundled is a script or style sheet with all that it imports, and the chunks
// that it loads on demand.
type bundled struct {
	main   []byte
	chunks map[string][]byte
}

// entry bundles a source file and returns the name of the bundle.
func (b *build) entry(rel string) (string, error) {
	bundle, err := b.bundle(rel, formatModule)
	if err != nil {
		return "", err
	}
	for name, data := range bundle.chunks {
		b.files[name] = data
	}
	name := b.add(path.Base(rel), bundle.main)
	b.first[name] = true
	return name, nil
}

func (b *build) bundle(rel string, format api.Format) (bundled, error) {
	src, err := filepath.Abs(b.src)
	if err != nil {
		return bundled{}, err
	}
	result := api.Build(api.BuildOptions{
		AbsWorkingDir: src, EntryPoints: []string{filepath.Join(src, filepath.FromSlash(rel))},
		Outdir: src, EntryNames: "main", ChunkNames: "[name]-[hash]",
		Bundle: true, Format: format, Splitting: format == formatModule,
		MinifyWhitespace: true, MinifyIdentifiers: true, MinifySyntax: true,
		Charset: api.CharsetUTF8, LegalComments: api.LegalCommentsNone, Engines: browsers,
		Loader:   map[string]api.Loader{".svg": api.LoaderDataURL, ".woff2": api.LoaderDataURL},
		Plugins:  []api.Plugin{b.plugin(src)},
		LogLevel: api.LogLevelSilent,
	})
	if len(result.Errors) > 0 {
		return bundled{}, fmt.Errorf("%s", strings.Join(api.FormatMessages(result.Errors, api.FormatMessagesOptions{}), "\n"))
	}
	out := bundled{chunks: map[string][]byte{}}
	for _, file := range result.OutputFiles {
		name, err := filepath.Rel(src, file.Path)
		if err != nil {
			return out, err
		}
		if strings.TrimSuffix(name, path.Ext(name)) == "main" {
			out.main = file.Contents
		} else {
			out.chunks[filepath.ToSlash(name)] = file.Contents
		}
	}
	return out, nil
}

// workerURL is how a script names a worker; ownURL how it names itself.
var (
	workerURL = regexp.MustCompile(`new URL\("(\.{1,2}/[A-Za-z0-9_./-]+\.js)", import\.meta\.url\)`)
	ownURL    = regexp.MustCompile(`\bimport\.meta\.url\b`)
)

// plugin gives the sources what the build decides: manifest.js, the names of
// workers, and for modules in folders the address that they would have outside a
// bundle, which lies at the root.
func (b *build) plugin(src string) api.Plugin {
	return api.Plugin{Name: "hopproof", Setup: func(p api.PluginBuild) {
		p.OnResolve(api.OnResolveOptions{Filter: `/manifest\.js$`}, func(api.OnResolveArgs) (api.OnResolveResult, error) {
			return api.OnResolveResult{Path: "manifest.js", Namespace: "manifest"}, nil
		})
		p.OnResolve(api.OnResolveOptions{Filter: `^\.{1,2}/.*\.js$`}, func(args api.OnResolveArgs) (api.OnResolveResult, error) {
			return b.loaded(src, args)
		})
		p.OnResolve(api.OnResolveOptions{Filter: `/wasm_exec\.js$`}, func(api.OnResolveArgs) (api.OnResolveResult, error) {
			return api.OnResolveResult{Path: "wasm_exec.js", Namespace: "toolchain"}, nil
		})
		p.OnLoad(api.OnLoadOptions{Filter: `.*`, Namespace: "toolchain"}, func(api.OnLoadArgs) (api.OnLoadResult, error) {
			text, err := b.sources().Exec()
			return api.OnLoadResult{Contents: &text, Loader: api.LoaderJS}, err
		})
		p.OnLoad(api.OnLoadOptions{Filter: `.*`, Namespace: "manifest"}, func(api.OnLoadArgs) (api.OnLoadResult, error) {
			text, err := b.manifest.module()
			return api.OnLoadResult{Contents: &text, Loader: api.LoaderJS}, err
		})
		p.OnLoad(api.OnLoadOptions{Filter: `\.js$`, Namespace: "file"}, func(args api.OnLoadArgs) (api.OnLoadResult, error) {
			data, err := os.ReadFile(args.Path)
			if err != nil {
				return api.OnLoadResult{}, err
			}
			text, err := b.addresses(src, args.Path, string(data))
			return api.OnLoadResult{Contents: &text, Loader: api.LoaderJS}, err
		})
	}}
}

// loaded lets a script import one that index.html names before it: that one is
// not bundled again, so that it begins early and runs once.
func (b *build) loaded(src string, args api.OnResolveArgs) (api.OnResolveResult, error) {
	rel, err := filepath.Rel(src, filepath.Join(args.ResolveDir, filepath.FromSlash(args.Path)))
	if err != nil {
		return api.OnResolveResult{}, err
	}
	name := b.scripts[filepath.ToSlash(rel)]
	if name == "" || args.Kind != api.ResolveJSImportStatement {
		return api.OnResolveResult{}, nil // bundled as usual
	}
	return api.OnResolveResult{Path: "./" + name, External: true}, nil
}

// addresses rewrites the addresses that a module makes from its own.
func (b *build) addresses(src, file, text string) (string, error) {
	rel, err := filepath.Rel(src, file)
	if err != nil {
		return "", err
	}
	rel = filepath.ToSlash(rel)
	var failed error
	text = workerURL.ReplaceAllStringFunc(text, func(match string) string {
		name, err := b.entry(path.Join(path.Dir(rel), workerURL.FindStringSubmatch(match)[1]))
		if err != nil {
			failed = err
		}
		return `new URL("` + toRoot(rel) + name + `", import.meta.url)`
	})
	if path.Dir(rel) != "." {
		text = ownURL.ReplaceAllString(text, `new URL("`+rel+`", import.meta.url).href`)
	}
	return text, failed
}

// toRoot leads from a file of the page to its root.
func toRoot(rel string) string {
	if n := strings.Count(rel, "/"); n > 0 {
		return strings.Repeat("../", n)
	}
	return "./"
}
