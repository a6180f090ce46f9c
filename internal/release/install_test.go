package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"golang.org/x/mod/module"
	modzip "golang.org/x/mod/zip"
)

const path = "github.com/hopproof/hopproof"

// TestInstall: what a module proxy would serve of these sources installs by go
// install, in a folder that knows nothing of the repository, and works.
func TestInstall(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: -short leaves out the installation from a module proxy")
	}
	version := module.Version{Path: path, Version: "v0.9.8"}
	proxy := serveModule(t, version)
	cache, err := exec.Command("go", "env", "GOMODCACHE", "GOPROXY").Output()
	if err != nil {
		t.Fatal(err)
	}
	known, upstream, _ := strings.Cut(strings.TrimSpace(string(cache)), "\n")
	bin := t.TempDir()
	c := exec.Command("go", "install", "-trimpath", path+"/cmd/hopproof@"+version.Version)
	c.Dir = t.TempDir()
	c.Env = append(os.Environ(), "GOBIN="+bin, "GOMODCACHE="+t.TempDir(), "GOFLAGS=-modcacherw", "GONOSUMDB="+path, "GOWORK=off",
		// What this machine has already is not fetched again.
		"GOPROXY="+fileURL(proxy)+","+fileURL(filepath.Join(known, "cache", "download"))+","+upstream)
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("go install: %v\n%s", err, out)
	}
	program := filepath.Join(bin, "hopproof"+map[bool]string{true: ".exe"}[runtime.GOOS == "windows"])
	works(t, program)
	// The module does not hold the page, which is built. It says how to get one.
	out, err := exec.Command(program, "serve", "--listen", "127.0.0.1:0").CombinedOutput()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != 2 || !strings.Contains(string(out), "built without the page") ||
		!strings.Contains(string(out), "archive of a release") {
		t.Errorf("serve without a page: %v\n%s", err, out)
	}
}

func fileURL(dir string) string {
	return "file://" + filepath.ToSlash("/"+strings.TrimPrefix(dir, "/"))
}

// serveModule writes the files of a module proxy (go help goproxy) for the
// sources as they are, with what is not committed yet.
func serveModule(t *testing.T, version module.Version) (dir string) {
	t.Helper()
	list := exec.Command("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
	list.Dir = "../.."
	out, err := list.Output()
	if err != nil {
		t.Skip("skipped: this is no clone, so it is not known what belongs to the module")
	}
	var files []modzip.File
	for name := range strings.SplitSeq(strings.TrimSuffix(string(out), "\x00"), "\x00") {
		if _, err := os.Stat(filepath.Join("../..", name)); err == nil { // else deleted, not committed yet
			files = append(files, source(name))
		}
	}
	dir = t.TempDir()
	at := filepath.Join(dir, filepath.FromSlash(path), "@v")
	if err := os.MkdirAll(at, 0o755); err != nil {
		t.Fatal(err)
	}
	z, err := os.Create(filepath.Join(at, version.Version+".zip"))
	if err != nil {
		t.Fatal(err)
	}
	mod, err := os.ReadFile("../../go.mod")
	err = errors.Join(err, modzip.Create(z, version, files), z.Close(),
		os.WriteFile(filepath.Join(at, version.Version+".mod"), mod, 0o644),
		os.WriteFile(filepath.Join(at, version.Version+".info"), []byte(`{"Version":"`+version.Version+`"}`), 0o644),
		os.WriteFile(filepath.Join(at, "list"), []byte(version.Version+"\n"), 0o644))
	if err != nil {
		t.Fatal(err)
	}
	return dir
}
