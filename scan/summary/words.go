package summary

import (
	_ "embed" // the sentences
	"strconv"
	"strings"
	"sync"

	"github.com/hopproof/hopproof/report"
)

//go:embed lang/en.json
var english string

//go:embed lang/fr.json
var french string

// words are the sentences of one language: those of package report and ours.
type words struct{ *report.Catalogue }

var (
	inEnglish = sync.OnceValue(func() words { return extended("en", english) })
	inFrench  = sync.OnceValue(func() words { return extended("fr", french) })
)

func lookup(lang string) words {
	if report.Lookup(lang).Lang() == "fr" {
		return inFrench()
	}
	return inEnglish()
}

// extended reads an embedded file, whose form a test checks: a missing sentence
// would show itself by its key.
func extended(lang, text string) words {
	c, _ := report.Lookup(lang).Extend(text)
	return words{c}
}

func (c words) say(key string, args ...string) string {
	var p report.Pairs
	for i := 0; i+1 < len(args); i += 2 {
		p = append(p, report.Pairs{{Name: args[i], Value: args[i+1]}}...)
	}
	return c.Text("sum."+key, p)
}

// several is a sentence about a number of things; one has its own.
func (c words) several(n int64, one, more string) string {
	if n == 1 {
		more = one
	}
	return c.say(more, "count", c.number(n))
}

// word is the word for a code in a group, or the code itself.
func (c words) word(group, code string) string {
	if c.Has(group + code) {
		return c.Text(group+code, nil)
	}
	return code
}

// number groups the digits by threes, as the language does, with a space that
// does not break.
func (c words) number(n int64) string {
	digits := strconv.FormatInt(n, 10)
	sign := ""
	if n < 0 {
		sign, digits = "−", digits[1:]
	}
	separator := ","
	if c.Lang() == "fr" {
		separator = "\u202f"
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + separator + digits[i:]
	}
	return sign + digits
}

// percent is a share of a whole: "12.5 %", "< 0.1 %".
func (c words) percent(part, whole int64) string {
	if whole == 0 {
		return ""
	}
	tenths := (part*1000 + whole/2) / whole
	text := strconv.FormatInt(tenths/10, 10) + "." + strconv.FormatInt(tenths%10, 10)
	switch {
	case part == 0:
		text = "0"
	case tenths == 0:
		text = "< 0.1"
	case part < whole && tenths == 1000:
		text = "> 99.9"
	case tenths == 1000:
		text = "100"
	}
	if c.Lang() == "fr" {
		return strings.Replace(text, ".", ",", 1) + "\u202f%"
	}
	return text + "%"
}

// span is a span of time as a person says it.
func (c words) span(seconds int64) string {
	return c.say("span", "span_s", strconv.FormatInt(seconds, 10))
}

// stop is a host on the way: its role and what tells it from others.
func (c words) stop(s *Stop) string {
	if s.Name == "" {
		return c.role(s.Role)
	}
	return c.role(s.Role) + " (" + c.operator(s.Name) + ")"
}

// role is the word for what a host did.
func (c words) role(r report.Role) string {
	if key := "sum.role-" + string(r); c.Has(key) {
		return c.Text(key, nil)
	}
	return c.word("role.", string(r))
}

// operator writes the code of an operator as a name; other names stay.
func (c words) operator(name string) string { return c.word("sum.operator-", name) }

// way writes the stops in a row; those that nobody vouches for are put in words.
func (c words) way(stops []Stop) string {
	var parts []string
	for i := 0; i < len(stops); {
		end := i
		var names []string
		for ; end < len(stops) && stops[end].Claimed == stops[i].Claimed; end++ {
			names = append(names, c.stop(&stops[end]))
		}
		text := strings.Join(names, " → ")
		if stops[i].Claimed {
			text = c.say("claimed-part", "way", text)
		}
		parts = append(parts, text)
		i = end
	}
	return strings.Join(parts, " → ")
}

// pair names the two hosts of a delay.
func (c words) pair(d *Delay) string {
	if d.From == "" {
		return c.say("total")
	}
	return c.word("role.", string(d.From)) + " → " + c.word("role.", string(d.To))
}

// examples are the names of messages in a row.
func (c words) examples(names []string) string {
	return c.say("examples-of", "names", strings.Join(names, ", "))
}
