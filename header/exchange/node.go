package exchange

import (
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
)

// Node is one server of X-MS-TrafficTypeDiagnostic.
type Node struct {
	Field int
	Host  string // the first label of its name
	Mark  string // "EE_" and the like; undocumented
}

// Nodes lists the servers of Microsoft that noted themselves, the oldest
// first. Anybody can write the field, and every server appends to it.
func (f *Fields) Nodes() []Node {
	var list []Node
	f.each(TrafficType, func(index int, body string) {
		for part := range strings.SplitSeq(body, "|") {
			host, mark, _ := strings.Cut(ascii.TrimSpace(part), ":")
			if host != "" {
				list = append(list, Node{index, host, mark})
			}
		}
	})
	return list
}

// RelayPool reports whether the sending tenant let the message out through the
// relay pool; known is false if it does not say.
func (f *Fields) RelayPool() (yes, known bool) {
	v := f.Get(AntiSpamRelay)
	return v.Text == "1", v.Text == "0" || v.Text == "1"
}
