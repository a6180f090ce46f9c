package connector

import (
	"strconv"
	"strings"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/internal/jsontext"
	"github.com/hopproof/hopproof/internal/tree"
)

// memberOf finds a property without regard to case.
func memberOf(n *tree.Node, name string) *tree.Node {
	key := foldKey(name)
	for i := range n.Children {
		if foldKey(n.Children[i].Key) == key {
			return &n.Children[i]
		}
	}
	return nil
}

// unwrap takes a list out of the object that Windows PowerShell makes of one:
// {"value": [...], "Count": 2}.
func unwrap(n *tree.Node) *tree.Node {
	if n.Kind == tree.Map && len(n.Children) == 2 && memberOf(n, "Count") != nil {
		if v := memberOf(n, "value"); v != nil && v.Kind == tree.List {
			return v
		}
	}
	return n
}

// set reads the value of a parameter.
func (d *decoder) set(c *Connector, p *parameter, n *tree.Node) {
	switch {
	case n.Kind == tree.Null:
		if p.list != nil && d.partial { // Set-... -SenderIPAddresses $null clears
			*p.list(c) = []string{}
		}
	case p.name == "ConnectorType":
		c.Type = Type(d.connectorType(n))
	case p.text != nil:
		*p.text(c) = textOf(n)
	case p.list != nil:
		*p.list(c) = d.items(p, n)
	default:
		*p.on(c) = d.on(n)
	}
}

// connectorType reads the type. As a number it is read by the order of the
// names in Exchange, which is not documented.
func (d *decoder) connectorType(n *tree.Node) string {
	text := enum(n, []string{"", string(OnPremises), string(Partner)})
	if unwrapScalar(n).Kind == tree.Number {
		d.note("type-number", unnamed, "number", unwrapScalar(n).Value, "type", text)
	}
	for _, t := range [...]Type{OnPremises, Partner} {
		if strings.EqualFold(text, string(t)) {
			return string(t)
		}
	}
	return text
}

// enum reads a name, or the number that ConvertTo-Json writes for one.
func enum(n *tree.Node, names []string) string {
	n = unwrapScalar(n)
	if n.Kind == tree.Number {
		if i, err := strconv.Atoi(n.Value); err == nil && i >= 0 && i < len(names) && names[i] != "" {
			return names[i]
		}
	}
	return textOf(n)
}

// unwrapScalar takes the value out of an object around it. PowerShell shows an
// enumeration that went through remoting as {"value": 1, "Value": "Partner"}:
// the name says more than the number.
func unwrapScalar(n *tree.Node) *tree.Node {
	best := n
	for depth := 0; best.Kind == tree.Map && depth < 2; depth++ {
		inner := scalarIn(best)
		if inner == nil {
			return best
		}
		best = inner
	}
	return best
}

// wrappers are the properties under which objects of Exchange carry their text,
// the most telling first.
var wrappers = [...]string{"Expression", "OriginalString", "Address", "DomainString", "Domain", "Name", "Value"}

func scalarIn(n *tree.Node) *tree.Node {
	var number *tree.Node
	for _, name := range wrappers {
		for i := range n.Children {
			child := &n.Children[i]
			switch {
			case foldKey(child.Key) != foldKey(name):
			case child.Kind == tree.Text && child.Value != "":
				return child
			case number == nil && child.Kind != tree.Null && child.Kind != tree.List:
				number = child
			}
		}
	}
	return number
}

// on reads a switch. PowerShell takes no text for one.
func (d *decoder) on(n *tree.Node) Switch {
	if n == nil {
		return Unset
	}
	v := unwrapScalar(n)
	switch {
	case v.Kind == tree.Null, v.Kind == tree.Text && v.Value == "":
		return Unset
	case v.Kind == tree.Bool, v.Kind == tree.Text && !d.command:
		switch strings.ToLower(v.Value) {
		case "true":
			return On
		case "false":
			return Off
		}
	case v.Kind == tree.Number:
		return switchOf(v.Value != "0")
	}
	d.fail(n, tree.Quote(n.Key)+": must be true or false, not "+tree.Quote(textOf(n)), "in PowerShell write $true or $false")
	return Unset
}

// items reads a list, or one value in its place.
func (d *decoder) items(p *parameter, n *tree.Node) []string {
	n = unwrap(n)
	list := []string{}
	switch {
	case d.command && n.Kind == tree.Map:
		d.fail(n, "a hash table is no list of values", "instead of @{Add=...} or @{Remove=...} write the whole list as it will be")
	case n.Kind == tree.List:
		for i := range n.Children {
			if text := d.item(p, &n.Children[i]); text != "" {
				list = append(list, text)
			}
		}
	default:
		text := d.item(p, n)
		if d.command {
			// What stands in one pair of quotes is one value to PowerShell.
			if text != "" {
				list = append(list, text)
			}
			break
		}
		list = append(list, strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == ',' })...)
	}
	return list
}

func (d *decoder) item(p *parameter, n *tree.Node) string {
	text := textOf(unwrapScalar(n))
	if !d.command && (strings.HasPrefix(text, "System.") || strings.HasPrefix(text, "Microsoft.Exchange.") || strings.HasPrefix(text, "@{")) {
		d.note("list-cut", unnamed, "parameter", p.name, "value", text)
		return ""
	}
	return text
}

// textOf is a value as text; of a structure, its JSON.
func textOf(n *tree.Node) string {
	if n == nil {
		return ""
	}
	n = unwrapScalar(n)
	if n.Kind == tree.List || n.Kind == tree.Map {
		return string(appendNode(nil, n))
	}
	if n.Kind == tree.Null {
		return ""
	}
	return n.Value
}

// appendNode writes a tree as JSON (RFC 8259).
func appendNode(b []byte, n *tree.Node) []byte {
	open, end := byte('['), byte(']')
	switch n.Kind {
	case tree.Text:
		return jsontext.AppendString(b, n.Value)
	case tree.Null:
		return append(b, "null"...)
	case tree.Map:
		open, end = '{', '}'
	case tree.List:
	default:
		return append(b, n.Value...)
	}
	b = append(b, open)
	for i := range n.Children {
		if i > 0 {
			b = append(b, ',')
		}
		if n.Kind == tree.Map {
			b = append(jsontext.AppendString(b, n.Children[i].Key), ':')
		}
		b = appendNode(b, &n.Children[i])
	}
	return append(b, end)
}

// timeOf reads a time as ConvertTo-Json writes it: "\/Date(1700000000000)\/" in
// Windows PowerShell, alone or as the value of an object; ISO 8601 in others. 0
// if it is none.
func timeOf(n *tree.Node) int64 {
	text := textOf(n)
	if n.Kind == tree.Map {
		text = textOf(memberOf(n, "value"))
	}
	if rest, ok := strings.CutPrefix(text, "/Date("); ok {
		digits, _, _ := strings.Cut(rest, ")")
		ms, err := strconv.ParseInt(digits, 10, 64)
		if err != nil {
			return 0
		}
		return ms / 1000
	}
	if date := header.ParseDate(text, 0); date.Known() {
		return date.Unix
	}
	return 0
}
