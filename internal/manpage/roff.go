package manpage

import (
	"fmt"
	"strings"
)

// page is text for roff. What is not markup goes through escape.
type page struct {
	strings.Builder
	begun bool // something stands below the heading
}

func (p *page) line(s string) { p.WriteString(s + "\n") }

// macro writes a request with its arguments, each in quotes.
func (p *page) macro(name string, arguments ...string) {
	p.WriteString("." + name)
	for _, a := range arguments {
		p.WriteString(` "` + strings.ReplaceAll(escape(a), `"`, `\(dq`) + `"`)
	}
	p.WriteString("\n")
	p.begun = false
}

// paragraph parts what follows from what stands above.
func (p *page) paragraph() {
	if p.begun {
		p.macro("PP")
	}
	p.begun = true
}

// prose writes paragraphs. Lines that are indented stay as they are.
func (p *page) prose(text string) {
	for block := range strings.SplitSeq(strings.Trim(text, "\n"), "\n\n") {
		lines := strings.Split(block, "\n")
		for len(lines) > 0 {
			n := 1
			for n < len(lines) && indented(lines[n]) == indented(lines[0]) {
				n++
			}
			if indented(lines[0]) {
				p.verbatim(lines[:n])
			} else if lines[0] != "" {
				p.paragraph()
				p.fill(strings.Join(lines[:n], " "))
			}
			lines = lines[n:]
		}
	}
}

func indented(line string) bool { return strings.HasPrefix(line, "  ") }

// width is how long a line of the source becomes at most, where words allow.
const width = 78

// fill writes text for roff to fill, itself in lines that can be read.
func (p *page) fill(text string) {
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && len(line)+1+len(escape(word)) > width {
			p.line(line)
			line = ""
		}
		if line != "" {
			line += " "
		}
		line += escape(word)
	}
	p.line(line)
}

// verbatim writes lines as they are, indented.
func (p *page) verbatim(lines []string) {
	p.paragraph()
	p.line(".RS 4\n.nf")
	for _, line := range lines {
		p.line(escape(strings.TrimPrefix(line, "  ")))
	}
	p.line(".fi\n.RE")
}

func bold(s string) string { return `\fB` + escape(s) + `\fR` }

// special are the characters that roff would take for markup, or set as others
// that cannot be copied to a shell (groff_char(7)).
var special = map[rune]string{'\\': `\(rs`, '-': `\-`, '\'': `\(aq`, '`': `\(ga`, '^': `\(ha`, '~': `\(ti`}

// escape makes text that roff writes as it is. A leading point would begin a
// request.
func escape(text string) string {
	var b strings.Builder
	if strings.HasPrefix(text, ".") {
		b.WriteString(`\&`)
	}
	for _, r := range text {
		switch s, known := special[r]; {
		case known:
			b.WriteString(s)
		case r > '~':
			fmt.Fprintf(&b, `\[u%04X]`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
