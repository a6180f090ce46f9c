package report

// teller puts a Document into words, in parts that text, Markdown and HTML set
// each in their way, so that none of them knows what the others do not. Nothing
// that it returns is safe to show: who writes it escapes it.
type teller struct {
	d *Document
	c *Catalogue
	// full is whether it tells what few ask for, too.
	full bool
	said []string // remedies given so far: one piece of advice once
}

// part is a section of a report.
type part struct {
	id    string // a name for links, the same in all languages
	title string
	items []item
	// detail is whether those who asked for a verdict can do without it.
	detail bool
}

// item is one statement.
type item struct {
	mark     Outcome  // the sign before it, if there is one
	word     string   // what the sign says, if the text does not
	severity Severity // of a finding
	name     string   // what it is about
	text     string
	also     string // what follows from it
	items    []item // what belongs to it
	pale     bool   // nothing vouches for it
}

func (t *teller) label(name string, args ...Pairs) string {
	var all Pairs
	for _, a := range args {
		all = append(all, a...)
	}
	return t.c.Text("label."+name, all)
}

// named is a value behind its name, with the blank that French wants there.
func (t *teller) named(name, value string) string {
	return t.label("named", Pairs{{Name: "name", Value: name}, {Name: "value", Value: value}})
}

// parts are the sections behind the hops. Those without a statement are left
// out.
func (t *teller) parts() []part {
	var told []part
	for _, tell := range [...]func() part{
		t.entries, t.sending, t.whatIf, t.identity, t.authentication, t.microsoft, t.forwarding, t.filters, t.verdicts,
		t.live, t.findings, t.problems,
	} {
		if p := tell(); len(p.items) > 0 {
			told = append(told, p)
		}
	}
	return told
}

// believed is an item that a line, a field or its writer states.
func (t *teller) believed(yes bool, text string) item {
	if yes {
		return item{mark: Held, word: t.label("believed-below"), text: text}
	}
	return item{mark: Unknown, word: t.label("claimed"), text: text, pale: true}
}

// outcome is an item that bears the sign and the word of an outcome.
func (t *teller) outcome(o Outcome, text string) item {
	return item{mark: o, word: t.outcomeWord(o), text: text}
}

func (t *teller) outcomeWord(o Outcome) string {
	switch o {
	case Held, Broken:
		return t.c.Text("outcome."+string(o), nil)
	}
	return t.c.Text("outcome.unknown", nil)
}
