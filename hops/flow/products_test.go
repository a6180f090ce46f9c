package flow

import (
	"slices"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/hops/operator"
)

// TestProducts holds the table to its form: sorted, unique, every row sourced,
// and every example found by its row alone.
func TestProducts(t *testing.T) {
	table := productTable()
	lines := strings.Split(strings.TrimSuffix(productsTSV, "\n"), "\n")[1:]
	keys := make([]string, len(lines))
	for i, line := range lines {
		cells := strings.Split(line, "\t")
		if len(cells) != 6 || slices.Contains(cells, "") {
			t.Fatalf("row %d: %q", i+2, cells)
		}
		kind, pattern, product, example := cells[0], cells[1], cells[2], cells[5]
		keys[i] = kind + "\t" + strings.ToLower(pattern)
		got := ""
		switch kind {
		case "operator", "host":
			class := operator.Host(example)
			if got = table.host(example, class); kind == "operator" && class.Operator != pattern {
				t.Errorf("%s: the table of hosts has no such operator", pattern)
			}
		case "by":
			got = table.by.find(example)
		case "from":
			got = table.from.find(example)
		case "software":
			got = table.software.find(example)
		case "with":
			got = table.with.find(example)
		case "comment":
			got = table.comments.find(example)
		case "field":
			got = table.field(example)
		}
		if got != product {
			t.Errorf("%s %s: the example gives %q, not %q", kind, pattern, got, product)
		}
	}
	if !slices.IsSorted(keys) {
		t.Error("the rows are not sorted")
	}
	if n := len(keys); len(slices.Compact(keys)) != n {
		t.Error("a row stands twice")
	}
}

func TestProductsLeaveOthersAlone(t *testing.T) {
	table := productTable()
	for _, name := range []string{"X-Mailer", "X-MS-Exchange-Organization-SCL", "Subject", "X-", "", "X-Spam-Status", "X-FE", "X-CodeTwoProcessed"} {
		if table.mayKnow(name) && table.field(name) != "" {
			t.Errorf("%s: %s", name, table.field(name))
		}
	}
	for _, host := range []string{"mx.google.com", "postini.com", "notpostini.com", "AM9PR02MB7010.eurprd02.prod.outlook.com", "vger.kernel.org", ""} {
		if got := table.host(host, operator.Host(host)); got != "" {
			t.Errorf("%s: %s", host, got)
		}
	}
}
