package main

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// sources are a page in small: a script that begins early, a module in a folder, a
// worker, a chunk that is loaded on demand, a service worker.
var sources = map[string]string{
	"index.html":     `<link rel="stylesheet" href="style/main.css"><link rel="icon" href="icon.svg"><script type="module" async src="first.js"></script><script type="module" src="./main.js"></script>`,
	"first.js":       `export const begun = "it has begun"; console.log(begun);`,
	"style/main.css": `@import "base.css"; b { color: red }`,
	"style/base.css": `a { color: blue }`,
	"icon.svg":       `<svg xmlns="http://www.w3.org/2000/svg"/>`,
	"main.js":        `import { begun } from "./first.js"; import { go } from "./work/start.js"; go(begun); import("./lang/fr.js").then(m => m.say());`,
	"lang/fr.js":     `export const say = () => console.log("bonjour");`,
	"work/start.js":  `export const go = () => new Worker(new URL("../worker.js", import.meta.url));`,
	"worker.js":      `import { beside } from "./work/beside.js"; import { wasm, live } from "./manifest.js"; fetch(beside(wasm)); console.log(live);`,
	"work/beside.js": `export const beside = (name) => new URL("../" + name, import.meta.url);`,
	"manifest.js":    `export const wasm = "dev.wasm";`,
	"sw.js":          `import { precache, build } from "./manifest.js"; caches.open(build).then(c => c.addAll(precache));`,
}

func smallPage(t *testing.T) *build {
	t.Helper()
	src := t.TempDir()
	for name, text := range sources {
		file := filepath.Join(src, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	b := &build{src: src, files: map[string][]byte{}, first: map[string]bool{}, scripts: map[string]string{}}
	b.manifest = manifest{Version: "1.2.3"}
	b.manifest.Wasm = b.add("hopproof.wasm", []byte("offline"))
	b.manifest.Live = b.add("hopproof-live.wasm", []byte("live"))
	for _, step := range []func() error{b.page, b.serviceWorker} {
		if err := step(); err != nil {
			t.Fatal(err)
		}
	}
	return b
}

// only is the one file of the page whose name matches.
func (b *build) only(t *testing.T, pattern string) (name, text string) {
	t.Helper()
	for n, data := range b.files {
		if regexp.MustCompile(`^` + pattern + `$`).MatchString(n) {
			if name != "" {
				t.Errorf("%s and %s match %s", name, n, pattern)
			}
			name, text = n, string(data)
		}
	}
	if name == "" {
		t.Fatalf("no file matches %s", pattern)
	}
	return name, text
}

func contains(t *testing.T, what, text, part string) {
	t.Helper()
	if !strings.Contains(text, part) {
		t.Errorf("%s lacks %q: %s", what, part, text)
	}
}

func TestPage(t *testing.T) {
	b := smallPage(t)
	script, main := b.only(t, `main-[0-9a-f]{10}\.js`)
	style, css := b.only(t, `main-[0-9a-f]{10}\.css`)
	worker, work := b.only(t, `worker-[0-9a-f]{10}\.js`)
	chunk, _ := b.only(t, `fr-[0-9A-Z]+\.js`)
	html := string(b.files["index.html"])
	contains(t, "index.html", html, `href="./`+style+`"`)
	contains(t, "index.html", html, `src="./`+script+`"`)
	contains(t, "index.html", html, `href="icon.svg"`)
	contains(t, "the style sheet", css, "#00f") // blue, as the minifier writes it
	// What the page loads by itself runs once.
	early, _ := b.only(t, `first-[0-9a-f]{10}\.js`)
	contains(t, "the script", main, `from"./`+early+`"`)
	if strings.Contains(main, "it has begun") {
		t.Errorf("the script holds another: %s", main)
	}
	// A module in a folder keeps the address it had outside the bundle.
	contains(t, "the script", main, `new URL("../`+worker+`",new URL("work/start.js",import.meta.url).href)`)
	contains(t, "the script", main, `import("./`+chunk+`")`)
	contains(t, "the worker", work, `new URL("work/beside.js",import.meta.url)`)
	contains(t, "the worker", work, b.manifest.Wasm)
	if _, copied := b.files["manifest.js"]; copied || strings.Contains(work, "dev.wasm") {
		t.Error("the manifest of the sources is still there")
	}
	if b.first[chunk] || !b.first[script] || !b.first[worker] || !b.first[style] {
		t.Errorf("wrong files count for the first view: %v", b.first)
	}
}

// TestServiceWorker: it keeps what works offline, and nothing beyond.
func TestServiceWorker(t *testing.T) {
	b := smallPage(t)
	sw := string(b.files["sw.js"])
	for _, name := range b.offline() {
		contains(t, "sw.js", sw, `"`+name+`"`)
	}
	contains(t, "sw.js", sw, b.manifest.Build)
	for _, name := range []string{b.manifest.Live, `"sw.js"`, `"index.html"`} {
		if strings.Contains(sw, name) {
			t.Errorf("sw.js keeps %s: %s", name, sw)
		}
	}
	if strings.Contains(sw, "import") {
		t.Errorf("sw.js is a module: %s", sw)
	}
}

// TestSame: the same sources make the same files.
func TestSame(t *testing.T) {
	one, two := smallPage(t), smallPage(t)
	if !maps.EqualFunc(one.files, two.files, slices.Equal) {
		t.Error("two builds of one source differ")
	}
}

func TestSizes(t *testing.T) {
	b := smallPage(t)
	files, err := compress(b.files)
	if err != nil {
		t.Fatal(err)
	}
	text, first := b.sizes(files)
	lines := strings.Split(strings.TrimSpace(text), "\n")
	if len(lines) != len(b.files)+3 {
		t.Errorf("%d files, and the sizes are\n%s", len(b.files), strings.Join(lines, "\n"))
	}
	raw := 0
	for name := range b.first {
		raw += len(b.files[name])
	}
	raw += len(b.files["index.html"]) + len(b.files["sw.js"]) + len("offline")
	if sum := lines[len(lines)-2]; strings.Fields(sum)[7] != strconv.Itoa(raw) {
		t.Errorf("the first view is %d bytes, not as in %q", raw, sum)
	}
	if first.over() != nil || (size{gzip: mostGzip + 1}).over() == nil || (size{brotli: mostBrotli + 1}).over() == nil {
		t.Error("the budget is not kept")
	}
}

// TestWrite: a folder that no build has made stays as it is.
func TestWrite(t *testing.T) {
	b := smallPage(t)
	b.out = filepath.Join(t.TempDir(), "dist")
	for range 2 {
		if err := b.write(nil); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := os.Stat(filepath.Join(b.out, "index.html")); err != nil {
		t.Error(err)
	}
	b.out = t.TempDir()
	mine := filepath.Join(b.out, "mine.txt")
	if err := os.WriteFile(mine, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := b.write(nil); err == nil {
		t.Error("a folder with other files was taken")
	}
	if _, err := os.Stat(mine); err != nil {
		t.Error(err)
	}
}
