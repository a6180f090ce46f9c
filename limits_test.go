package hopproof_test

import (
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/hopproof/hopproof/internal/testsource"
)

// limitRow is a row of the tables of docs/limits.md: the value, the constant and
// the test.
var limitRow = regexp.MustCompile("(?m)^\\| [^|]+ \\| ([^|]+) \\| `([^`]+)` \\| .+ \\| `([^`]+)` \\|$")

// limitName are the names of constants that bound something.
var limitName = regexp.MustCompile(`\.(max|Max|most)[A-Z]\w*$`)

// aside are folders of which nothing is in the program.
var aside = regexp.MustCompile(`^(internal/(test|msggen|forgery|hostile|wasmpack|docgen|suffixgen|wasmbuild|signgen|tracegen|tsv|fuzzall)|lab|npm|site/build)`)

// TestLimitsDocumented: docs/limits.md names every limit of the source with its
// value, and a test that is there.
func TestLimitsDocumented(t *testing.T) {
	text, err := os.ReadFile("docs/limits.md")
	if err != nil {
		t.Fatal(err)
	}
	m := testsource.Read(t, ".")
	tables, others, _ := strings.Cut(string(text), "## Not limits of work")
	rows := limitRow.FindAllStringSubmatch(tables, -1)
	if lines := strings.Count(tables, "\n| ") - 2*strings.Count(tables, "|---|"); len(rows) < 40 || len(rows) < lines {
		t.Errorf("%d of %d rows can be read", len(rows), lines)
	}
	named := map[string]bool{}
	for _, row := range rows {
		value, name, test := row[1], row[2], row[3]
		named[name] = true
		if got, ok := m.Int(name); !ok || got != written(value, got) {
			t.Errorf("%s is %d in the source (%v), %s in the document", name, got, ok, value)
		}
		if !m.Tests[test] {
			t.Errorf("%s: there is no %s", name, test)
		}
	}
	for _, name := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(others, -1) {
		named[name[1]] = true
		if !slices.Contains(m.Consts(), name[1]) {
			t.Errorf("there is no %s", name[1])
		}
	}
	for _, name := range m.Consts() {
		if limitName.MatchString(name) && !aside.MatchString(name) && !named[name] {
			t.Errorf("%s is not in docs/limits.md", name)
		}
	}
}

// written is the number that a value of the document stands for: "2 MiB", "20
// s", "20,000". Durations of the source count nanoseconds, but for those below a
// thousand million, which are seconds.
func written(value string, source int64) int64 {
	number, unit, _ := strings.Cut(value, " ")
	n, err := strconv.ParseInt(strings.ReplaceAll(number, ",", ""), 10, 64)
	if err != nil {
		return -1
	}
	switch unit {
	case "KiB":
		return n << 10
	case "MiB":
		return n << 20
	case "GiB":
		return n << 30
	case "s":
		if source >= int64(time.Second) {
			return n * int64(time.Second)
		}
	}
	return n
}
