package domain

// item begins a statement, which is good until more is said. The pointer holds
// until the next one begins.
func (c *check) item(topic Topic, code string) *Item {
	c.report.Items = append(c.report.Items, Item{Topic: topic, Code: code, Outcome: Good, Severity: Info})
	return &c.report.Items[len(c.report.Items)-1]
}

func (i *Item) advice() *Item {
	i.Outcome = Advice
	return i
}

func (i *Item) problem(s Severity) *Item {
	i.Outcome, i.Severity = Problem, s
	return i
}

func (i *Item) unknown() *Item {
	i.Outcome = Unknown
	return i
}

// with sets one argument.
func (i *Item) with(name, value string) *Item {
	if i.Args == nil {
		i.Args = map[string]string{}
	}
	i.Args[name] = value[:min(len(value), maxText)]
	return i
}

func (i *Item) seen(evidence ...Evidence) *Item {
	i.Evidence = append(i.Evidence, evidence...)
	return i
}

func (i *Item) fix(changes ...Change) *Item {
	i.Changes = append(i.Changes, changes...)
	return i
}

// failed says that a question got no answer.
func (c *check) failed(topic Topic, code string, e Evidence) {
	c.item(topic, code).unknown().with("name", e.Name).with("error", e.Error).seen(e)
}

// to is the change of the record from into to; empty: no such record.
func to(name, kind, from, to string) Change {
	code := ChangeReplace
	switch {
	case from == "":
		code = ChangeAdd
	case to == "":
		code = ChangeRemove
	}
	return Change{Code: code, Name: name, Type: kind, From: from, To: to}
}

// extras are the removals of all records but the first.
func extras(name string, records []string) []Change {
	var list []Change
	for _, record := range records[1:min(len(records), maxEvidence)] {
		list = append(list, to(name, "TXT", record, ""))
	}
	return list
}
