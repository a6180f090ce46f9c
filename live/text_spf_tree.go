package live

import (
	"strconv"
	"strings"

	"github.com/hopproof/hopproof/internal/textout"
	"github.com/hopproof/hopproof/report"
	"github.com/hopproof/hopproof/spf"
)

// AppendText appends d to b as text for a terminal: an indented tree with the
// cost of each term, and how much a check may take at most.
func (d *SPFTree) AppendText(b []byte, o report.TextOptions) []byte {
	w := newWriter(b, d.Lang, o)
	sign, st, key := w.G.Held, textout.Green, "tree-total"
	switch {
	case d.Root.Problem == spf.ReasonNoRecord:
		sign, st, key = w.G.Unknown, textout.Yellow, "tree-none"
	case d.Broken():
		sign, st, key = w.G.Broken, textout.Red, "tree-broken"
	case d.Unknown():
		sign, st, key = w.G.Unknown, textout.Yellow, "tree-unknown"
	}
	w.Line(0, sign, st, w.label(key, "domain", d.Root.Domain, "lookups", strconv.Itoa(d.Root.Subtree), "limit", strconv.Itoa(d.Limit)))
	if voids := max(d.Root.Voids4, d.Root.Voids6); voids > 0 {
		w.Line(0, w.G.Unknown, textout.Yellow, w.label("tree-voids", "voids", strconv.Itoa(voids)))
	}
	w.End()
	w.treeNode(&d.Root, 0)
	return w.B
}

func (w *writer) treeNode(n *SPFNode, indent int) {
	w.Blank(indent)
	w.Put(textout.Bold, w.Safe(n.Domain))
	w.Blank(2)
	if n.Text != "" {
		w.Wrap(textout.Red, w.Safe(n.Text), indent+textout.Cells(w.Safe(n.Domain))+2, indent+2)
	} else {
		w.Wrap(textout.Dim, w.Safe(n.Record), indent+textout.Cells(w.Safe(n.Domain))+2, indent+2)
	}
	width := 0
	for i := range n.Terms {
		width = max(width, textout.Cells(w.Safe(n.Terms[i].Term)))
	}
	for i := range n.Terms {
		w.treeTerm(&n.Terms[i], indent+2, min(width, 60))
	}
}

func (w *writer) treeTerm(t *SPFTerm, indent, width int) {
	var notes []string
	if t.Cost > 0 {
		notes = append(notes, w.label("tree-cost", "cost", strconv.Itoa(t.Cost), "running", strconv.Itoa(t.Running)))
	}
	if t.Unreached {
		notes = append(notes, w.label("tree-unreached"))
	}
	if t.Text != "" {
		notes = append(notes, w.Safe(t.Text))
	}
	if len(t.Addresses) > 0 {
		notes = append(notes, w.Safe(addresses(t.Addresses)))
	}
	w.Blank(indent)
	w.Cell(textout.Plain, w.Safe(t.Term), width+2)
	at := indent + max(width, textout.Cells(w.Safe(t.Term))) + 2
	w.Wrap(textout.Dim, strings.Join(notes, "; "), at, indent+width+2)
	if t.Record != nil {
		w.treeNode(t.Record, indent+2)
	}
}

// addresses shows the first of a list.
func addresses(list []string) string {
	if len(list) <= mostAnswers {
		return strings.Join(list, ", ")
	}
	return strings.Join(list[:mostAnswers], ", ") + ", +" + strconv.Itoa(len(list)-mostAnswers)
}
