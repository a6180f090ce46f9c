package site_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/internal/msggen"
	"github.com/hopproof/hopproof/internal/testdns"
	"github.com/hopproof/hopproof/site"
)

// TestPage drives the page in a real browser: node's test runner on folder test,
// against servers that send what a good host sends, and nothing.
func TestPage(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: -short leaves out the browser")
	}
	chromium := chromiumPath()
	node, err := exec.LookPath("node")
	if _, e := os.Stat("test/node_modules"); err != nil || e != nil || chromium == "" {
		t.Skip("skipped: the browser tests need node, Chromium, and npm ci in site/test")
	}
	dist := buildPage(t)
	handler, err := site.NewHandler(os.DirFS(dist))
	if err != nil {
		t.Fatal(err)
	}
	full, plain := httptest.NewServer(handler), httptest.NewServer(plainHost(dist))
	defer full.Close()
	defer plain.Close()
	sub := httptest.NewServer(http.StripPrefix("/tools/hopproof", plainHost(dist)))
	defer sub.Close()

	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	answers := commandAnswers(t, root)
	writeOutlookFile(t, root, answers)
	writeSummaries(t, root, answers)
	env := append(os.Environ(), "HOPPROOF_FULL="+full.URL+"/", "HOPPROOF_PLAIN="+plain.URL+"/",
		"HOPPROOF_SUB="+sub.URL+"/tools/hopproof/", "HOPPROOF_ROOT="+root, "HOPPROOF_CHROMIUM="+chromium,
		"HOPPROOF_ANSWERS="+answers, "HOPPROOF_RESOLVER="+resolver(t, root))
	files, err := filepath.Glob("test/*.test.mjs")
	if err != nil || len(files) == 0 {
		t.Fatal("no browser test was found")
	}
	for _, file := range files {
		name := filepath.Base(file)
		t.Run(strings.TrimSuffix(name, ".test.mjs"), func(t *testing.T) {
			c := exec.Command(node, "--test", "--test-reporter=spec", name)
			c.Dir, c.Env = "test", env
			out, err := c.CombinedOutput()
			if err != nil {
				t.Errorf("%v\n%s", err, out)
				return
			}
			t.Logf("%s", out)
		})
	}
}

// resolver serves the zone of the signed sample by DNS over HTTPS.
func resolver(t *testing.T, root string) string {
	t.Helper()
	zone, err := os.ReadFile(filepath.Join(root, "testdata", "sealed-relay.zone"))
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewTLSServer(testdns.Parse(t, string(zone)))
	t.Cleanup(server.Close)
	return server.URL + "/dns-query"
}

// writeOutlookFile makes an Outlook file of a message of testdata, with another
// inside.
func writeOutlookFile(t *testing.T, root, dir string) {
	t.Helper()
	section := func(name string) string {
		text, err := os.ReadFile(filepath.Join(root, "testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	inner := &msggen.Item{Class: "IPM.Note", Subject: "Scan by login", Headers: section("client-submission-gmail.eml")}
	outer := &msggen.Item{
		Class: "IPM.Note", Subject: "Scan from the second floor", Headers: section("relay-postfix-gmail.eml"),
		Attached: []msggen.Attachment{{Item: inner}},
	}
	if err := os.WriteFile(filepath.Join(dir, "scan.msg"), outer.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

func chromiumPath() string {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// buildPage makes the page in a folder of its own.
func buildPage(t *testing.T) string {
	t.Helper()
	dist := t.TempDir()
	c := exec.Command("go", "run", "./site/build", "-plain", "-out", dist)
	c.Dir = ".."
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return dist
}

// commandAnswers writes what the command says of every message of testdata, for
// the page to be compared with.
func commandAnswers(t *testing.T, root string) string {
	t.Helper()
	dir := t.TempDir()
	command := filepath.Join(dir, "hopproof")
	build := exec.Command("go", "build", "-o", command, "./cmd/hopproof")
	build.Dir = root
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	answer := func(target string, args ...string) {
		c := exec.Command(command, args...)
		c.Dir = root
		out, _ := c.Output() // broken and unknown are exit codes, and no failure here
		if len(out) == 0 {
			t.Fatalf("hopproof %s: no answer", strings.Join(args, " "))
		}
		if err := os.WriteFile(filepath.Join(dir, target), out, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, pattern := range []string{"*.eml", "*.txt"} {
		names, err := filepath.Glob(filepath.Join(root, "testdata", pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range names {
			name := filepath.Base(path)
			for _, lang := range []string{"en", "fr"} {
				for _, verb := range []string{"analyze", "verify"} {
					answer(name+"."+verb+"."+lang+".json", verb, "--format", "json", "--lang", lang, "testdata/"+name)
				}
			}
		}
	}
	answer("declared.json", "verify", "--format", "json", "--lang", "en", "--relay-ip", "203.0.113.25",
		"--relay-host", "relay.contoso.example", "--device-ip", "192.168.20.0/24", "--domain", "contoso.example",
		"testdata/relay-postfix-gmail.eml")
	return dir
}
