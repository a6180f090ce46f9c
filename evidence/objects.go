package evidence

import (
	"strings"

	"github.com/hopproof/hopproof/internal/tree"
)

// maxObject bounds one JSON object. A row of a trace takes some KB; a page of
// Graph wraps a thousand of them.
const maxObject = 64 << 20

// objects cuts JSON into its outermost objects, whether they stand in an array,
// one a line, or one behind the other, so that a file may be cut anywhere.
type objects struct {
	line    int // of the place at hand
	start   int // line of the object at hand
	depth   int
	text    []byte
	quoted  bool
	escaped bool
	over    bool // the object is too large to be kept
	journal *postfixReader
}

func (o *objects) take(r *Reader, p []byte) {
	for _, c := range p {
		if c == '\n' {
			o.line++
		}
		if o.depth == 0 {
			o.between(r, c)
			continue
		}
		if len(o.text) < maxObject {
			o.text = append(o.text, c)
		} else {
			o.over = true
		}
		o.step(c)
		if o.depth == 0 {
			o.object(r)
		}
	}
	r.log.Lines = o.line
}

// between reads a byte outside any object.
func (o *objects) between(r *Reader, c byte) {
	switch c {
	case '{':
		o.start, o.depth, o.text, o.over = o.line, 1, append(o.text[:0], c), false
	case '[', ']', ',', ' ', '\t', '\r', '\n':
	default:
		r.problem(ProblemSyntax, o.line)
	}
}

// step follows the nesting, which brackets in strings do not change.
func (o *objects) step(c byte) {
	switch {
	case o.escaped:
		o.escaped = false
	case o.quoted:
		o.escaped = c == '\\'
		o.quoted = c != '"'
	case c == '"':
		o.quoted = true
	case c == '{' || c == '[':
		o.depth++
	case c == '}' || c == ']':
		o.depth--
	}
}

func (o *objects) object(r *Reader) {
	if o.over {
		r.problem(ProblemLong, o.start)
		return
	}
	root, e := tree.ParseJSON("", []byte(strings.ToValidUTF8(string(o.text), "\uFFFD")))
	if e != nil {
		r.problem(ProblemSyntax, o.start+e.Line-1)
		return
	}
	o.node(r, &root)
}

// node reads an object, or those in it: Graph wraps its rows.
func (o *objects) node(r *Reader, n *tree.Node) {
	number := o.start + n.Line - 1
	if n.Member("MESSAGE") != nil {
		o.journalObject(r, n, number)
		return
	}
	if row := rowOfNode(n); row.isTrace() {
		r.log.Format = Trace
		row.record(r, number)
		return
	}
	inner := false
	for i := range n.Children {
		c := &n.Children[i]
		for k := range c.Children {
			if c.Kind == tree.List && c.Children[k].Kind == tree.Map {
				inner = true
				o.node(r, &c.Children[k])
			}
		}
	}
	if !inner {
		r.problem(ProblemForeign, number)
	}
}

// journalObject reads an entry of the systemd journal.
func (o *objects) journalObject(r *Reader, n *tree.Node, number int) {
	e, ok := journalEntry(n)
	if !ok {
		r.problem(ProblemForeign, number)
		return
	}
	if o.journal == nil {
		o.journal = newPostfixReader(UTC)
		r.log.Format, r.format = Postfix, o.journal
	}
	o.journal.entry(r, number, &e, quoted(e.host+" postfix/"+e.daemon+"["+e.process+"]: "+e.message))
}

// end counts what the file broke off.
func (o *objects) end(r *Reader) {
	if o.depth > 0 {
		r.problem(ProblemCut, o.start)
	}
}
