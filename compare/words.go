package compare

import (
	"embed"
	"strconv"
	"strings"

	"github.com/hopproof/hopproof/internal/sentences"
	"github.com/hopproof/hopproof/report"
)

//go:embed lang/*.json
var files embed.FS

// Lookup is the catalogue of report, with the sentences of this package.
var Lookup = sentences.Lookup(files, "compare")

// Sentence says in one sentence whether the routes are the same, or what makes
// the difference.
func (c *Comparison) Sentence(lang string) string {
	words := Lookup(lang)
	switch c.Outcome() {
	case report.Held:
		return words.Text("compare.same", nil)
	case report.Unknown:
		return words.Text("compare.unknown", nil)
	}
	var labels []string
	for i := range c.Rows {
		if r := &c.Rows[i]; r.Matters && !r.Same {
			labels = append(labels, r.label(words))
		}
	}
	const most = 6
	key := "compare.differs"
	if len(labels) > most {
		key = "compare.differs-more"
	}
	return words.Text(key, report.Pairs{{Name: "list", Value: strings.Join(labels[:min(len(labels), most)], ", ")},
		{Name: "more", Value: strconv.Itoa(len(labels) - most)}})
}

// title is the heading of the rows of a group.
func title(words *report.Catalogue, group string) string {
	return words.Text("compare.group."+group, nil)
}

// label says what a row is about.
func (r *Row) label(words *report.Catalogue) string {
	name := r.Name
	if r.Code == "station" || r.Code == "delay" {
		name = stationName(words, name)
	}
	return words.Text("compare.what."+r.Code, report.Pairs{{Name: "name", Value: name}})
}

// stationName puts the role into words. Of Microsoft's own stations that says
// all.
func stationName(words *report.Catalogue, class string) string {
	role, host, _ := strings.Cut(class, " ")
	if key := "role." + role; words.Has(key) {
		role = words.Text(key, nil)
	}
	if host == "" || host == microsoft {
		return role
	}
	return role + " " + host
}

// texts are the values in words; a dash for one that a message lacks.
func (r *Row) texts(words *report.Catalogue) (a, b string) {
	return r.text(words, r.A, r.argsA), r.text(words, r.B, r.argsB)
}

func (r *Row) text(words *report.Catalogue, value string, args report.Pairs) string {
	switch {
	case value == "":
		return "–"
	case r.words == "":
		return value
	case r.words == "seconds":
		return words.Text("compare.seconds", report.Pairs{{Name: "value_s", Value: value}})
	case r.words == "finding":
		return words.Text("finding."+r.Name, args)
	}
	code, rest, more := strings.Cut(value, ", ")
	for _, key := range [...]string{"compare." + r.words + "." + code, r.words + "." + code} {
		if words.Has(key) {
			code = words.Text(key, nil)
			break
		}
	}
	if more {
		return code + ", " + rest
	}
	return code
}

// outcome is the sign of a row: equal, different, or different in what makes no
// other route.
func (r *Row) outcome() report.Outcome {
	switch {
	case r.Same:
		return report.Held
	case r.Matters:
		return report.Broken
	}
	return report.Unknown
}

// word is what the sign says.
func (r *Row) word(words *report.Catalogue) string {
	if r.Same {
		return words.Text("compare.word.same", nil)
	}
	return words.Text("compare.word.differs", nil)
}

// title is what a message is called.
func (s *Side) title() string {
	for _, name := range [...]string{s.Name, s.Subject, s.MessageID} {
		if name != "" {
			return name
		}
	}
	return "–"
}

// groups calls write for each run of rows of one group.
func (c *Comparison) groups(write func(group string, rows []Row)) {
	for start := 0; start < len(c.Rows); {
		end := start + 1
		for end < len(c.Rows) && c.Rows[end].Group == c.Rows[start].Group {
			end++
		}
		write(c.Rows[start].Group, c.Rows[start:end])
		start = end
	}
}
