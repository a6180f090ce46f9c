package main

import (
	"archive/tar"
	"archive/zip"
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// makeRelease makes a release for this system in a new folder, with a page that is
// quickly built.
func makeRelease(t *testing.T) (dir string) {
	t.Helper()
	page := t.TempDir()
	if err := os.WriteFile(filepath.Join(page, "index.html"), []byte("<p>page of the release"), 0o644); err != nil {
		t.Fatal(err)
	}
	r := release{root: "../..", dir: filepath.Join(t.TempDir(), "dist"), version: "v0.9.8", page: page}
	t.Setenv("SOURCE_DATE_EPOCH", "1790000000")
	if err := r.check(runtime.GOOS + "/" + runtime.GOARCH); err != nil {
		t.Fatal(err)
	}
	if err := r.run(); err != nil {
		t.Fatal(err)
	}
	return r.dir
}

// TestRelease: a release for this system is the same twice, and what it unpacks
// to in an empty folder does its work there.
func TestRelease(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: -short leaves out the build of a release")
	}
	dir := makeRelease(t)
	sums, err := os.ReadFile(filepath.Join(dir, "SHA256SUMS"))
	if err != nil {
		t.Fatal(err)
	}
	again, err := os.ReadFile(filepath.Join(makeRelease(t), "SHA256SUMS"))
	if err != nil || !bytes.Equal(again, sums) {
		t.Errorf("another release from the same sources: %v\n%s%s", err, sums, again)
	}
	name := "hopproof_v0.9.8_" + runtime.GOOS + "_" + runtime.GOARCH
	archive := name + map[bool]string{true: ".zip", false: ".tar.gz"}[runtime.GOOS == "windows"]
	data, err := os.ReadFile(filepath.Join(dir, archive))
	if err != nil {
		t.Fatal(err)
	}
	if want := fmt.Sprintf("%x  %s\n", sha256.Sum256(data), archive); string(sums) != want {
		t.Errorf("SHA256SUMS: %q, want %q", sums, want)
	}
	folder := filepath.Join(t.TempDir(), name)
	files := unpack(t, data, filepath.Dir(folder))
	for _, want := range []string{"LICENSE", "README.md", "CHANGELOG.md", "licences.txt", "licences-mcp.txt", "hopproof-imap" + map[bool]string{true: ".exe"}[runtime.GOOS == "windows"], "licences-imap.txt", "man/man1/hopproof.1", "man/man1/hopproof-verify.1",
		"completions/hopproof.bash", "completions/_hopproof", "completions/hopproof.fish", "completions/hopproof.ps1"} {
		if !slices.Contains(files, name+"/"+want) {
			t.Errorf("%s is missing in %q", want, files)
		}
	}
	program := filepath.Join(folder, "hopproof"+map[bool]string{true: ".exe"}[runtime.GOOS == "windows"])
	works(t, program)
	serves(t, program)
	assists(t, program)
	releases := t.TempDir()
	if err := os.CopyFS(filepath.Join(releases, "v0.9.8"), os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	actionWorks(t, releases)
}

// unpack writes what an archive holds, and lists it.
func unpack(t *testing.T, data []byte, dir string) (names []string) {
	t.Helper()
	write := func(name string, mode os.FileMode, modified time.Time, r io.Reader) {
		names = append(names, name)
		if !modified.Equal(time.Unix(1790000000, 0)) {
			t.Errorf("%s is of %v", name, modified)
		}
		text, err := io.ReadAll(r)
		target := filepath.Join(dir, filepath.FromSlash(name))
		if err = errors.Join(err, os.MkdirAll(filepath.Dir(target), 0o755), os.WriteFile(target, text, mode)); err != nil {
			t.Fatal(err)
		}
	}
	if runtime.GOOS == "windows" {
		z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range z.File {
			r, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			write(f.Name, f.Mode(), f.Modified, r)
		}
		return names
	}
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if err == io.EOF {
			return names
		}
		if err != nil {
			t.Fatal(err)
		}
		if h.Uid != 0 || h.Uname != "" || h.Typeflag != tar.TypeReg {
			t.Errorf("%s: %+v", h.Name, h)
		}
		write(h.Name, h.FileInfo().Mode(), h.ModTime, r)
	}
}

// works: the program tells its version and does the main job.
func works(t *testing.T, program string) {
	t.Helper()
	for args, want := range map[string]string{
		"version": "hopproof v0.9.8\n",
		"verify --lang en --relay-ip 203.0.113.25 message.eml": "HELD",
		"man verify": `"hopproof v0.9.8"`,
	} {
		c := exec.Command(program, strings.Fields(args)...)
		c.Dir = t.TempDir()
		message, err := os.ReadFile("../../testdata/relay-postfix-gmail.eml")
		if err == nil {
			err = os.WriteFile(filepath.Join(c.Dir, "message.eml"), message, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
		if out, err := c.CombinedOutput(); err != nil || !strings.Contains(string(out), want) {
			t.Errorf("hopproof %s: %v\n%s", args, err, out)
		}
	}
}

// serves: the page is inside.
func serves(t *testing.T, program string) {
	t.Helper()
	c := exec.Command(program, "serve", "--listen", "127.0.0.1:0")
	out, err := c.StdoutPipe()
	if err == nil {
		err = c.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = errors.Join(c.Process.Kill(), c.Wait()) }() // killed: that is no success
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.Get(strings.TrimSpace(address))
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if page, err := io.ReadAll(answer.Body); err != nil || string(page) != "<p>page of the release" {
		t.Errorf("%v %q", err, page)
	}
}

// assists: the program that assistants start is found beside, and of the same
// version.
func assists(t *testing.T, program string) {
	t.Helper()
	c := exec.Command(program, "mcp", "--dns", "never")
	in, err := c.StdinPipe()
	out, err2 := c.StdoutPipe()
	if err := errors.Join(err, err2, c.Start()); err != nil {
		t.Fatal(err)
	}
	_, err = io.WriteString(in, `{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"x","version":"1"}}}`+"\n")
	answer, err2 := bufio.NewReader(out).ReadString('\n')
	if err := errors.Join(err, err2, in.Close(), c.Wait()); err != nil || !strings.Contains(answer, `"serverInfo":{"name":"hopproof","title":"hopproof","version":"v0.9.8"}`) {
		t.Errorf("%v\n%s", err, answer)
	}
}

// TestRefused: what cannot become a release is refused before anything is built.
func TestRefused(t *testing.T) {
	full := t.TempDir()
	if err := os.WriteFile(filepath.Join(full, "old.zip"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("SOURCE_DATE_EPOCH", "1790000000")
	for _, x := range []struct{ version, dir, targets, want string }{
		{"", "new", "linux/amd64", "not a version"}, {"0.1.0", "new", "linux/amd64", "not a version"},
		{"v0.1.0 -X main.x=y", "new", "linux/amd64", "not a version"}, {"v0.1.0", full, "linux/amd64", "is not empty"},
		{"v0.1.0", "new", "linux", "is not such as linux/amd64"},
	} {
		r := release{root: "../..", version: x.version, dir: x.dir}
		if err := r.check(x.targets); err == nil || !strings.Contains(err.Error(), x.want) {
			t.Errorf("%+v: %v", x, err)
		}
	}
	t.Setenv("SOURCE_DATE_EPOCH", "yesterday")
	if err := (&release{version: "v0.1.0", dir: "new"}).check("linux/amd64"); err == nil {
		t.Error("a time that is none was taken")
	}
	r := release{root: "../..", version: "v0.1.0", dir: filepath.Join(t.TempDir(), "d"), page: t.TempDir()}
	if err := r.run(); err == nil || !strings.Contains(err.Error(), "no page is in") {
		t.Errorf("a release without the page: %v", err)
	}
}

// TestZip: what Windows gets holds the same, at the time of the sources.
func TestZip(t *testing.T) {
	r := release{time: time.Unix(1790000000, 0).UTC()}
	files := []file{{"d/b", []byte("B"), 0o644}, {"d/a.exe", []byte("A"), 0o755}}
	data, err := r.zip(files)
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(files)
	if again, err := r.zip(files); err != nil || !bytes.Equal(again, data) {
		t.Errorf("the order of the files shows: %v", err)
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range z.File {
		got = append(got, fmt.Sprint(f.Name, f.Mode(), f.Modified.Unix()))
	}
	if want := "d/a.exe-rwxr-xr-x 1790000000 d/b-rw-r--r-- 1790000000"; strings.Join(got, " ") != want {
		t.Errorf("%q", got)
	}
}
