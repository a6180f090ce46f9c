package header

import (
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
)

// mask blanks out dress inside the value of a field, byte for byte, so that
// every place in the text keeps its offset in the input.
func (m *mender) mask(f *Field) {
	text := m.text[f.value.Start:f.value.End]
	dressed := (m.marks > 0 || m.indent != "") && strings.IndexByte(text, m.eol) >= 0
	spaces := m.nbsp && strings.Contains(text, nbsp)
	if !dressed && !spaces {
		return
	}
	masked := []byte(text)
	ls := lines{text: text, eol: m.eol}
	ls.next() // the line with the name: its dress stands before the name
	for l, ok := ls.next(); ok && dressed; l, ok = ls.next() {
		blank(masked[l.start : l.start+m.prefix(text[l.start:l.end])])
	}
	if spaces {
		blankSpaces(f, masked)
	}
	whole := string(masked)
	kept := trimSpan(whole, Span{0, len(whole)})
	f.mended = whole[kept.Start:kept.End]
	f.value = Span{f.value.Start + kept.Start, f.value.Start + kept.End}
}

// blankSpaces makes spaces of no-break spaces. At the beginning of a line they
// are indentation. Elsewhere a client may have put one into its HELO to have it
// read as two words, so there the field becomes a guess.
func blankSpaces(f *Field, text []byte) {
	f.Mend |= MendSpace
	leading := true
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] == nbsp[0] && i+1 < len(text) && text[i+1] == nbsp[1]:
			if !leading {
				f.Mend |= MendIndent
			}
			blank(text[i : i+2])
			i++
		case !ascii.IsSpace(text[i]):
			leading = false
		case text[i] == '\n' || text[i] == '\r':
			leading = true
		}
	}
}

func blank(b []byte) {
	for i := range b {
		b[i] = ' '
	}
}
