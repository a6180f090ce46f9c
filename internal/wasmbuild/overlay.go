package wasmbuild

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// What a bundle is compiled from differs from the sources in two ways, both to
// leave out package time and what it brings along, 24 KB of gzip: tables are
// literals, since package embed is one for files with dates; and there is no
// report.Analyze, whose context knows deadlines.
const contextFile = "report/analyze_context.go"

// embedded is a table as the sources embed it.
var embedded = regexp.MustCompile(`//go:embed (\S+)\nvar (\w+) string`)

// embedImport is the import that it needs.
var embedImport = regexp.MustCompile(`(?m)^(import|\t)\s*_ "embed".*\n`)

// overlay writes the sources that a bundle is compiled from in place of others,
// and the list of them that the go command reads (go help build, -overlay).
func (b Build) overlay(dir string) (string, error) {
	root, err := filepath.Abs(b.Root)
	if err != nil {
		return "", err
	}
	replace := map[string]string{}
	add := func(file, text string) error {
		target := filepath.Join(dir, strconv.Itoa(len(replace))+".go")
		replace[file] = target
		return os.WriteFile(target, []byte(text), 0o644)
	}
	if err := add(filepath.Join(root, filepath.FromSlash(contextFile)), "package report\n"); err != nil {
		return "", err
	}
	for _, folder := range []string{"header", "hops", "report", "explain"} {
		err := filepath.WalkDir(filepath.Join(root, folder), func(file string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
				return err
			}
			text, err := os.ReadFile(file)
			if err != nil || !strings.Contains(string(text), "\n//go:embed ") {
				return err
			}
			literal, err := literals(filepath.Dir(file), string(text))
			if err != nil {
				return err
			}
			return add(file, literal)
		})
		if err != nil {
			return "", err
		}
	}
	list, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return "", err
	}
	target := filepath.Join(dir, "overlay.json")
	return target, os.WriteFile(target, list, 0o644)
}

// literals writes the tables into a source that embeds them.
func literals(dir, text string) (string, error) {
	var failed error
	text = embedded.ReplaceAllStringFunc(text, func(match string) string {
		parts := embedded.FindStringSubmatch(match)
		data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(parts[1])))
		if err != nil {
			failed = err
		}
		return fmt.Sprintf("var %s string = %q", parts[2], data)
	})
	if strings.Contains(text, "\n//go:embed ") {
		return "", fmt.Errorf("%s embeds what is no string", dir)
	}
	return strings.Replace(embedImport.ReplaceAllString(text, ""), "import (\n)", "", 1), failed
}
