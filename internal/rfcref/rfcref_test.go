package rfcref

import (
	_ "embed" // the sections
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/internal/tsv"
)

// The columns are the RFC, the section or nothing for the RFC itself, its title,
// how that is known, and the month of the check.
//
//go:embed sections.tsv
var table string

const root = "../.."

// known are the rows by "RFC section".
func known(t *testing.T) map[string]bool {
	t.Helper()
	list := map[string]bool{}
	before := []int{}
	for _, c := range tsv.Rows(table) {
		number, err := strconv.Atoi(c[0])
		if err != nil || c[2] == "" || !slices.Contains([]string{"contents", "cited", "known"}, c[3]) || c[4] == "" {
			t.Errorf("row %q", c)
		}
		place := append([]int{number}, order(c[1])...)
		if slices.Compare(before, place) >= 0 {
			t.Errorf("%s %s stands at the wrong place", c[0], c[1])
		}
		before, list[c[0]+" "+c[1]] = place, true
	}
	return list
}

// order is the place of a section: before all of them the RFC itself, behind
// them the appendices.
func order(section string) (place []int) {
	for part := range strings.SplitSeq(section, ".") {
		n, err := strconv.Atoi(part)
		if err != nil && part != "" {
			n = 1000 + int(part[0])
		}
		place = append(place, n)
	}
	return place
}

// reference is an RFC in text, with the sections that are named directly behind
// it: "RFC 5322 section 3.2.2", "RFC 6376, sections 3.4.1 and 3.4.2", "RFC 8601 §2.2".
var reference = regexp.MustCompile(`RFC ?(\d{3,5})` +
	`(?:,? (?:[Ss]ections?|[Aa]ppendix|[Aa]ppendices) (` + number + `(?:(?:, and |, | and | to | or )` + number + `)*)|,? ?§§? ?(` + number + `))?`)

const number = `(?:\d+|[A-Z])(?:\.\d+)*\b`

// references lists what a text refers to, as known has it.
func references(text string) (list []string) {
	for _, m := range reference.FindAllStringSubmatch(text, -1) {
		list = append(list, m[1]+" ")
		for _, section := range regexp.MustCompile(number).FindAllString(m[2]+m[3], -1) {
			list = append(list, m[1]+" "+section)
		}
	}
	return list
}

func TestReferences(t *testing.T) {
	for text, want := range map[string]string{
		"RFC 5322 section 3.2.2, and more":             "5322 |5322 3.2.2",
		"(RFC 6376, sections 3.4.1, 3.4.2 and 8.15).":  "6376 |6376 3.4.1|6376 3.4.2|6376 8.15",
		"RFC 4155, appendix A; RFC 8463 appendix A.2.": "4155 |4155 A|8463 |8463 A.2",
		"RFC 8601 §2.7.4,RFC 3207 §4":                  "8601 |8601 2.7.4|3207 |3207 4",
		"RFC 7208 section 4.3, RFC 8616 section 4":     "7208 |7208 4.3|8616 |8616 4",
		"RFC 2606 names. Section 5 of nothing":         "2606 ",
		"RFC 5321 section 4.4 and 5 more":              "5321 |5321 4.4|5321 5",
		"RFC 5321 section 4.2 A reply":                 "5321 |5321 4.2",
	} {
		if got := strings.Join(references(text), "|"); got != want {
			t.Errorf("%s: %s", text, got)
		}
	}
}

// TestSections: every reference names a section that is known to exist.
func TestSections(t *testing.T) {
	list := known(t)
	used := map[string]bool{}
	for path, text := range texts(t) {
		missing := map[string]bool{} // each is said once for a file
		for _, r := range references(text) {
			used[r] = true
			if !list[r] && !missing[r] {
				missing[r] = true
				t.Errorf("%s: RFC %s is not in sections.tsv: look up that it exists, and add it with its title", path, r)
			}
		}
	}
	if len(used) < 300 {
		t.Errorf("only %d references were found", len(used))
	}
}

// texts are the comments of all Go files, each joined to one line, and the tables.
func texts(t *testing.T) map[string]string {
	t.Helper()
	list := map[string]string{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			if err == nil && (d.Name() == ".git" || d.Name() == "node_modules" || d.Name() == "rfcref" || d.Name() == "dist") {
				return filepath.SkipDir
			}
			return err
		}
		switch filepath.Ext(path) {
		case ".go":
			text, err := comments(path)
			list[path] = text
			return err
		case ".tsv":
			text, err := os.ReadFile(path)
			list[path] = string(text)
			return err
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func comments(path string) (string, error) {
	f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for _, group := range f.Comments {
		b.WriteString(strings.Join(strings.Fields(group.Text()), " ") + "\n")
	}
	return b.String(), nil
}
