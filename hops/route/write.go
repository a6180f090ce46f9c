package route

import (
	"github.com/hopproof/hopproof/internal/ascii"
	"github.com/hopproof/hopproof/internal/iprange"
	"github.com/hopproof/hopproof/internal/jsontext"
)

// AppendJSON appends r as JSON that ParseJSON reads back to the same route, but
// for its Binding, which is no part of a route file.
func (r *Route) AppendJSON(b []byte) []byte {
	w := writer{b: b, style: jsonStyle}
	w.route(r)
	return append(w.b, '\n')
}

// AppendYAML appends r as YAML of the same content: one line for each leg.
func (r *Route) AppendYAML(b []byte) []byte {
	w := writer{b: b, style: yamlStyle}
	w.route(r)
	return append(w.b, '\n')
}

// style is how the two syntaxes differ.
type style struct {
	open, close string // around the route
	member      string // before each key of the route
	separator   string // between them
	list        string // before the items of the list of legs
	item        string // before each item
	between     string // between two items
	end         string // behind the last item
	plain       bool   // words need no quotes
}

var (
	jsonStyle = style{open: "{", close: "\n}", member: "\n  ", separator: ",", list: " [", item: "\n    ", between: ",", end: "\n  ]"}
	yamlStyle = style{separator: "\n", item: "\n  - ", plain: true}
)

type writer struct {
	b     []byte
	style style
	more  bool // the map at hand has a member already
}

func (w *writer) add(s string) { w.b = append(w.b, s...) }

func (w *writer) route(r *Route) {
	w.add(w.style.open)
	w.top("name", r.Name != "", func() { w.text(r.Name) })
	w.top("organization", r.Organization.Tenant != "" || len(r.Organization.Domains) > 0, func() {
		w.mapping(func() {
			w.texts("domains", r.Organization.Domains)
			w.string("tenant", r.Organization.Tenant)
		})
	})
	w.legs("legs", r.Legs)
	w.top("attributed", r.Attributed, func() { w.add("true") })
	w.legs("forbid", r.Forbid)
	w.top("within", r.Within > 0, func() { w.text(durationText(r.Within)) })
	w.top("strict", r.Strict, func() { w.add("true") })
	w.add(w.style.close)
}

// top writes a member of the route itself.
func (w *writer) top(key string, given bool, value func()) {
	if !given {
		return
	}
	if w.more {
		w.add(w.style.separator)
	}
	w.add(w.style.member)
	w.text(key)
	w.add(": ")
	value()
	w.more = true
}

func (w *writer) legs(key string, legs []Leg) {
	if len(legs) == 0 {
		return
	}
	w.top(key, true, func() {
		w.b = w.b[:len(w.b)-1] // no space at the end of a line
		w.add(w.style.list)
		for i := range legs {
			if i > 0 {
				w.add(w.style.between)
			}
			w.add(w.style.item)
			w.mapping(func() { w.leg(&legs[i]) })
		}
		w.add(w.style.end)
	})
}

func (w *writer) leg(l *Leg) {
	w.string("leg", l.Name)
	w.string("role", string(l.Role))
	w.texts("by", l.By)
	w.texts("ip", iprange.Texts(l.IP))
	w.texts("helo", l.Helo)
	w.texts("rdns", l.RDNS)
	w.string("tls", l.TLS)
	w.texts("certificate", l.Certificate)
	w.texts("authenticated", l.Authenticated)
	w.texts("with", l.With)
	w.string("operator", l.Operator)
	if l.Within > 0 {
		w.string("within", durationText(l.Within))
	}
	w.yes("shared", l.Shared)
	w.yes("optional", l.Optional)
}

// mapping writes a map in one line.
func (w *writer) mapping(members func()) {
	outer := w.more
	w.more = false
	w.add("{")
	members()
	w.add("}")
	w.more = outer
}

func (w *writer) key(key string) {
	if w.more {
		w.add(", ")
	}
	w.more = true
	w.text(key)
	w.add(": ")
}

func (w *writer) yes(key string, value bool) {
	if value {
		w.key(key)
		w.add("true")
	}
}

func (w *writer) string(key, value string) {
	if value != "" {
		w.key(key)
		w.text(value)
	}
}

func (w *writer) texts(key string, list []string) {
	if len(list) == 0 {
		return
	}
	w.key(key)
	w.add("[")
	for i, text := range list {
		if i > 0 {
			w.add(", ")
		}
		w.text(text)
	}
	w.add("]")
}

// text writes a scalar: bare where YAML reads it as text without doubt, else
// as a JSON string, which YAML 1.2 reads as well.
func (w *writer) text(s string) {
	if w.style.plain && isPlain(s) {
		w.add(s)
		return
	}
	w.b = jsontext.AppendString(w.b, s)
}

// isPlain reports a word that no reader of YAML takes for a number, a date, a
// truth value or syntax: letters first, or an IPv4 address.
func isPlain(s string) bool {
	switch s {
	case "", "true", "false", "yes", "no", "on", "off", "null", "True", "False", "Yes", "No", "On", "Off", "Null",
		"TRUE", "FALSE", "YES", "NO", "ON", "OFF", "NULL", "y", "n", "Y", "N":
		return false
	}
	dots := 0
	for i := range len(s) {
		c := s[i]
		switch {
		case c == '.':
			dots++
		case ascii.IsLetter(c), ascii.IsDigit(c):
		case i > 0 && (c == '-' || c == '_' || c == '/'):
		default:
			return false
		}
	}
	return !ascii.IsDigit(s[0]) && s[0] != '.' || dots == 3 && ascii.IsDigit(s[len(s)-1])
}
