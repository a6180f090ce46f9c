package send

import (
	"cmp"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/internal/tsv"
)

// TestSendAsTable: sorted, unique, sourced, and each row is met by a reply made
// of it.
func TestSendAsTable(t *testing.T) {
	last := tsv.Row{"", ""}
	for n, row := range tsv.Rows(sendAsTSV) {
		if n > 0 && cmp.Or(cmp.Compare(row[0], last[0]), cmp.Compare(row[1], last[1])) <= 0 {
			t.Errorf("row %d is out of order", n)
		}
		if row[0]+row[1] == "" || row[1] != strings.ToLower(row[1]) || row[2] == "" || len(row[3]) != len("2026-11") {
			t.Errorf("row %d: %q", n, row)
		}
		if !refusesSendAs(&Reply{Code: 550, Lines: []string{row[0] + " x", strings.ToUpper(row[1])}}) {
			t.Errorf("row %d is not met", n)
		}
		last = row
	}
	if refusesSendAs(&Reply{Code: 550, Lines: []string{"5.7.1 Relaying denied"}}) {
		t.Error("any refusal counts")
	}
}
