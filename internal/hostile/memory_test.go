package hostile_test

import (
	"strings"
	"testing"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/internal/msggen"
	"github.com/hopproof/hopproof/report"
)

// dear are the sections that cost most for their size: the smallest pieces that
// become something of their own in the report.
var dear = map[string]struct{ before, piece string }{
	"empty hops":       {"", "Received:\n"},
	"hops":             {"", "Received: from a by b; Wed, 14 Oct 2026 08:15:08 +0000\n"},
	"empty results":    {"Authentication-Results: ", "a;"},
	"results":          {"Authentication-Results: x;", "spf=pass a.b=c;"},
	"addresses":        {"To: ", "a@b,"},
	"keys":             {"X-Forefront-Antispam-Report: ", "a:b;"},
	"tags":             {"DKIM-Signature: ", "a=b;"},
	"sets":             {"", "ARC-Seal: i=1; cv=none\n"},
	"comments":         {"Received: from a ", "(a)"},
	"recipients":       {"Received: from a by b ", "for <a@b> "},
	"fields":           {"", "A:\n"},
	"stray ends":       {"", "A: b\rC\r"},
	"words":            {"Subject: ", "=?utf-8?q?a?= "},
	"rows of a table":  {"Hop\tSubmitting host\tReceiving host\tTime\tDelay\tType\n", "1\ta\tb\tc\td\te\n"},
	"lost indentation": {"Received: from a\nby b\n", "for c;\n"},
}

// TestDear: a report in all its forms takes no more than a thousand bytes of
// memory for each byte of the section, counting all that is given back at once,
// and no more for a section of twice the size.
func TestDear(t *testing.T) {
	const size = 128 << 10
	for name, c := range dear {
		cost := func(size int) int {
			data := []byte(c.before + strings.Repeat(c.piece, size/len(c.piece)))
			return msggen.Allocated(func() {
				d := report.Of(data, report.Options{})
				d.AppendJSON(nil, "  ")
				report.AppendText(nil, &d, report.TextOptions{})
			})
		}
		one, two := cost(size), cost(2*size)
		t.Logf("%-17s %4d bytes a byte", name, two/(2*size))
		if one > 1000*size || two > 3*one && two > 100*2*size {
			t.Errorf("%s: %d bytes for %d, %d for twice as many", name, one, size, two)
		}
	}
	if header.MaxSection > 2<<20 {
		t.Error("the text of docs/limits.md speaks of two megabytes")
	}
}
