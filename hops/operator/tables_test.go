package operator

import (
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hopproof/hopproof/internal/tsv"
)

var tables = []struct {
	name, text string
	columns    []string
	// compare orders rows by their first cell.
	compare func(a, b string) int
}{
	{"hosts", hostsTSV, []string{"pattern", "operator", "kind", "cloud", "product", "example", "source", "checked"}, strings.Compare},
	{"ranges", rangesTSV, []string{"prefix", "operator", "use", "inside", "cloud", "example", "source", "checked"}, comparePrefixes},
	{"regions", regionsTSV, []string{"code", "name", "example", "source", "checked"}, strings.Compare},
}

func comparePrefixes(a, b string) int {
	p, q := netip.MustParsePrefix(a), netip.MustParsePrefix(b)
	if c := p.Addr().Compare(q.Addr()); c != 0 {
		return c
	}
	return p.Bits() - q.Bits()
}

func TestTables(t *testing.T) {
	for _, table := range tables {
		t.Run(table.name, func(t *testing.T) {
			lines := strings.Split(strings.TrimSuffix(table.text, "\n"), "\n")
			if heading := strings.Split(lines[0], "\t"); !slices.Equal(heading, table.columns) {
				t.Fatalf("heading is %q", heading)
			}
			previous := ""
			for _, line := range lines[1:] {
				cells := strings.Split(line, "\t")
				if len(cells) != len(table.columns) {
					t.Errorf("row %q has %d cells", cells[0], len(cells))
					continue
				}
				if previous != "" && table.compare(previous, cells[0]) >= 0 {
					t.Errorf("row %q is not sorted, or twice", cells[0])
				}
				previous = cells[0]
				checkSourced(t, cells)
			}
		})
	}
}

func checkSourced(t *testing.T, cells []string) {
	t.Helper()
	n := len(cells)
	example, source, checked := cells[n-3], cells[n-2], cells[n-1]
	if example == "" || len(source) < 8 {
		t.Errorf("row %q lacks an example or a source", cells[0])
	}
	if _, err := time.Parse("2006-01", checked); err != nil {
		t.Errorf("row %q was checked %q", cells[0], checked)
	}
	for _, cell := range cells {
		if strings.TrimSpace(cell) != cell {
			t.Errorf("row %q has a cell with white space around it: %q", cells[0], cell)
		}
	}
}

func TestHostWords(t *testing.T) {
	clouds := []string{"", CloudWorldwide, CloudUSGovernment, CloudChina, CloudGermany}
	for _, cells := range tsv.Rows(hostsTSV) {
		if kind := kindOf(cells[2]); kind == KindUnknown {
			t.Errorf("row %q has the unknown kind %q", cells[0], cells[2])
		}
		if !slices.Contains(clouds, cells[3]) || (cells[3] != "") != (cells[1] == Microsoft) {
			t.Errorf("row %q has the cloud %q", cells[0], cells[3])
		}
		if cells[1] == "" || strings.ToLower(cells[0]) != cells[0] && !strings.ContainsAny(cells[0], shapeBytes) {
			t.Errorf("row %q: no operator, or a pattern in capitals", cells[0])
		}
	}
	for _, cells := range tsv.Rows(rangesTSV) {
		if use := slices.Index(useNames[:], cells[2]); use <= int(UsePublic) {
			t.Errorf("row %q has the unknown use %q", cells[0], cells[2])
		}
		prefix := netip.MustParsePrefix(cells[0])
		if prefix != prefix.Masked() || !prefix.Contains(netip.MustParseAddr(cells[5])) {
			t.Errorf("row %q: bits below the mask, or an example outside", cells[0])
		}
		if cells[3] != "yes" && cells[3] != "no" {
			t.Errorf("row %q: inside is %q", cells[0], cells[3])
		}
		if !slices.Contains(clouds, cells[4]) || (cells[4] != "") != (cells[1] == Microsoft) {
			t.Errorf("row %q has the cloud %q", cells[0], cells[4])
		}
	}
}

// Two rows of one end may not both match and be ranked the same: which one
// wins would then depend on the order of the file.
func TestHostRowsDisjoint(t *testing.T) {
	for _, cells := range tsv.Rows(hostsTSV) {
		_, end := splitPattern(cells[0])
		name := strings.ToLower(cells[5])
		best, same := -2, 0
		for _, row := range hostTable()[lastTwo(end)] {
			if row.end != end {
				continue
			}
			rest, ok := strings.CutSuffix(name, end)
			if !ok || !row.head.match([]byte(rest)) {
				continue
			}
			switch rank := row.head.rank(); {
			case rank > best:
				best, same = rank, 1
			case rank == best:
				same++
			}
		}
		if same != 1 {
			t.Errorf("%d rows of rank %d match %q", same, best, cells[5])
		}
	}
}

func TestNoAllocations(t *testing.T) {
	addrs := []netip.Addr{netip.MustParseAddr("40.107.20.41"), netip.MustParseAddr("::ffff:10.0.0.1"), netip.MustParseAddr("2603:10a6::1")}
	Host("mx.google.com")
	Addr(addrs[0])
	RegionOf(benchHosts[0])
	allocs := testing.AllocsPerRun(100, func() {
		for _, name := range benchHosts {
			Host(name)
			RegionOf(name)
			SameNode(name, name)
		}
		for _, ip := range addrs {
			Addr(ip)
		}
	})
	if allocs != 0 {
		t.Errorf("%v allocations", allocs)
	}
}
