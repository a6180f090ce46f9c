// Package npm_test packs the package for Node and bundlers as npm does, installs
// it into an empty folder, and uses it there.
package npm_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/hopproof/hopproof"
	"github.com/hopproof/hopproof/internal/msggen"
)

// TestPackage builds and packs the package once for all that uses it.
func TestPackage(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: -short leaves out the package for Node")
	}
	for _, name := range []string{"node", "npm"} {
		if _, err := exec.LookPath(name); err != nil {
			t.Skipf("skipped: %s is not installed", name)
		}
	}
	project := install(t)
	wanted := wanted(t)
	t.Run("node", func(t *testing.T) { inNode(t, project, wanted) })
	t.Run("types", func(t *testing.T) { typesCheck(t, project) })
	t.Run("bundle", func(t *testing.T) { inBundle(t, project, wanted) })
}

// do runs a program in a folder and gives what it prints.
func do(t *testing.T, dir, name string, args ...string) string {
	t.Helper()
	c := exec.Command(name, args...)
	c.Dir = dir
	var out, complaints bytes.Buffer
	c.Stdout, c.Stderr = &out, &complaints
	if err := c.Run(); err != nil {
		t.Fatalf("%s %q: %v\n%s%s", name, args, err, out.String(), complaints.String())
	}
	return out.String()
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// install packs the package and installs it into an empty project, whose folder
// it returns.
func install(t *testing.T) string {
	dist, packed, project := filepath.Join(t.TempDir(), "dist"), t.TempDir(), t.TempDir()
	do(t, "..", "go", "run", "./npm/build", "-out", dist)
	var list []struct {
		Filename, Name, Version string
		Files                   []struct{ Path string }
	}
	if err := json.Unmarshal([]byte(do(t, dist, "npm", "pack", "--json", "--pack-destination", packed)), &list); err != nil || len(list) != 1 {
		t.Fatalf("npm pack: %v %+v", err, list)
	}
	has := map[string]bool{}
	for _, f := range list[0].Files {
		has[f.Path] = true
	}
	for _, name := range []string{"package.json", "README.md", "LICENSE", "licences.txt", "node.js", "browser.js", "start.js", "wasm_exec.js", "hopproof.wasm", "index.d.ts", "document.d.ts"} {
		if !has[name] {
			t.Errorf("the package has no %s", name)
		}
		delete(has, name)
	}
	if len(has) > 0 || list[0].Name != "hopproof" || list[0].Version != hopproof.Version {
		t.Errorf("%s %s has more: %v", list[0].Name, list[0].Version, has)
	}
	write(t, filepath.Join(project, "package.json"), `{"name":"project","private":true,"type":"module"}`)
	do(t, project, "npm", "install", "--offline", "--no-audit", "--no-fund", filepath.Join(packed, list[0].Filename))
	return project
}

// question is one call of analyze.
type question struct {
	File    string         `json:"file"`
	Options map[string]any `json:"options"`
}

// asked is a question and what the command answers.
type asked struct {
	question
	answer string
}

// wanted are the answers of the command for every message of testdata.
func wanted(t *testing.T) (list []asked) {
	command := filepath.Join(t.TempDir(), "hopproof.exe")
	do(t, "..", "go", "build", "-ldflags=-X main.version="+hopproof.Version, "-o", command, "./cmd/hopproof")
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	ask := func(name string, options map[string]any, args ...string) {
		c := exec.Command(command, append(args, "--format", "ndjson", "--", name)...)
		c.Dir = root
		out, _ := c.Output() // broken and unknown are exit codes
		if len(out) == 0 {
			t.Fatalf("hopproof %q %s: no answer", args, name)
		}
		file := name
		if !filepath.IsAbs(name) {
			file = filepath.Join(root, name)
		}
		options["name"] = name
		list = append(list, asked{question{file, options}, strings.TrimSpace(string(out))})
	}
	for _, pattern := range []string{"*.eml", "*.txt"} {
		paths, err := filepath.Glob("../testdata/" + pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			if info, err := os.Stat(path); err != nil || info.Size() == 0 {
				continue // the command has no document of an empty file
			}
			name := "testdata/" + filepath.Base(path)
			ask(name, map[string]any{}, "analyze")
			ask(name, map[string]any{"lang": "fr", "route": "office365-relay", "declared": map[string]any{"relay_ip": []string{"203.0.113.25"}}},
				"verify", "--lang", "fr", "--relay-ip", "203.0.113.25")
		}
	}
	outlook := outlookFile(t)
	ask(outlook, map[string]any{}, "analyze")
	ask(outlook, map[string]any{"inner_number": 1}, "analyze", "--inner", "1")
	if len(list) < 40 {
		t.Fatalf("only %d answers", len(list))
	}
	return list
}

// outlookFile is a message of testdata as an Outlook file, with another inside.
func outlookFile(t *testing.T) string {
	t.Helper()
	section := func(name string) string {
		text, err := os.ReadFile("../testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	inner := &msggen.Item{Class: "IPM.Note", Subject: "Scan by login", Headers: section("client-submission-gmail.eml")}
	outer := &msggen.Item{Class: "IPM.Note", Subject: "Scan", Headers: section("relay-postfix-gmail.eml"), Attached: []msggen.Attachment{{Item: inner}}}
	file := filepath.Join(t.TempDir(), "scan.msg")
	write(t, file, string(outer.Bytes()))
	return file
}

func questions(list []asked) string {
	var all []question
	for _, a := range list {
		all = append(all, a.question)
	}
	text, _ := json.Marshal(all) // texts and lists: it cannot fail
	return string(text)
}

// compare holds answers, one JSON text each, against those of the command.
func compare(t *testing.T, got string, wanted []asked) {
	t.Helper()
	var texts []string
	if err := json.Unmarshal([]byte(got), &texts); err != nil || len(texts) != len(wanted) {
		t.Fatalf("%d answers to %d questions: %v\n%.300s", len(texts), len(wanted), err, got)
	}
	for i, a := range wanted {
		if plain(t, texts[i]) != plain(t, a.answer) {
			t.Errorf("%s %v:\n%s\nwant\n%s", a.File, a.Options, texts[i], a.answer)
		}
	}
}

// plain writes a JSON text as JavaScript does, without escapes that need not be.
func plain(t *testing.T, text string) string {
	t.Helper()
	decoder := json.NewDecoder(strings.NewReader(text))
	var b strings.Builder
	for {
		token, err := decoder.Token()
		if err != nil {
			return b.String()
		}
		if s, ok := token.(string); ok {
			token = "s" + s
		}
		line, _ := json.Marshal(token)
		b.Write(append(line, '\n'))
	}
}

func inNode(t *testing.T, project string, wanted []asked) {
	write(t, filepath.Join(project, "ask.mjs"), source(t, "ask.mjs"))
	c := exec.Command("node", "ask.mjs")
	c.Dir, c.Stdin = project, strings.NewReader(questions(wanted))
	var complaints bytes.Buffer
	c.Stderr = &complaints
	out, err := c.Output()
	if err != nil || complaints.Len() > 0 {
		t.Fatalf("%v\n%s", err, complaints.String())
	}
	compare(t, string(out), wanted)
	write(t, filepath.Join(project, "use.test.mjs"), source(t, "use.test.mjs"))
	t.Log(do(t, project, "node", "--test", "use.test.mjs"))
}

// source is a file of folder test.
func source(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("test", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// modules are those of the browser tests, which test.sh installs.
const modules = "../site/test/node_modules"

// tool is the path of one of them.
func tool(t *testing.T, name string) string {
	t.Helper()
	path, err := filepath.Abs(filepath.Join(modules, filepath.FromSlash(name)))
	if err == nil {
		_, err = os.Stat(path)
	}
	if err != nil {
		t.Skipf("skipped: %s is not installed: npm ci in site/test", name)
	}
	return path
}

// typesCheck: tsc takes right uses and refuses wrong ones, by both ways to find
// modules, without the types of Node or a browser.
func typesCheck(t *testing.T, project string) {
	tsc := tool(t, "typescript/bin/tsc")
	write(t, filepath.Join(project, "use.mts"), source(t, "use.mts"))
	for _, way := range [][]string{{"--module", "nodenext"}, {"--module", "esnext", "--moduleResolution", "bundler"}} {
		do(t, project, "node", append([]string{tsc, "--noEmit", "--strict", "--target", "es2022", "--lib", "es2022", "--types", "", "use.mts"}, way...)...)
	}
}

// inBundle: a page that esbuild bundles gives the same in Chromium.
func inBundle(t *testing.T, project string, wanted []asked) {
	playwright := tool(t, "playwright-core/index.mjs")
	chromium := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil && chromium == "" {
			chromium = path
		}
	}
	if chromium == "" {
		t.Skip("skipped: Chromium is not installed")
	}
	page := t.TempDir()
	write(t, filepath.Join(project, "page.js"), source(t, "page.js"))
	result := api.Build(api.BuildOptions{AbsWorkingDir: project, EntryPoints: []string{"page.js"}, Outdir: page, Bundle: true, Format: api.FormatESModule,
		MinifyIdentifiers: true, MinifySyntax: true, MinifyWhitespace: true, Write: true})
	if len(result.Errors)+len(result.Warnings) > 0 {
		t.Fatalf("esbuild: %+v %+v", result.Errors, result.Warnings)
	}
	program, err := os.ReadFile(filepath.Join(project, "node_modules", "hopproof", "hopproof.wasm"))
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(page, "hopproof.wasm"), string(program))
	write(t, filepath.Join(page, "index.html"), `<!doctype html><title>page</title><script type="module" src="page.js"></script>`)
	server := httptest.NewServer(policy(http.FileServer(http.Dir(page))))
	defer server.Close()
	c := exec.Command("node", "test/browse.mjs")
	c.Stdin = strings.NewReader(questions(wanted))
	c.Env = append(os.Environ(), "HOPPROOF_PLAYWRIGHT="+playwright, "HOPPROOF_CHROMIUM="+chromium, "HOPPROOF_PAGE="+server.URL+"/")
	var complaints bytes.Buffer
	c.Stderr = &complaints
	out, err := c.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, complaints.String())
	}
	compare(t, string(out), wanted)
}

// policy is the strictest under which a page can run WebAssembly.
func policy(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'none'; connect-src 'self'; script-src 'self' 'wasm-unsafe-eval'")
		next.ServeHTTP(w, r)
	})
}
