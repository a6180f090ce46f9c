// Command release makes what a release consists of: for each system an archive
// with the program, the page inside it, the program that assistants start, the
// manual pages, the completions for shells and all licences; and SHA256SUMS. Run it at the root of the module:
//
//	go run ./internal/release --version v0.1.0 --dir dist
//
// It needs Go alone. The same sources give the same bytes, with the same version
// of Go, on every machine: no paths, no names, no state of the repository, and
// one time for all files, that of the commit or of SOURCE_DATE_EPOCH.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// everywhere are the systems that a release is made for.
const everywhere = "darwin/amd64,darwin/arm64,linux/amd64,linux/arm64,windows/amd64,windows/arm64"

func main() {
	r := release{root: "."}
	var targets string
	flag.StringVar(&r.version, "version", "", "version of the release, such as v0.1.0")
	flag.StringVar(&r.dir, "dir", "dist", "folder for the archives; it must be empty or new")
	flag.StringVar(&r.page, "page", "", "folder of a page that was built with -plain (default: it is built)")
	flag.StringVar(&targets, "targets", everywhere, "systems to build for")
	flag.Parse()
	err := r.check(targets)
	if err == nil {
		err = r.run()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "release:", err)
		os.Exit(1)
	}
}

// release is one run.
type release struct {
	root, dir string
	version   string
	page      string
	targets   []target
	time      time.Time // of every file
	work      string    // folder for what is on its way
}

// target is a system.
type target struct{ os, arch string }

var semantic = regexp.MustCompile(`^v\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$`)

// check reads what the flags say. A version without v would be none to Go.
func (r *release) check(targets string) (err error) {
	if !semantic.MatchString(r.version) {
		return fmt.Errorf("--version %q: not a version such as v0.1.0", r.version)
	}
	for text := range strings.SplitSeq(targets, ",") {
		system, arch, found := strings.Cut(text, "/")
		if !found {
			return fmt.Errorf("--targets: %q is not such as linux/amd64", text)
		}
		r.targets = append(r.targets, target{system, arch})
	}
	if entries, err := os.ReadDir(r.dir); err == nil && len(entries) > 0 {
		return fmt.Errorf("--dir %s: is not empty", r.dir)
	}
	r.time, err = r.sourceTime()
	return err
}

// sourceTime is when the sources were last changed.
func (r *release) sourceTime() (time.Time, error) {
	text := os.Getenv("SOURCE_DATE_EPOCH")
	if text == "" {
		log := exec.Command("git", "log", "-1", "--format=%ct")
		log.Dir = r.root
		out, err := log.Output()
		if err != nil {
			return time.Time{}, errors.New("this is no clone: set SOURCE_DATE_EPOCH to the time of the sources")
		}
		text = strings.TrimSpace(string(out))
	}
	seconds, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return time.Time{}, fmt.Errorf("the time of the sources: %w", err)
	}
	return time.Unix(seconds, 0).UTC(), nil
}
