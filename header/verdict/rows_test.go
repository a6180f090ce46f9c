package verdict

import (
	"os"
	"strings"
	"testing"
)

// rows reads a table of the package without its heading.
func rows(t *testing.T, name string, columns int) [][]string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var list [][]string
	for i, line := range strings.Split(strings.TrimSuffix(string(data), "\n"), "\n") {
		cells := strings.Split(line, "\t")
		if len(cells) != columns {
			t.Errorf("%s:%d has %d columns", name, i+1, len(cells))
		} else if i > 0 {
			list = append(list, cells)
		}
	}
	return list
}
