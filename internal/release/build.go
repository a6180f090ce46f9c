package main

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/hopproof/hopproof/internal/gocommand"
	"github.com/hopproof/hopproof/internal/licences"
	"github.com/hopproof/hopproof/site"
)

// run makes the archives and their checksums.
func (r *release) run() (err error) {
	if r.work, err = os.MkdirTemp("", "hopproof-release-"); err != nil {
		return err
	}
	defer os.RemoveAll(r.work)
	overlay, err := r.overlay()
	if err != nil {
		return err
	}
	common, err := r.documents(overlay)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(r.dir, 0o755); err != nil {
		return err
	}
	var sums strings.Builder
	for _, t := range r.targets {
		name, data, err := r.archive(t, overlay, common)
		if err == nil {
			err = os.WriteFile(filepath.Join(r.dir, name), data, 0o644)
		}
		if err != nil {
			return err
		}
		fmt.Fprintf(&sums, "%x  %s\n", sha256.Sum256(data), name)
		fmt.Println(name, len(data))
	}
	return os.WriteFile(filepath.Join(r.dir, "SHA256SUMS"), []byte(sums.String()), 0o644)
}

// overlay has the go command compile the page in as one file, in place of what
// lies in site/dist (go help build, -overlay). It returns the list for it.
func (r *release) overlay() (string, error) {
	page := r.page
	if page == "" {
		page = filepath.Join(r.work, "page")
		if err := os.Mkdir(page, 0o755); err != nil {
			return "", err
		}
		if _, err := r.goCommand(nil, "run", "./site/build", "-plain", "-version", r.version, "-out", page); err != nil {
			return "", err
		}
	}
	files, err := readFiles(page, "", 0o644)
	if err != nil {
		return "", err
	}
	if !slices.ContainsFunc(files, func(f file) bool { return f.name == "index.html" }) {
		return "", fmt.Errorf("no page is in %s", page)
	}
	packed, err := r.zip(files)
	if err != nil {
		return "", err
	}
	dist, err := filepath.Abs(filepath.Join(r.root, "site", "dist"))
	if err != nil {
		return "", err
	}
	replace := map[string]string{}
	err = filepath.WalkDir(dist, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && d.Name() != ".gitkeep" {
			replace[path] = "" // as if it were not there
		}
		return err
	})
	target, list := filepath.Join(r.work, site.Packed), filepath.Join(r.work, "overlay.json")
	replace[filepath.Join(dist, site.Packed)] = target
	text, jsonErr := json.Marshal(map[string]any{"Replace": replace})
	return list, errors.Join(err, jsonErr, os.WriteFile(target, packed, 0o644), os.WriteFile(list, text, 0o644))
}

// compile builds the program for a system, once, and returns where it lies.
func (r *release) compile(t target, overlay string) (string, error) {
	return r.compileIn(".", t, "hopproof", "./cmd/hopproof", "-overlay="+overlay)
}

// compileIn builds a program of the module in a folder.
func (r *release) compileIn(folder string, t target, name, from string, flags ...string) (string, error) {
	program := filepath.Join(r.work, t.os+"-"+t.arch, name)
	if t.os == "windows" {
		program += ".exe"
	}
	if _, err := os.Stat(program); err == nil {
		return program, nil
	}
	args := append([]string{"build", "-C", folder, "-trimpath", "-buildvcs=false", "-ldflags=-s -w -buildid= -X main.version=" + r.version,
		"-o", program}, flags...)
	_, err := r.goCommand(t.environment(), append(args, from)...)
	return program, err
}

// environment makes a program that is the same from everywhere and runs on every
// machine of its kind: no C, the oldest instructions.
func (t target) environment() []string {
	return []string{"GOOS=" + t.os, "GOARCH=" + t.arch, "GOAMD64=v1", "GOARM64=v8.0", "CGO_ENABLED=0", "GOEXPERIMENT="}
}

func (r *release) goCommand(environment []string, args ...string) (string, error) {
	return gocommand.Run(r.root, environment, args...)
}

// scripts are the files of the completions.
var scripts = map[string]string{"bash": "hopproof.bash", "zsh": "_hopproof", "fish": "hopproof.fish", "powershell": "hopproof.ps1"}

// documents are the files that are the same in every archive. The program writes
// its manual and completions itself.
func (r *release) documents(overlay string) (list []file, err error) {
	for _, name := range []string{"LICENSE", "README.md", "CHANGELOG.md"} {
		data, err := os.ReadFile(filepath.Join(r.root, name))
		if err != nil {
			return nil, err
		}
		list = append(list, file{name, data, 0o644})
	}
	program, err := r.compile(target{runtime.GOOS, runtime.GOARCH}, overlay)
	if err != nil {
		return nil, err
	}
	for shell, name := range scripts {
		script, err := exec.Command(program, "completion", shell).Output()
		if err != nil {
			return nil, fmt.Errorf("completion %s: %w", shell, err)
		}
		list = append(list, file{"completions/" + name, script, 0o644})
	}
	man := filepath.Join(r.work, "man")
	if err := exec.Command(program, "man", "--dir", man).Run(); err != nil {
		return nil, fmt.Errorf("man: %w", err)
	}
	pages, err := readFiles(man, "man/man1/", 0o644)
	return append(list, pages...), err
}

// programs are those for a system, and the licences of all that they are made of.
// What assistants start, and what reads mailboxes, are modules of their own.
func (r *release) programs(t target, overlay string) (files []file, err error) {
	for _, x := range []struct{ folder, name, from, licences, flag string }{
		{".", "hopproof", "./cmd/hopproof", "licences.txt", "-overlay=" + overlay},
		{"mcp", "hopproof-mcp", "./hopproof-mcp", "licences-mcp.txt", "-overlay="},
		{"imap", "hopproof-imap", "./hopproof-imap", "licences-imap.txt", "-overlay="},
	} {
		program, err := r.compileIn(x.folder, t, x.name, x.from, x.flag)
		if err != nil {
			return nil, err
		}
		binary, err := os.ReadFile(program)
		if err != nil {
			return nil, err
		}
		root, err := r.goCommand(nil, "env", "GOROOT")
		if err != nil {
			return nil, err
		}
		texts, err := licences.Of(func(args ...string) (string, error) {
			return r.goCommand(t.environment(), append([]string{args[0], "-C", x.folder}, args[1:]...)...)
		}, strings.TrimSpace(root), x.from)
		if err != nil {
			return nil, err
		}
		files = append(files, file{filepath.Base(program), binary, 0o755}, file{x.licences, texts, 0o644})
	}
	return files, nil
}

// archive is the archive for a system: a zip file on Windows, else a tar file.
func (r *release) archive(t target, overlay string, common []file) (name string, data []byte, err error) {
	files, err := r.programs(t, overlay)
	if err != nil {
		return "", nil, err
	}
	folder := "hopproof_" + r.version + "_" + t.os + "_" + t.arch
	files = append(files, common...)
	for i := range files {
		files[i].name = folder + "/" + files[i].name
	}
	if t.os == "windows" {
		data, err = r.zip(files)
		return folder + ".zip", data, err
	}
	data, err = r.tar(files)
	return folder + ".tar.gz", data, err
}
