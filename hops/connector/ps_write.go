package connector

import (
	_ "embed" // the script
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/hopproof/hopproof/internal/ascii"
)

//go:embed export.ps1
var exportScript string

// ExportScript is a PowerShell script that gathers connectors, accepted domains
// and the organization's setting into one JSON file, which [Read] reads. It
// changes nothing.
func ExportScript() string { return exportScript }

// AppendPowerShell appends the command that creates the connector, in one line:
// every parameter that is given, but for defaults. Nothing in a value can end
// its quotes or reach a terminal as a control character. A partial connector
// becomes Set-InboundConnector. Unknown properties, which no command takes,
// follow as comments.
func AppendPowerShell(b []byte, c *Connector) []byte {
	b = append(b, command(c)...)
	for name, value := range arguments(c) {
		b = append(append(append(b, " -"...), name...), ' ')
		b = append(b, value...)
	}
	return appendUnknown(append(b, '\n'), c)
}

// AppendSplat appends the same command with its parameters in a hash table, one
// a line.
func AppendSplat(b []byte, c *Connector) []byte {
	b = append(b, "$parameters = @{\n"...)
	for name, value := range arguments(c) {
		b = append(append(append(b, "    "...), name...), " = "...)
		b = append(append(b, value...), '\n')
	}
	b = append(append(append(b, "}\n"...), command(c)...), " @parameters\n"...)
	return appendUnknown(b, c)
}

func command(c *Connector) string {
	if c.Partial {
		return "Set-InboundConnector"
	}
	return "New-InboundConnector"
}

// arguments yields the parameters and their values in PowerShell.
func arguments(c *Connector) func(yield func(name, value string) bool) {
	return func(yield func(name, value string) bool) {
		identity := c.identity()
		if c.Partial && identity == "" {
			identity = c.Name
		}
		if c.Partial && !yield("Identity", quoted(identity)) {
			return
		}
		for i := range parameters {
			p := &parameters[i]
			value := p.argument(c)
			if c.Partial && p.name == "Name" && c.Name == identity {
				continue
			}
			if value != "" && !yield(p.name, value) {
				return
			}
		}
	}
}

// argument is the value in PowerShell, or "" if it need not be given.
func (p *parameter) argument(c *Connector) string {
	switch {
	case p.text != nil && p.given(c):
		return quoted(*p.text(c))
	case p.list != nil:
		return quotedList(*p.list(c), c.Partial)
	case p.on != nil && p.given(c):
		on := *p.on(c)
		if on == Off && p.fact().normal == Off && !c.Partial {
			return ""
		}
		return "$" + on.String()
	}
	return ""
}

// quotedList writes a list. One that is given and empty clears the parameter of
// a connector that is there already.
func quotedList(items []string, partial bool) string {
	if len(items) == 0 {
		if partial && items != nil {
			return "$null"
		}
		return ""
	}
	var b strings.Builder
	for i, item := range items {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(quoted(item))
	}
	return b.String()
}

// quoted writes a text in single quotes, in which nothing has a meaning but the
// quotes themselves: those are doubled, typographic ones too, which PowerShell
// takes for plain ones. A character that a terminal would act on, or that could
// hide another, is written by its number.
func quoted(text string) string {
	b := []byte{'\''}
	open, parts := true, false
	for _, r := range text {
		switch {
		case strconv.IsPrint(r):
			if !open {
				b, open = append(b, " + '"...), true
			}
			if isSingleQuote(r) {
				b = utf8.AppendRune(b, r)
			}
			b = utf8.AppendRune(b, r)
		default:
			if open {
				b, open = append(b, '\''), false
			}
			b, parts = appendChar(b, r), true
		}
	}
	if open {
		b = append(b, '\'')
	}
	if parts {
		return "(" + string(b) + ")"
	}
	return string(b)
}

// appendChar adds a character by its UTF-16 code units, which Windows
// PowerShell knows too.
func appendChar(b []byte, r rune) []byte {
	units := []rune{r}
	if high, low := utf16.EncodeRune(r); high != utf8.RuneError {
		units = []rune{high, low}
	}
	for _, unit := range units {
		b = ascii.AppendHex(append(b, " + [char]0x"...), unit, 4)
	}
	return b
}

// appendUnknown names the properties that no command takes. The value is quoted
// as in a command, so it cannot leave its line.
func appendUnknown(b []byte, c *Connector) []byte {
	for _, p := range c.Other {
		if facts()[foldKey(p.Name)].name == "" {
			b = append(append(b, "# not written: "...), quoted(p.Name)...)
			b = append(append(append(b, " = "...), quoted(p.Value)...), '\n')
		}
	}
	return b
}
