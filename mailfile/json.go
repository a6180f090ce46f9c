package mailfile

import (
	"bytes"
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
	"github.com/hopproof/hopproof/internal/tree"
)

// JSON that holds no message, or more than one.
var (
	errNoHeaders = &FormatError{Format: "json", Name: "JSON without the header fields of a message (Graph: $select=internetMessageHeaders)"}
	errSeveral   = &FormatError{Format: "json-messages", Name: "JSON of several messages"}
	errLarge     = &FormatError{Format: "json-large", Name: "JSON of more than 4 MB"}
)

// littleEndian is the byte order mark with which Windows PowerShell writes UTF-16.
var littleEndian = []byte{0xff, 0xfe}

// isJSON reports whether data begins as no header section does, but a JSON text.
func isJSON(data []byte) bool {
	const space = " \t\r\n"
	if units, ok := bytes.CutPrefix(data, littleEndian); ok {
		data = bytes.TrimLeft(units, "\x00"+space)
	} else {
		data = bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\ufeff")), space)
	}
	return len(data) > 0 && (data[0] == '{' || data[0] == '[')
}

// fromJSON gives the header section that a JSON text holds, as the interfaces of mail
// services and PowerShell's ConvertTo-Json write it. ok is false if data is no JSON.
func fromJSON(data []byte) (section string, ok bool, err error) {
	if !isJSON(data) {
		return "", false, nil
	}
	if units, ok := bytes.CutPrefix(data, littleEndian); ok {
		data = []byte(tree.UTF16(units, 0))
	}
	if len(data) > MaxJSON {
		return "", true, errLarge
	}
	root, e := tree.ParseJSON("", data)
	if e != nil {
		return "", false, nil
	}
	switch found := sections(&root); len(found) {
	case 0:
		return "", true, errNoHeaders
	case 1:
		return found[0], true, nil
	}
	return "", true, errSeveral
}

// sections collects the header sections below n. A map that has one is a message,
// whose parts have fields of their own.
func sections(n *tree.Node) (found []string) {
	if section, ok := fieldList(n); ok {
		return []string{section}
	}
	for i := range n.Children {
		child := &n.Children[i]
		section, ok := "", false
		switch {
		// Microsoft Graph v1.0, message resource type; Gmail API, MessagePart.
		case ascii.EqualFold(child.Key, "internetMessageHeaders"), ascii.EqualFold(child.Key, "headers"):
			section, ok = fieldList(child)
		// Get-QuarantineMessageHeader gives the section as it is (ExchangePowerShell); that
		// the property has this name is not documented.
		case ascii.EqualFold(child.Key, "Header") && child.Kind == tree.Text:
			section, ok = child.Value, true
		}
		if ok {
			return []string{section}
		}
	}
	for i := range n.Children {
		found = append(found, sections(&n.Children[i])...)
	}
	return found
}

// fieldList is a list of maps with name and value as a header section.
func fieldList(n *tree.Node) (section string, ok bool) {
	if n.Kind != tree.List || len(n.Children) == 0 {
		return "", false
	}
	var b strings.Builder
	for i := range n.Children {
		name, value := member(&n.Children[i], "name"), member(&n.Children[i], "value")
		if name == nil || value == nil || !isFieldName(name.Value) {
			return "", false
		}
		b.WriteString(name.Value)
		b.WriteString(": ")
		writeFolded(&b, value.Value)
		b.WriteString("\r\n")
	}
	return b.String(), true
}

// member is the text of that key, in whatever case, or nil.
func member(n *tree.Node, key string) *tree.Node {
	for i := range n.Children {
		if child := &n.Children[i]; ascii.EqualFold(child.Key, key) && child.Kind == tree.Text {
			return child
		}
	}
	return nil
}

// isFieldName: RFC 5322 section 3.6.8.
func isFieldName(name string) bool {
	for i := range len(name) {
		if name[i] <= ' ' || name[i] >= 0x7f || name[i] == ':' {
			return false
		}
	}
	return name != ""
}

// writeFolded writes a value, of which no line may begin a field of its own.
func writeFolded(b *strings.Builder, value string) {
	for {
		i := strings.IndexAny(value, "\r\n")
		if i < 0 {
			b.WriteString(value)
			return
		}
		b.WriteString(value[:i])
		b.WriteString("\r\n")
		if value[i:min(i+2, len(value))] == "\r\n" {
			i++
		}
		if value = value[i+1:]; value == "" || value[0] != ' ' && value[0] != '\t' {
			b.WriteByte(' ')
		}
	}
}
